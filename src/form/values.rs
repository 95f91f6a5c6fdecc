//! What a form held when it was sent.

use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlButtonElement, HtmlFormElement, SubmitEvent};
use yew::TargetCast;

/// What a form held when it was sent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FormValues {
    data: Option<FormData>,
    initial: Option<FormData>,
    intent: String,
}

impl FormValues {
    /// A field's value as it was typed; empty if there is no such field.
    pub fn text(&self, name: &str) -> String {
        text_in(self.data.as_ref(), name)
    }

    /// Whether a field holds something else than it began with.
    pub fn is_changed(&self, name: &str) -> bool {
        self.text(name) != text_in(self.initial.as_ref(), name)
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
        let data = |form: &HtmlFormElement| FormData::new_with_form(form).ok();
        Self {
            data: form.as_ref().and_then(data),
            initial: form.as_ref().and_then(untouched).as_ref().and_then(data),
            intent: button.map(|button| button.value()).unwrap_or_default(),
        }
    }
}

fn text_in(data: Option<&FormData>, name: &str) -> String {
    data.and_then(|data| data.get(name).as_string())
        .unwrap_or_default()
}

/// A copy of the form as it was before anybody typed. The browser makes of a value what fits the
/// type of its input; so it is asked, instead of comparing with what the value once was.
fn untouched(form: &HtmlFormElement) -> Option<HtmlFormElement> {
    let copy = form.clone_node_with_deep(true).ok()?;
    let copy = copy.dyn_into::<HtmlFormElement>().ok()?;
    copy.reset();
    Some(copy)
}
