//! The errands of a user of the pool: each method is one of them, from request to storage.

mod account;
mod attributes;
mod authorized;
mod device;
mod devices;
mod id_token;
mod passkeys;
mod renewal;
mod second_step;
mod security;
mod sign_in;

pub use attributes::UpdatedAttributes;
pub use devices::KnownDevice;

use super::{
    MfaSettings, PendingStorage, Session, SessionError, SignedOutReason, Storage, TokenStorage,
    Tokens, UserProfile,
};
use crate::{
    cognito::{
        Client, Error, Transport,
        authenticate::Authenticated,
        jwt::UnverifiedClaims,
        ops::{GetUser, GetUserOutput, RevokeToken},
        secret::{AccessToken, RefreshToken},
    },
    config::UserPool,
};

/// The scope of access tokens that the user pool's own operations take (Amazon Cognito developer guide,
/// "Scopes, M2M, and APIs"). Every sign-in by password brings it; one through the hosted pages only if asked for.
const USER_POOL_SCOPE: &str = "aws.cognito.signin.user.admin";

/// Signs users up, in and out, and acts in their name.
#[derive(Debug)]
pub struct Authenticator<T, S> {
    client: Client<T>,
    pool_name: String,
    tokens: TokenStorage<S>,
    tab: S,
    pending: PendingStorage<S>,
    device_name: String,
    now: fn() -> i64,
}

