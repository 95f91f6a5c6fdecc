//! The page that asks for what is left to do after the password.

use axum::response::Response;

use super::page;
use crate::model::authorization::StepQuestion;
use crate::model::challenge::CodeQuestion;
use crate::model::second_factor::SecondFactor;
use crate::pages::html::escape;
use crate::rules::delivery::CodeDeliveryDetails;

/// What the page shows.
pub(super) struct SecondStepPage<'a> {
    /// The id of the page, which its form brings back.
    pub(super) request_id: &'a str,
    /// Where the answer ends.
    pub(super) redirect_uri: &'a str,
    /// What is asked.
    pub(super) question: &'a StepQuestion,
    /// What went wrong.
    pub(super) problem: Option<&'a str>,
}

impl SecondStepPage<'_> {
    /// The page.
    pub(super) fn show(&self) -> Response {
        let fields = match self.question {
            StepQuestion::Choice(factors) => factors.iter().copied().map(choice).collect(),
            StepQuestion::Code(asked) => code(&hint(asked)),
            StepQuestion::AppSetup { secret, uri } => app_setup(secret, uri),
            StepQuestion::NewPassword => new_password(),
        };
        let (alert, id) = (page::alert(self.problem), self.request_id);
        let main = format!(
            "{alert}<form method=\"post\" action=\"/mfa\">\
             <input type=\"hidden\" name=\"request\" value=\"{id}\">{fields}</form>"
        );
        page::form("One more step", &main, self.redirect_uri)
    }
}

fn choice(factor: SecondFactor) -> String {
    let label = match factor {
        SecondFactor::Sms => "Send a code by SMS",
        SecondFactor::SoftwareToken => "Use the authenticator app",
        SecondFactor::Email => "Send a code by e-mail",
    };
    let name = factor.name();
    format!("<button name=\"factor\" value=\"{name}\">{label}</button>")
}

fn hint(asked: &CodeQuestion) -> String {
    match (&asked.sent, asked.factor.attribute()) {
        (Some(sent), Some(attribute)) => {
            let details = CodeDeliveryDetails::masking(attribute, &sent.destination);
            format!("It was sent to {}.", escape(&details.destination))
        }
        _ => "Your authenticator app shows it.".to_owned(),
    }
}

fn code(hint: &str) -> String {
    format!(
        "<label for=\"code\">Code</label>\
         <input id=\"code\" name=\"code\" required inputmode=\"numeric\" autocomplete=\"one-time-code\" \
         aria-describedby=\"hint\" autofocus><small id=\"hint\">{hint}</small>\
         <button class=\"main\">Sign in</button>"
    )
}

fn app_setup(secret: &str, uri: &str) -> String {
    let (uri, code) = (escape(uri), code("Your authenticator app shows it."));
    format!(
        "<p>This account needs a second factor. Add it to an authenticator app, by this link or by this key.</p>\
         <p><a href=\"{uri}\">Open in an authenticator app</a></p><p><code>{secret}</code></p>{code}"
    )
}

fn new_password() -> String {
    let field = |name: &str, label: &str, more: &str| {
        format!(
            "<label for=\"{name}\">{label}</label>\
             <input id=\"{name}\" name=\"{name}\" type=\"password\" required autocomplete=\"new-password\"{more}>"
        )
    };
    format!(
        "<p>Choose a password of your own.</p>{}{}<button class=\"main\">Set new password</button>",
        field("new_password", "New password", " autofocus"),
        field("confirm_password", "Confirm new password", ""),
    )
}
