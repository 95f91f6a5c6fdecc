//! A button that sends its form.

use yew::prelude::*;

use crate::hooks::Submission;

/// Properties of [`SubmitButton`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SubmitButtonProps {
    /// What it says.
    pub label: AttrValue,
    /// What the form is told of it, where a form has several buttons; the main one has none.
    #[prop_or_default]
    pub intent: Option<AttrValue>,
    /// What screen readers say in its place, where several buttons say the same.
    #[prop_or_default]
    pub description: Option<AttrValue>,
    /// Whether what it does cannot be undone.
    #[prop_or_default]
    pub danger: bool,
}

/// A button that sends the form around it. While that is under way pressing it does nothing; it is not `disabled`, since it
/// would lose the keyboard's focus.
#[component]
pub fn SubmitButton(props: &SubmitButtonProps) -> Html {
    let busy = use_context::<Submission>().is_some_and(|submission| submission.busy);
    html! {
        <button
            type="submit"
            value={props.intent.clone()}
            aria-label={props.description.clone()}
            aria-disabled={busy.then_some("true")}
            aria-busy={busy.then_some("true")}
            class={classes!(
                props.intent.as_ref().map(|_| "secondary"),
                props.danger.then_some("danger"),
            )}
        >
            { &props.label }
        </button>
    }
}
