//! The field that most forms begin with.

use yew::prelude::*;

use super::{Field, FieldKind};
use crate::{form::field, hooks::use_services};

/// Properties of [`EmailField`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct EmailFieldProps {
    /// A sentence that helps filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Whether the browser may offer passkeys in it.
    #[prop_or_default]
    pub passkeys: bool,
}

/// The e-mail address that the user signs in with, filled in with the one used last.
#[component]
pub fn EmailField(props: &EmailFieldProps) -> Html {
    let services = use_services();
    html! {
        <Field
            name={field::EMAIL}
            label="Email"
            kind={if props.passkeys { FieldKind::EmailOrPasskey } else { FieldKind::Email }}
            initial={services.remembered.email()}
            hint={props.hint.clone()}
        />
    }
}
