//! The field of an attribute.

use yew::prelude::*;

use super::{Field, FieldKind};
use crate::form::AttributeInput;

/// Properties of [`AttributeField`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AttributeFieldProps {
    /// The attribute's full name, which is the field's.
    pub name: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// As in [`Field`].
    #[prop_or_default]
    pub initial: AttrValue,
    /// As in [`Field`].
    #[prop_or_default]
    pub read_only: bool,
}

/// A [`Field`] as it suits the attribute.
#[component]
pub fn AttributeField(props: &AttributeFieldProps) -> Html {
    let input = AttributeInput::of(&props.name);
    html! {
        <Field
            name={&props.name}
            label={&props.label}
            kind={FieldKind::Attribute(input)}
            initial={&props.initial}
            hint={input.hint.filter(|_| !props.read_only)}
            read_only={props.read_only}
        />
    }
}
