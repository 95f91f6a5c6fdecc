//! Asking once more.

use yew::prelude::*;

use super::{ActionForm, Close, SubmitButton};
use crate::hooks::{FormAction, Submission};

/// Inside a [`Disclosure`](super::Disclosure): asks once more before something is done that cannot
/// be undone. The focus is on the question first, where Enter does nothing. `label` is on the button
/// that does it; `fields` may ask for more.
pub fn confirm(action: FormAction, question: &str, label: &'static str, fields: Html) -> Html {
    html! {
        <ActionForm {action}>
            <p class="opening" tabindex="-1">{ question }</p>
            { fields }
            <div class="buttons">
                <SubmitButton {label} danger=true />
                <CancelButton />
            </div>
        </ActionForm>
    }
}

/// A button that closes the [`Disclosure`](super::Disclosure) around it, unless the form is being
/// sent: what is under way is not stopped by looking away.
#[component]
pub fn CancelButton() -> Html {
    let close = use_context::<Close>().unwrap_or_default();
    let busy = use_context::<Submission>().is_some_and(|submission| submission.busy);
    let onclick = Callback::from(move |_| {
        if !busy {
            close.emit();
        }
    });
    html! { <button type="button" class="secondary" {onclick}>{ "Cancel" }</button> }
}
