//! The way to the hosted pages and back.

use form_urlencoded::Serializer;

use super::{
    AuthorizationResponse, OAuthError, Transport,
    pending::{self, Pending},
    pkce,
    token::{self, Expected},
};
use crate::{
    cognito::authenticate::Authenticated,
    config::{OAuth, OAuthProvider, RedirectUri, UserPool},
    session::Storage,
};

/// The hosted pages of a user pool, as the app at one origin uses them.
#[derive(Debug)]
pub struct HostedPages<T, S> {
    oauth: OAuth,
    client_id: String,
    issuer: String,
    redirect_sign_in: Option<RedirectUri>,
    redirect_sign_out: Option<RedirectUri>,
    transport: T,
    tab: S,
    now: fn() -> i64,
}

impl<T: Transport, S: Storage> HostedPages<T, S> {
    /// `origin` is that of the app; of the registered addresses only those there are used. `tab` is a
    /// storage of this tab alone; `now` tells the time in milliseconds since 1970.
    pub fn new(
        oauth: OAuth,
        pool: &UserPool,
        origin: &str,
        transport: T,
        tab: S,
        now: fn() -> i64,
    ) -> Self {
        let own = |uris: &[RedirectUri]| uris.iter().find(|uri| uri.origin() == origin).cloned();
        Self {
            redirect_sign_in: own(&oauth.redirect_sign_in),
            redirect_sign_out: own(&oauth.redirect_sign_out),
            oauth,
            client_id: pool.client_id.as_str().to_owned(),
            issuer: pool.issuer(),
            transport,
            tab,
            now,
        }
    }

    /// From where users may come.
    pub fn providers(&self) -> &[OAuthProvider] {
        &self.oauth.providers
    }

    /// Whether the hosted pages lead back to that path.
    pub fn lead_back_to(&self, path: &str) -> bool {
        let redirect = self.redirect_sign_in.as_ref();
        redirect.is_some_and(|redirect| redirect.path() == path)
    }

    /// Begins a sign-in: the URL that the browser must go to (RFC 6749, section 4.1.1).
    ///
    /// # Errors
    /// [`OAuthError::NoRedirectUri`].
    pub fn authorize_url(
        &self,
        provider: &OAuthProvider,
        random: &[[u8; 32]; 3],
    ) -> Result<String, OAuthError> {
        let redirect_uri = self.redirect_uri()?;
        let pending = Pending::from_random(random, (self.now)());
        let query = self
            .query()
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", redirect_uri)
            .append_pair("identity_provider", &provider.name)
            .append_pair("scope", &self.oauth.scopes.join(" "))
            .append_pair("state", &pending.state)
            .append_pair("nonce", &pending.nonce)
            .append_pair(
                "code_challenge",
                &pkce::code_challenge(&pending.code_verifier),
            )
            .append_pair("code_challenge_method", "S256")
            .finish();
        pending::keep(&self.tab, &pending);
        Ok(self
            .oauth
            .endpoint
            .join(&format!("oauth2/authorize?{query}")))
    }

    /// Completes a sign-in: exchanges the code of an answer for tokens (RFC 6749, section 4.1.3).
    ///
    /// # Errors
    /// See [`OAuthError`]. An answer to no question of this tab sends nothing and changes nothing.
    pub async fn complete(
        &self,
        response: &AuthorizationResponse,
    ) -> Result<Authenticated, OAuthError> {
        let answer = response.read()?;
        let pending = pending::take(&self.tab, &answer.state, (self.now)())?;
        let code = answer.outcome?;
        let form = self
            .query()
            .append_pair("grant_type", "authorization_code")
            .append_pair("redirect_uri", self.redirect_uri()?)
            .append_pair("code", code.expose())
            .append_pair("code_verifier", pending.code_verifier.expose())
            .finish();
        let url = self.oauth.endpoint.join("oauth2/token");
        let reply = self.transport.post_form(&url, form).await?;
        let expected = Expected {
            issuer: &self.issuer,
            client_id: &self.client_id,
            pending: &pending,
        };
        token::read(&reply, &expected)
    }

    /// Where the browser must go to end the session that the hosted pages keep (Amazon Cognito developer
    /// guide, "Logout endpoint"); none if they would not lead back.
    pub fn logout_url(&self) -> Option<String> {
        let redirect = self.redirect_sign_out.as_ref()?;
        let query = self
            .query()
            .append_pair("logout_uri", redirect.as_str())
            .finish();
        Some(self.oauth.endpoint.join(&format!("logout?{query}")))
    }

    fn redirect_uri(&self) -> Result<&str, OAuthError> {
        let redirect = self.redirect_sign_in.as_ref();
        redirect
            .map(RedirectUri::as_str)
            .ok_or(OAuthError::NoRedirectUri)
    }

    /// What every request says.
    fn query(&self) -> Serializer<'static, String> {
        let mut query = Serializer::new(String::new());
        query.append_pair("client_id", &self.client_id);
        query
    }
}
