//! What a form held when it was sent.

use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlButtonElement, HtmlFormElement, SubmitEvent};
use yew::TargetCast;

/// What a form held when it was sent.
#[derive(Debug, Clone, PartialEq, Default)]
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

    /// Reads the form out of the event that sends it.
    pub fn of(event: &SubmitEvent) -> Self {
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