impl<T: Transport, S: Storage + Clone> Authenticator<T, S> {
    /// `storage` outlives the tab, `tab` does not; `device_name` is what people call this browser;
    /// `now` tells the time in milliseconds since 1970.
    pub fn new(
        pool: &UserPool,
        transport: T,
        storage: S,
        tab: S,
        device_name: String,
        now: fn() -> i64,
    ) -> Self {
        let client_id = pool.client_id.as_str();
        Self {
            client: Client::new(transport, pool.endpoint(), client_id),
            pool_name: pool.id.name().to_owned(),
            tokens: TokenStorage::new(storage, client_id),
            pending: PendingStorage::new(tab.clone()),
            tab,
            device_name,
            now,
        }
    }
}

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Whose session is saved, under the name that the pool keeps the user under.
    pub fn saved_username(&self) -> Option<String> {
        Some(self.tokens.load()?.username)
    }

    /// Keeps the tokens of a user who signed in through the hosted pages. What follows is a
    /// [restore](Self::restore).
    pub fn signed_in_at_hosted_pages(&self, authenticated: Authenticated) {
        self.keep(authenticated, TokenStorage::save_oauth_metadata);
    }

    /// Whether the hosted pages may keep a session of the user who is signed in here.
    pub fn is_of_hosted_pages(&self) -> bool {
        self.tokens.is_of_hosted_pages()
    }

    fn keep(&self, authenticated: Authenticated, save_how: impl Fn(&TokenStorage<S>, &str)) {
        let tokens = Tokens::received(authenticated.username, authenticated.tokens, (self.now)());
        // Another session must not linger beside this one, neither here nor at the service.
        let replaced = self.tokens.load().and_then(|before| before.refresh_token);
        self.revoke_unawaited(
            replaced.filter(|token| tokens.refresh_token.as_ref() != Some(token)),
        );
        self.tokens.clear();
        self.pending.clear();
        save_how(&self.tokens, &tokens.username);
        self.tokens.save(&tokens);
    }

    /// Finds out whether a saved session is still good.
    ///
    /// Where the service cannot be asked, the session stays: a dead network ends nobody's session.
    pub async fn restore(&self) -> Session {
        loop {
            let Some(tokens) = self.tokens.load() else {
                return self.resume();
            };
            self.pending.clear();
            let user = match self.profile_and_tokens(&tokens.username).await {
                Ok(user) => user,
                Err(SessionError::Request(_)) => self.with_awaited(profile_at_rest(&tokens)),
                Err(SessionError::Replaced) => continue,
                Err(SessionError::Ended) => {
                    let reason = SignedOutReason::Ended;
                    return Session::SignedOut { reason };
                }
            };
            // Whatever happened to the session meanwhile counts more than this answer.
            if self.tokens_of(&tokens.username).is_ok() {
                return Session::SignedIn { user };
            }
        }
    }

    /// Reads a user's profile, and has the ID token say the same: a reply may have been lost during a
    /// change, or a code entered elsewhere.
    async fn profile_and_tokens(&self, username: &str) -> Result<UserProfile, SessionError> {
        let user = self.profile(username).await?;
        if self.tokens.outdated_by(username).is_some() {
            self.renew_id_token(username).await?;
        }
        Ok(user)
    }

    /// Reads a user's profile: from the service, or from the ID token where the user did not sign in
    /// for more.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn profile(&self, username: &str) -> Result<UserProfile, SessionError> {
        if !allows_user_pool(&self.access_token(username).await?) {
            return Ok(profile_at_rest(&self.tokens_of(username)?));
        }
        let get_user = |access_token| GetUser { access_token };
        let output = self.call(username, get_user).await?;
        Ok(self.user(username, output))
    }

    /// The user as another tab's tokens show them; nothing if the service does not tell. It is asked once
    /// and no token renewed: two tabs whose tokens are refused would renew them in turn for ever.
    pub async fn profile_of_other_tab(&self, username: &str) -> Option<UserProfile> {
        let tokens = self.tokens_of(username).ok()?;
        let access_token = tokens.current_access_token((self.now)())?.clone();
        if !allows_user_pool(&access_token) {
            return Some(profile_at_rest(&tokens));
        }
        let output = self.client.call(&GetUser { access_token }).await.ok()?;
        Some(self.user(username, output))
    }

    fn user(&self, username: &str, output: GetUserOutput) -> UserProfile {
        let mfa = MfaSettings::new(output.mfa_settings, output.preferred_mfa);
        let user = UserProfile::new(username, output.user_attributes).with_mfa(mfa);
        self.with_awaited(user)
    }

    /// Ends the session here, at once. What is returned must be [revoked](Self::revoke).
    pub fn sign_out(&self) -> Option<RefreshToken> {
        let tokens = self.tokens.load();
        self.tokens.clear();
        self.pending.clear();
        tokens?.refresh_token
    }

    /// Tells the service that a session is over, so that a copy of its tokens is worth nothing.
    /// Returns whether the service was there to hear it.
    pub async fn revoke(&self, token: RefreshToken) -> bool {
        // Nobody is left to be told of a failure; the tokens expire by themselves.
        let outcome = self.client.call(&self.revocation(token)).await;
        !matches!(outcome, Err(Error::Transport(_)))
    }

    /// The same where nobody leaves the page, and nothing waits for it.
    fn revoke_unawaited(&self, token: Option<RefreshToken>) {
        if let Some(token) = token {
            self.client.call_unawaited(&self.revocation(token));
        }
    }

    fn revocation(&self, token: RefreshToken) -> RevokeToken {
        RevokeToken {
            client_id: self.client.client_id(),
            token,
        }
    }

    /// The saved session, if it is that user's.
    pub(super) fn tokens_of(&self, username: &str) -> Result<Tokens, SessionError> {
        let tokens = self.tokens.load();
        tokens
            .filter(|tokens| tokens.username == username)
            .ok_or(SessionError::Replaced)
    }
}

/// Whether the user pool's own operations take this access token, as far as it says.
fn allows_user_pool(token: &AccessToken) -> bool {
    let claims = UnverifiedClaims::of(token.expose());
    let scope = claims.as_ref().and_then(|claims| claims.text("scope"));
    scope.is_none_or(|scope| scope.split(' ').any(|name| name == USER_POOL_SCOPE))
}

/// The profile as far as the saved ID token tells it.
fn profile_at_rest(tokens: &Tokens) -> UserProfile {
    let claims = tokens
        .id_token
        .as_ref()
        .and_then(|token| UnverifiedClaims::of(token.expose()));
    let user = match claims {
        Some(claims) => UserProfile::from_id_token(&tokens.username, &claims),
        None => UserProfile::new(&tokens.username, Vec::new()),
    };
    let access_token = tokens.access_token.as_ref();
    user.with_account_scope(access_token.is_none_or(allows_user_pool))
}
