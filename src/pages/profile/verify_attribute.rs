//! Proving that an address or a phone number is one's own.

use yew::prelude::*;

use crate::{
    components::{ActionForm, Field, FieldKind, SubmitButton, section},
    config::AttributeField,
    form::field,
    hooks::{KEEP_OLD, Member, RESEND},
    session::UserProfile,
};

/// Whether there is something to verify: a new address or number that waits for its code, or one
/// that is not verified.
pub(super) fn is_to_be_verified(user: &UserProfile, attribute: &str) -> bool {
    let is_of_others = user.attribute(attribute).is_empty() || user.is_external();
    what(attribute).is_some()
        && (user.awaited(attribute).is_some() || !user.has_verified(attribute) && !is_of_others)
}

fn what(attribute: &str) -> Option<&'static str> {
    match attribute {
        field::EMAIL => Some("e-mail address"),
        field::PHONE_NUMBER => Some("phone number"),
        _ => None,
    }
}

/// Takes the code that was sent to a new address or number, or sends one to what is not verified.
/// Where it is one of several, its names tell which.
pub(super) fn verify_attribute(member: &Member, attribute: &AttributeField, several: bool) -> Html {
    let AttributeField { name, label, .. } = attribute;
    let what = what(name).unwrap_or_default();
    let named = |text| several.then(|| format!("{text}: {label}"));
    let user = &member.user;
    let (about, form) = match user.awaited(name) {
        Some(destination) if user.keeps_old(name) => (
            format!(
                "We sent a code to {destination}. Until you enter it, your {what} stays as it was."
            ),
            code_form(name, named, true),
        ),
        Some(destination) => (
            format!("We sent a code to {destination}."),
            code_form(name, named, false),
        ),
        None => (
            format!("Your {what} is not verified. We can send a code to it."),
            html! { <SubmitButton label="Verify" description={named("Verify")} intent={RESEND} /> },
        ),
    };
    let content = html! {
        <>
            <p>{ about }</p>
            <ActionForm action={member.verify_attribute(name)}>{ form }</ActionForm>
        </>
    };
    let id = format!("verify-{name}");
    let section = section(&id, &format!("Verify your {what}"), content);
    html! { <div key={name.clone()}>{ section }</div> }
}

fn code_form(
    attribute: &str,
    named: impl Fn(&'static str) -> Option<String>,
    can_keep_old: bool,
) -> Html {
    html! {
        <>
            <Field
                name={field::VERIFICATION_CODE}
                of={attribute.to_owned()}
                label="Verification code"
                description={named("Verification code")}
                kind={FieldKind::OneTimeCode}
            />
            <div class="buttons">
                <SubmitButton label="Verify" description={named("Verify")} />
                <SubmitButton
                    label="Resend code"
                    description={named("Resend code")}
                    intent={RESEND}
                />
                if can_keep_old {
                    <SubmitButton
                        label="Leave it as it was"
                        description={named("Leave it as it was")}
                        intent={KEEP_OLD}
                    />
                }
            </div>
        </>
    }
}
