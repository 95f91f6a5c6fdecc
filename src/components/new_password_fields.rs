//! Choosing a password.

use yew::prelude::*;

use super::{Field, FieldKind};
use crate::{form::field, hooks::use_services};

/// Properties of [`NewPasswordFields`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct NewPasswordFieldsProps {
    /// The name of the first field.
    pub name: AttrValue,
    /// Its label.
    pub label: AttrValue,
}

/// A password to be, by the pool's policy, and the same once more.
#[component]
pub fn NewPasswordFields(props: &NewPasswordFieldsProps) -> Html {
    let services = use_services();
    html! {
        <>
            <Field
                name={&props.name}
                label={&props.label}
                kind={FieldKind::NewPassword}
                hint={services.config.password_policy.sentence()}
            />
            <Field
                name={field::CONFIRM_PASSWORD}
                label="Confirm password"
                kind={FieldKind::NewPassword}
            />
        </>
    }
}
