//! The page that stands in for another provider's: whoever one says to be, one is.

use axum::response::Response;

use super::page;
use super::stand_in::LENGTH;
use crate::app::Context;
use crate::model::authorization::Authorization;
use crate::model::external_provider::ExternalProvider;
use crate::model::provider_account::ProviderAccount;
use crate::pages::html::escape;
use crate::wire::error::ApiError;

/// What the page shows.
pub(super) struct ProviderPage<'a> {
    /// The id of the page, which its forms bring back.
    pub(super) request_id: &'a str,
    /// The provider.
    pub(super) provider: &'a ExternalProvider,
    /// What the client asked for.
    pub(super) authorization: &'a Authorization,
    /// What was typed before, or what the client expects.
    pub(super) email: &'a str,
    /// What was typed before.
    pub(super) name: &'a str,
    /// What went wrong.
    pub(super) problem: Option<&'a str>,
}

impl ProviderPage<'_> {
    /// The page. Each of its forms signs in as it is, by what is in its fields already.
    pub(super) fn show(&self, cx: &Context<'_>) -> Result<Response, ApiError> {
        let name = &self.provider.provider_name;
        let pool_id = &self.provider.user_pool_id;
        let accounts = cx
            .tx
            .scan::<ProviderAccount>(&ProviderAccount::prefix(pool_id, name))?;
        let mut main = format!(
            "<p>This page stands in for {}. No account is needed there: any address will do.</p>{}",
            escape(name),
            page::alert(self.problem)
        );
        main.push_str(&self.account());
        main.push_str(&self.known(&accounts));
        main.push_str(&self.post("<button name=\"cancel\" value=\"yes\">Cancel</button>"));
        let title = format!("Continue with {name}");
        Ok(page::form(&title, &main, &self.authorization.redirect_uri))
    }

    fn post(&self, fields: &str) -> String {
        format!(
            "<form method=\"post\" action=\"/oauth2/idpresponse\">\
             <input type=\"hidden\" name=\"request\" value=\"{}\">{fields}</form>",
            self.request_id
        )
    }

    fn known(&self, accounts: &[ProviderAccount]) -> String {
        let mut forms = String::new();
        for account in accounts {
            let (name, email) = (escape(&account.name), escape(&account.email));
            forms.push_str(&self.post(&format!(
                "<input type=\"hidden\" name=\"account\" value=\"{email}\">\
                 <button>Continue as {name} <small>{email}</small></button>"
            )));
        }
        if forms.is_empty() {
            return forms;
        }
        format!("<h2>Used before</h2>{forms}")
    }

    /// Comes first: a program that fills in the first form is whoever it says.
    fn account(&self) -> String {
        let (email, name) = (escape(self.email), escape(self.name));
        let fields = format!(
            "<label for=\"email\">Email</label>\
             <input id=\"email\" name=\"email\" type=\"email\" value=\"{email}\" required autocomplete=\"email\">\
             <label for=\"name\">Name (optional)</label>\
             <input id=\"name\" name=\"name\" value=\"{name}\" maxlength=\"{LENGTH}\" autocomplete=\"name\">\
             <button class=\"main\">Continue as this account</button>"
        );
        self.post(&fields)
    }
}
