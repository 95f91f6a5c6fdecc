//! Where the keyboard and the screen reader go when a part of a page gives way to another.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// For a part of a page: gives the focus to its first field, or else to its first button, as soon as it is there.
/// Not `when` it comes with its page, which begins at its own beginning.
#[hook]
pub fn use_focus_first(when: bool) -> NodeRef {
    let part = use_node_ref();
    use_effect_with((), {
        let part = part.clone();
        move |()| {
            if when {
                focus_first(&part);
            }
        }
    });
    part
}

fn focus_first(part: &NodeRef) {
    let first = part
        .cast::<HtmlElement>()
        .and_then(|part| part.query_selector("input:not([hidden]), button").ok()?);
    if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}
