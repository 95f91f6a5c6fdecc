//! Where the keyboard's focus goes when what had it goes away.

use std::{cell::RefCell, rc::Rc};

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit};
use yew::prelude::*;

/// Inside `place`, gives the focus to the heading of the section whose element had it and is gone, or
/// else to the page's. The browser would let it fall to the body, where keyboards begin all over
/// again and screen readers are silent. Whoever moves the focus on purpose comes first.
#[hook]
pub(super) fn use_lasting_focus(place: &NodeRef) {
    use_effect_with(place.clone(), |place| {
        let watch = place.cast().as_ref().map(Watch::of);
        move || drop(watch)
    });
}

/// What has the focus, and the section around it as long as it is there.
struct Focused {
    element: Element,
    section: Option<Element>,
}

impl Focused {
    fn now(element: Element) -> Self {
        let section = element.closest("section").ok().flatten();
        Self { element, section }
    }
}

/// Watches while it lives.
struct Watch {
    observer: Option<MutationObserver>,
    _on_change: Closure<dyn FnMut()>,
    _listeners: [EventListener; 2],
}

impl Watch {
    fn of(place: &HtmlElement) -> Self {
        let last = Rc::<RefCell<Option<Focused>>>::default();
        let on_focus = EventListener::new(place, "focusin", {
            let last = last.clone();
            move |event| {
                let target = event.target().and_then(|target| target.dyn_into().ok());
                last.replace(target.map(Focused::now));
            }
        });
        // Who clicks beside everything has left on purpose.
        let on_click = EventListener::new(&gloo_utils::document(), "click", {
            let last = last.clone();
            move |_| {
                last.borrow_mut().take_if(|_| nothing_has_focus());
            }
        });
        let on_change = Closure::new({
            let place = place.clone();
            move || {
                let is_gone = |last: &mut Focused| !last.element.is_connected();
                let gone = last.borrow_mut().take_if(is_gone);
                if let Some(gone) = gone.filter(|_| nothing_has_focus()) {
                    focus_heading(&place, gone.section);
                }
            }
        });
        // Fails only outside of windows.
        let observer = MutationObserver::new(on_change.as_ref().unchecked_ref()).ok();
        let init = MutationObserverInit::new();
        init.set_child_list(true);
        init.set_subtree(true);
        if let Some(observer) = &observer {
            // Fails only where nothing is to be observed.
            let _ = observer.observe_with_options(place, &init);
        }
        Self {
            observer,
            _on_change: on_change,
            _listeners: [on_focus, on_click],
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn nothing_has_focus() -> bool {
    let focused = gloo_utils::document().active_element();
    focused.is_none_or(|element| element == *gloo_utils::body())
}

fn focus_heading(place: &HtmlElement, section: Option<Element>) {
    let section = section.filter(|section| section.is_connected());
    let heading = section
        .and_then(|section| section.query_selector("h2").ok()?)
        .or_else(|| place.query_selector("h1").ok()?);
    let heading = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    let heading = heading.as_ref().unwrap_or(place);
    heading.set_tab_index(-1);
    // Fails only for an element that cannot have the focus.
    let _ = heading.focus();
}
