//! When the user comes back to the page.

use gloo_events::EventListener;
use yew::Callback;

/// Calls back, until it is dropped, whenever the page is seen again: it is brought to the front, or the browser shows it
/// as it was left.
pub(super) fn on_return(callback: &Callback<()>) -> [EventListener; 2] {
    let document = gloo_utils::document();
    let on = |target: &web_sys::EventTarget, occasion: &'static str| {
        let (callback, document) = (callback.clone(), document.clone());
        EventListener::new(target, occasion, move |_| {
            if !document.hidden() {
                callback.emit(());
            }
        })
    };
    [
        on(&gloo_utils::window(), "pageshow"),
        on(&document, "visibilitychange"),
    ]
}
