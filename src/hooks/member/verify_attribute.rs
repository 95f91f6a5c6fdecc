//! Proving that an address or a phone number is one's own.

use super::Member;
use crate::{
    cognito::secret::ConfirmationCode,
    form::{Checks, FormValues, clean_code, field},
    hooks::{FormAction, Outcome, RESEND},
    messages::Errand,
    route::Route,
};

/// The intent of the button that gives a new address or number up.
pub const KEEP_OLD: &str = "keep_old";

impl Member {
    /// Verifies an attribute by the form's code, sends a code to it, or gives up its new value.
    pub fn verify_attribute(&self, attribute: &str) -> FormAction {
        let attribute = attribute.to_owned();
        self.action(move |member, values| verify_attribute(member, attribute.clone(), values))
    }
}

async fn verify_attribute(member: Member, attribute: String, values: FormValues) -> Outcome {
    let (authenticator, user) = (&member.services.authenticator, &member.user);
    let (result, text) = match values.intent() {
        RESEND => {
            let result = authenticator.send_attribute_code(user, &attribute).await;
            (result, "A code is on its way.")
        }
        KEEP_OLD => {
            let user = authenticator.keep_old_attribute(user, &attribute);
            (Ok(user), "It stays as it was. You need no code any more.")
        }
        _ => {
            let code = clean_code(&values.text(field::VERIFICATION_CODE));
            let mut checks = Checks::default();
            checks.verification_code(&code);
            checks.finish()?;
            let code = ConfirmationCode::new(code);
            let result = authenticator.verify_attribute(user, &attribute, &code);
            (result.await, "That worked: it is verified.")
        }
    };
    if let Some(user) = member.settle(Errand::VerifyAttribute, result).await? {
        member.becomes(user);
        member.confirm(Route::Profile, text);
    }
    Ok(None)
}
