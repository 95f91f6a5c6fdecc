//! A form that knows what to do.

use yew::prelude::*;

use super::Form;
use crate::hooks::{FormAction, use_form_action};

/// Properties of [`ActionForm`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ActionFormProps {
    /// What is done with its values.
    pub action: FormAction,
    /// As in [`Form`].
    #[prop_or_default]
    pub reset_when_done: bool,
    /// Fields and buttons.
    pub children: Html,
}

/// A [`Form`] with a state of its own, for pages with several of them.
#[component]
pub fn ActionForm(props: &ActionFormProps) -> Html {
    let submission = use_form_action(props.action.clone());
    html! {
        <Form {submission} reset_when_done={props.reset_when_done}>
            { props.children.clone() }
        </Form>
    }
}
