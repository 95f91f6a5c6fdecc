//! Proving that an address or a phone number is one's own.

use yew::prelude::*;

use crate::{
    components::{Field, FieldKind, Form, Section, SubmitButton},
    form::field,
    hooks::{RESEND, use_attribute_verification},
    session::UserProfile,
};

/// Properties of [`VerifyAttribute`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct VerifyAttributeProps {
    /// Whose attribute it is.
    pub user: UserProfile,
    /// Its name.
    pub attribute: AttrValue,
}

/// Takes the code that was sent to a new address or number, or sends one to what is not verified.
/// Nothing at all where there is nothing to verify.
#[component]
pub(super) fn VerifyAttribute(props: &VerifyAttributeProps) -> Html {
    let VerifyAttributeProps { user, attribute } = props;
    let submission = use_attribute_verification(user, attribute);
    let what = match attribute.as_str() {
        field::EMAIL => "e-mail address",
        field::PHONE_NUMBER => "phone number",
        _ => return Html::default(),
    };
    let is_verified = user.has_verified(attribute);
    let content = if let Some(destination) = user.awaited(attribute) {
        html! {
            <>
                <p>
                    { format!("We sent a code to {destination}. ") }
                    if is_verified {
                        { format!("Until you enter it, your {what} stays as it was.") }
                    }
                </p>
                <Form key="code" {submission}>
                    <Field
                        name={field::VERIFICATION_CODE}
                        of={attribute}
                        label="Verification code"
                        kind={FieldKind::OneTimeCode}
                    />
                    <div class="buttons">
                        <SubmitButton label="Verify" />
                        <SubmitButton label="Resend code" intent={RESEND} />
                    </div>
                </Form>
            </>
        }
    } else if is_verified || user.attribute(attribute).is_empty() || user.is_external() {
        return Html::default();
    } else {
        html! {
            <>
                <p>{ format!("Your {what} is not verified. We can send a code to it.") }</p>
                <Form key="send" {submission}>
                    <SubmitButton label="Verify" intent={RESEND} />
                </Form>
            </>
        }
    };
    html! {
        <Section id={format!("verify-{attribute}")} heading={format!("Verify your {what}")}>
            { content }
        </Section>
    }
}
