//! Proving that an address or a phone number is one's own.

use yew::prelude::*;

use crate::{
    components::{ActionForm, Field, FieldKind, SubmitButton, section},
    form::field,
    hooks::{Member, RESEND},
};

/// Takes the code that was sent to a new address or number, or sends one to what is not verified.
/// Nothing at all where there is nothing to verify.
pub(super) fn verify_attribute(member: &Member, attribute: &str) -> Option<Html> {
    let what = match attribute {
        field::EMAIL => "e-mail address",
        field::PHONE_NUMBER => "phone number",
        _ => return None,
    };
    let user = &member.user;
    let is_verified = user.has_verified(attribute);
    let awaited = user.awaited(attribute);
    let is_of_others = user.attribute(attribute).is_empty() || user.is_external();
    if awaited.is_none() && (is_verified || is_of_others) {
        return None;
    }
    let (about, form) = match awaited {
        Some(destination) if is_verified => (
            format!(
                "We sent a code to {destination}. Until you enter it, your {what} stays as it was."
            ),
            code_form(attribute),
        ),
        Some(destination) => (
            format!("We sent a code to {destination}."),
            code_form(attribute),
        ),
        None => (
            format!("Your {what} is not verified. We can send a code to it."),
            html! { <SubmitButton label="Verify" intent={RESEND} /> },
        ),
    };
    let content = html! {
        <>
            <p>{ about }</p>
            <ActionForm action={member.verify_attribute(attribute)}>{ form }</ActionForm>
        </>
    };
    let id = format!("verify-{attribute}");
    Some(section(&id, &format!("Verify your {what}"), content))
}

fn code_form(attribute: &str) -> Html {
    html! {
        <>
            <Field
                name={field::VERIFICATION_CODE}
                of={attribute.to_owned()}
                label="Verification code"
                kind={FieldKind::OneTimeCode}
            />
            <div class="buttons">
                <SubmitButton label="Verify" />
                <SubmitButton label="Resend code" intent={RESEND} />
            </div>
        </>
    }
}
