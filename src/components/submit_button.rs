//! A button that sends its form.

use yew::prelude::*;

/// Properties of [`SubmitButton`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SubmitButtonProps {
    /// What it says.
    pub label: AttrValue,
    /// What the form is told of it, where a form has several buttons.
    #[prop_or_default]
    pub intent: AttrValue,
    /// Whether the form is being sent; nothing can be pressed then.
    pub busy: bool,
    /// One of several buttons that is not the main one.
    #[prop_or_default]
    pub secondary: bool,
}

/// A button that sends its form.
#[component]
pub fn SubmitButton(props: &SubmitButtonProps) -> Html {
    html! {
        <button
            type="submit"
            value={&props.intent}
            disabled={props.busy}
            aria-busy={props.busy.then_some("true")}
            class={classes!(props.secondary.then_some("secondary"))}
        >
            { &props.label }
        </button>
    }
}
