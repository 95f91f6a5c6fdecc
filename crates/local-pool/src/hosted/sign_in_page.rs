//! The page to sign in: by password, or with another provider.

use std::fmt::Write as _;

use axum::response::Response;

use super::page;
use crate::model::authorization::Authorization;
use crate::model::external_provider::ExternalProvider;
use crate::model::pool::UserPool;
use crate::pages::html::escape;

/// What the page shows.
pub(super) struct SignInPage<'a> {
    /// The id of the page, which its form brings back.
    pub(super) request_id: &'a str,
    /// The pool.
    pub(super) pool: &'a UserPool,
    /// What the client asked for.
    pub(super) authorization: &'a Authorization,
    /// Whether users of the pool itself can sign in.
    pub(super) has_password: bool,
    /// The other providers.
    pub(super) providers: &'a [ExternalProvider],
    /// What was typed as name before, or what the client expects.
    pub(super) login: &'a str,
    /// What went wrong.
    pub(super) problem: Option<&'a str>,
}

impl SignInPage<'_> {
    /// The page.
    pub(super) fn show(&self) -> Response {
        let mut main = page::alert(self.problem);
        if self.has_password {
            main.push_str(&self.form());
        }
        for provider in self.providers {
            let name = escape(&provider.provider_name);
            let link = escape(&self.link(&provider.provider_name));
            // Writing to a string cannot fail.
            let _ = write!(
                main,
                "<a class=\"button\" href=\"{link}\">Continue with {name}</a>"
            );
        }
        page::form("Sign in", &main, &self.authorization.redirect_uri)
    }

    fn form(&self) -> String {
        let label = match self.pool.username_attributes.as_slice() {
            [] => "Username",
            [only] if only == "email" => "Email",
            [only] if only == "phone_number" => "Phone number",
            _ => "Email or phone number",
        };
        let (login, id) = (escape(self.login), self.request_id);
        let (focus_login, focus_password) = if self.login.is_empty() {
            (" autofocus", "")
        } else {
            ("", " autofocus")
        };
        format!(
            "<form method=\"post\" action=\"/login\"><input type=\"hidden\" name=\"request\" value=\"{id}\">\
             <label for=\"username\">{label}</label>\
             <input id=\"username\" name=\"username\" value=\"{login}\" required autocomplete=\"username\" \
             autocapitalize=\"none\" spellcheck=\"false\"{focus_login}>\
             <label for=\"password\">Password</label>\
             <input id=\"password\" name=\"password\" type=\"password\" required \
             autocomplete=\"current-password\"{focus_password}>\
             <button class=\"main\">Sign in</button></form>"
        )
    }

    /// The same request with another provider. Whoever chooses one is asked there, signed in or not.
    fn link(&self, provider: &str) -> String {
        let asked = self.authorization;
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .append_pair("identity_provider", provider)
            .append_pair("prompt", "login")
            .append_pair("response_type", "code")
            .append_pair("client_id", &asked.client_id)
            .append_pair("scope", asked.scope.as_str())
            .append_pair("code_challenge", &asked.code_challenge)
            .append_pair("code_challenge_method", "S256");
        let redirect_uri = asked.names_redirect_uri.then_some(&asked.redirect_uri);
        for (name, value) in [
            ("redirect_uri", redirect_uri),
            ("state", asked.state.as_ref()),
            ("nonce", asked.nonce.as_ref()),
        ] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        format!("/oauth2/authorize?{}", query.finish())
    }
}
