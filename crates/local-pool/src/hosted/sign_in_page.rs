//! The page to sign in: by password, or with another provider.

use axum::response::Response;

use super::browser::Browser;
use super::csrf::FIELD;
use super::endpoint::Call;
use super::page;
use super::request::{self, Asked};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::pages::html::escape;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::ApiError;

/// What the page says besides what the client asks for.
pub(super) struct SignInPage<'a> {
    /// What was typed as name before, or what the client expects.
    pub(super) login: &'a str,
    /// What went wrong.
    pub(super) problem: Option<&'a str>,
}

impl SignInPage<'_> {
    /// The page, for the browser that asks.
    pub(super) fn show(
        &self,
        cx: &Context<'_>,
        call: &Call,
        asked: &Asked,
    ) -> Result<Response, ApiError> {
        let browser = Browser::of(&call.headers)?;
        let mut main = page::alert(self.problem);
        if request::supports(&asked.client, COGNITO) {
            main.push_str(&self.form(call, &asked.pool, browser.value()));
        }
        if asked.provider.is_none() {
            for provider in request::external_providers(cx, &asked.pool, &asked.client)? {
                main.push_str(&link(call, &provider.provider_name));
            }
        }
        let page = page::form("Sign in", &main, &asked.authorization.redirect_uri);
        Ok(browser.remember(page))
    }

    /// With the names that the service's own page has, for programs that know it.
    fn form(&self, call: &Call, pool: &UserPool, csrf: &str) -> String {
        let label = match pool.username_attributes.as_slice() {
            [] => "Username",
            [only] if only == "email" => "Email",
            [only] if only == "phone_number" => "Phone number",
            _ => "Email or phone number",
        };
        let (login, query) = (escape(self.login), escape(&call.query.to_query()));
        let (focus_login, focus_password) = if self.login.is_empty() {
            (" autofocus", "")
        } else {
            ("", " autofocus")
        };
        format!(
            "<form method=\"post\" action=\"/login?{query}\" name=\"cognitoSignInForm\">\
             <input type=\"hidden\" name=\"{FIELD}\" value=\"{csrf}\">\
             <label for=\"signInFormUsername\">{label}</label>\
             <input id=\"signInFormUsername\" name=\"username\" value=\"{login}\" required \
             autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\"{focus_login}>\
             <label for=\"signInFormPassword\">Password</label>\
             <input id=\"signInFormPassword\" name=\"password\" type=\"password\" required \
             autocomplete=\"current-password\"{focus_password}>\
             <button class=\"main\" name=\"signInSubmitButton\" value=\"Sign in\">Sign in</button></form>"
        )
    }
}

/// The same request with another provider. Whoever chooses one is asked there, signed in or not.
fn link(call: &Call, provider: &str) -> String {
    let changes = [("identity_provider", provider), ("prompt", "login")];
    let (name, query) = (
        escape(provider),
        escape(&call.query.to_query_with(&changes)),
    );
    format!("<a class=\"button\" href=\"/oauth2/authorize?{query}\">Continue with {name}</a>")
}
