//! Asking once more.

use yew::prelude::*;

use super::{Close, Form, SubmitButton};
use crate::hooks::Submission;

/// Properties of [`Confirm`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ConfirmProps {
    /// Does it.
    pub submission: Submission,
    /// What will happen.
    pub question: AttrValue,
    /// What the button says that does it.
    pub label: AttrValue,
    /// Fields.
    #[prop_or_default]
    pub children: Html,
}

/// Inside a [`Disclosure`](super::Disclosure): asks once more before something is done that cannot
/// be undone. The focus is on the question first, where Enter does nothing.
#[component]
pub fn Confirm(props: &ConfirmProps) -> Html {
    html! {
        <Form submission={props.submission.clone()}>
            <p class="opening" tabindex="-1">{ &props.question }</p>
            { props.children.clone() }
            <div class="buttons">
                <SubmitButton label={&props.label} danger=true />
                <CancelButton />
            </div>
        </Form>
    }
}

/// A button that closes the [`Disclosure`](super::Disclosure) around it.
#[component]
pub fn CancelButton() -> Html {
    let close = use_context::<Close>().unwrap_or_default();
    let busy = use_context::<Submission>().is_some_and(|submission| submission.busy);
    let onclick = Callback::from(move |_| {
        // What is under way is not stopped by looking away.
        if !busy {
            close.emit();
        }
    });
    html! { <button type="button" class="secondary" {onclick}>{ "Cancel" }</button> }
}
