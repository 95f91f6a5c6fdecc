//! A form that hands over its values.

use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlButtonElement, HtmlElement, HtmlFormElement};
use yew::prelude::*;

use crate::problem::Problem;

/// What a form held when it was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct FormValues {
    data: Option<FormData>,
    intent: String,
}

impl FormValues {
    /// A field's value as it was typed; empty if there is no such field.
    pub fn text(&self, name: &str) -> String {
        let data = self.data.as_ref();
        data.and_then(|data| data.get(name).as_string())
            .unwrap_or_default()
    }

    /// A field's value without the white space around it.
    pub fn trimmed(&self, name: &str) -> String {
        self.text(name).trim().to_owned()
    }

    /// The value of the button that sent the form.
    pub fn intent(&self) -> &str {
        &self.intent
    }

    fn of(event: &SubmitEvent) -> Self {
        let form = event.target_dyn_into::<HtmlFormElement>();
        let button = event
            .submitter()
            .and_then(|element| element.dyn_into::<HtmlButtonElement>().ok());
        Self {
            data: form.and_then(|form| FormData::new_with_form(&form).ok()),
            intent: button.map(|button| button.value()).unwrap_or_default(),
        }
    }
}

/// Properties of [`Form`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FormProps {
    /// Gets the values when the form is sent.
    pub onsubmit: Callback<FormValues>,
    /// The form's problems; those that belong to no field are shown on top.
    #[prop_or_default]
    pub problems: Vec<Problem>,
    /// Fields and buttons.
    pub children: Html,
}

/// A form. Problems are announced, and the first field that has one gets the focus.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let form = use_node_ref();
    use_effect_with(props.problems.clone(), {
        let form = form.clone();
        move |_| focus_first_invalid_field(&form)
    });
    let onsubmit = {
        let onsubmit = props.onsubmit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsubmit.emit(FormValues::of(&event));
        })
    };
    let general = props
        .problems
        .iter()
        .filter(|problem| problem.field.is_none());
    html! {
        // The browser's own bubbles would speak over our sentences.
        <form ref={form} {onsubmit} novalidate=true>
            <div class="problems">
                { for general.map(|problem| html! {
                    <p key={problem.text.to_string()} class="problem" role="alert">{ problem.text.clone() }</p>
                }) }
            </div>
            { props.children.clone() }
        </form>
    }
}

fn focus_first_invalid_field(form: &NodeRef) {
    let invalid = form
        .cast::<HtmlFormElement>()
        .and_then(|form| form.query_selector("[aria-invalid=true]").ok().flatten())
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(field) = invalid {
        // Fails only for an element that cannot have the focus.
        let _ = field.focus();
    }
}
