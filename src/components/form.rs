//! A form that hands over its values.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlFormElement};
use yew::prelude::*;

use crate::{form::FormValues, hooks::Submission};

/// Properties of [`Form`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FormProps {
    /// Takes the values, and says how it went. Fields and buttons inside get it as context.
    pub submission: Submission,
    /// Whether the fields go back to what they begin with when all went well: passwords do not stay on
    /// the screen, and attributes are shown as they were saved. What is typed meanwhile stays.
    #[prop_or_default]
    pub reset_when_done: bool,
    /// Fields and buttons.
    pub children: Html,
}

/// A form. Its fields show their own problems, the rest is shown on top. The first field with a
/// problem gets the focus, or else the problem itself.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let submission = &props.submission;
    let form = use_node_ref();
    use_effect_with(submission.problems.clone(), {
        let form = form.clone();
        move |_| focus_first_problem(&form)
    });
    let was_busy = use_mut_ref(|| false);
    let typed_since = use_mut_ref(|| false);
    use_effect_with(submission.busy, {
        let (form, typed_since) = (form.clone(), typed_since.clone());
        let resets = props.reset_when_done && submission.problems.is_empty();
        move |busy| {
            let is_done = was_busy.replace(*busy) && !busy;
            let form = form.cast::<HtmlFormElement>();
            if let Some(form) = form.filter(|_| is_done && resets && !*typed_since.borrow()) {
                form.reset();
            }
        }
    });
    let oninput = Callback::from({
        let typed_since = typed_since.clone();
        move |_| *typed_since.borrow_mut() = true
    });
    // While it is being sent, nothing else is.
    let busy = submission.busy;
    let onsubmit = submission.submit.reform(move |event: SubmitEvent| {
        event.prevent_default();
        *typed_since.borrow_mut() &= busy;
        FormValues::of(&event)
    });
    let problems = submission.problems.iter();
    let general = problems.filter(|problem| problem.field.is_none());
    html! {
        <ContextProvider<Submission> context={submission.clone()}>
            // Our sentences instead of the browser's bubbles. And should the app ever have stopped
            // by the time the form is sent: no password in the address bar.
            <form ref={form} {oninput} {onsubmit} method="post" novalidate=true>
                <div class="problems">
                    { for general.map(|problem| html! {
                        <p key={problem.text.to_string()} class="problem" role="alert" tabindex="-1">
                            { problem.text.clone() }
                        </p>
                    }) }
                </div>
                { props.children.clone() }
            </form>
        </ContextProvider<Submission>>
    }
}

fn focus_first_problem(form: &NodeRef) {
    let Some(form) = form.cast::<HtmlFormElement>() else {
        return;
    };
    let find = |selector| form.query_selector(selector).ok().flatten();
    let problem = find("[aria-invalid=true]").or_else(|| find(".problems > [role=alert]"));
    if let Some(element) = problem.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}
