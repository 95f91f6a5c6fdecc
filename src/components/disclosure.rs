//! A button that first shows what comes of it.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Properties of [`Disclosure`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DisclosureProps {
    /// What the button says.
    pub label: AttrValue,
    /// What screen readers say in its place, where several buttons say the same.
    #[prop_or_default]
    pub description: Option<AttrValue>,
    /// What comes in place of the button.
    pub children: Html,
}

/// Closes the [`Disclosure`] around a component, which gets it as context.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Close(Callback<()>);

impl Close {
    /// Brings the button back.
    pub fn emit(&self) {
        self.0.emit(());
    }
}

/// A button, and in its place, once it was pressed, its children. The keyboard's focus follows: to
/// the element of class `opening`, and back to the button.
#[component]
pub fn Disclosure(props: &DisclosureProps) -> Html {
    let open = use_state_eq(|| false);
    let place = use_node_ref();
    let first = use_mut_ref(|| true);
    use_effect_with(*open, {
        let place = place.clone();
        move |open| {
            if !first.replace(false) {
                focus_inside(&place, if *open { ".opening" } else { "button" });
            }
        }
    });
    let set_open = |value| {
        let open = open.setter();
        move |()| open.set(value)
    };
    let close = Close(Callback::from(set_open(false)));
    html! {
        <div ref={place}>
            if *open {
                <ContextProvider<Close> key="open" context={close}>
                    { props.children.clone() }
                </ContextProvider<Close>>
            } else {
                <button
                    key="closed"
                    type="button"
                    class="secondary"
                    aria-label={props.description.clone()}
                    onclick={Callback::from(set_open(true)).reform(|_| ())}
                >
                    { &props.label }
                </button>
            }
        </div>
    }
}

fn focus_inside(place: &NodeRef, selector: &str) {
    let Some(place) = place.cast::<HtmlElement>() else {
        return;
    };
    let found = place.query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Fails only for an element that cannot have the focus.
        let _ = element.focus();
    }
}
