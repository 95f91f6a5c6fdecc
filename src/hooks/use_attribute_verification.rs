//! Proving that an address or a phone number is one's own.

use yew::prelude::*;

use super::{
    Outcome, RESEND, Submission,
    use_member::{Member, use_member},
    use_profile_form::follow_address,
    use_submission,
};
use crate::{
    cognito::secret::ConfirmationCode,
    form::{Checks, FormValues, clean_code, field},
    messages::Errand,
    route::Route,
    session::UserProfile,
    store::Action,
};

/// Verifies an attribute of `user` by the form's code, or sends a code to it.
#[hook]
pub fn use_attribute_verification(user: &UserProfile, attribute: &str) -> Submission {
    let member = use_member(&user.username);
    let (user, attribute) = (user.clone(), attribute.to_owned());
    use_submission(move |values: FormValues| {
        let (member, user, attribute) = (member.clone(), user.clone(), attribute.clone());
        async move {
            if values.intent() == RESEND {
                send(&member, &user, &attribute).await
            } else {
                verify(&member, &user, &attribute, &values).await
            }
        }
    })
}

async fn send(member: &Member, user: &UserProfile, attribute: &str) -> Outcome {
    let authenticator = &member.services.authenticator;
    let result = authenticator.send_attribute_code(user, attribute).await;
    if let Some(user) = member.settle(Errand::VerifyAttribute, result).await? {
        member.dispatch.apply(Action::ProfileChanged(user));
        notify(member, "A code is on its way.");
    }
    Ok(None)
}

async fn verify(
    member: &Member,
    user: &UserProfile,
    attribute: &str,
    values: &FormValues,
) -> Outcome {
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let mut checks = Checks::default();
    checks.verification_code(&code);
    checks.finish()?;

    let code = ConfirmationCode::new(code);
    let authenticator = &member.services.authenticator;
    let result = authenticator.verify_attribute(user, attribute, &code).await;
    if let Some(verified) = member.settle(Errand::VerifyAttribute, result).await? {
        follow_address(&member.services, user, &verified);
        member.dispatch.apply(Action::ProfileChanged(verified));
        notify(member, "That worked: it is verified.");
    }
    Ok(None)
}

fn notify(member: &Member, text: &'static str) {
    let notice = Action::Notify(Route::Profile, text.into());
    member.dispatch.apply(notice);
}
