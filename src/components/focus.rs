//! Where the keyboard and the screen reader go when a part of a page gives way to another.

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::use_arrival;

/// For a part of a page: gives the focus to its first empty field, or else to its first field or button, as soon as
/// it is there. Not `when` it comes with its page, which begins at its own beginning.
#[hook]
pub fn use_focus_first(when: bool) -> NodeRef {
    let part = use_node_ref();
    use_arrival({
        let part = part.clone();
        move || {
            if when {
                focus_first(&part);
            }
        }
    });
    part
}

fn focus_first(part: &NodeRef) {
    let Some(part) = part.cast::<HtmlElement>() else {
        return;
    };
    let empty = inputs(&part).find(|input| input.value().is_empty());
    let first = || part.query_selector("input:not([hidden]), button").ok()?;
    let first = empty.map(Into::into).or_else(first);
    if let Some(element) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}

fn inputs(part: &HtmlElement) -> impl Iterator<Item = HtmlInputElement> {
    // Fails only for what is no selector.
    let list = part.query_selector_all("input:not([hidden])").ok();
    let items = list
        .into_iter()
        .flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)));
    items.filter_map(|node| node.dyn_into().ok())
}
