//! A lock that the tabs of an origin share (W3C, Web Locks API).

use futures_util::future::{Either, select};
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// How long the lock outlives its holder, in milliseconds. What the holder wrote to `localStorage`
/// reaches the other tabs by another way than the lock, and may be later.
const SETTLING_TIME: u32 = 250;

/// The lock, as long as this lives.
#[derive(Debug)]
pub struct WebLock {
    release: Function,
}

impl WebLock {
    /// Waits for the lock; none where the browser has no locks or refuses them here.
    pub(super) async fn acquire(name: &str) -> Option<Self> {
        let navigator = Reflect::get(&gloo_utils::window(), &"navigator".into()).ok()?;
        let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
        let request: Function = Reflect::get(&locks, &"request".into())
            .ok()?
            .dyn_into()
            .ok()?;

        // The browser holds the lock until the promise that the callback returns is settled.
        let (held, release) = promise()?;
        let (acquired, tell_acquired) = promise()?;
        let lock = Self { release };
        let callback = Closure::once_into_js(move |_: JsValue| {
            // Calling a promise's own resolve function cannot fail.
            let _ = tell_acquired.call0(&JsValue::UNDEFINED);
            held
        });
        let over = request.call2(&locks, &name.into(), &callback).ok()?;
        let over = JsFuture::from(over.dyn_into::<Promise>().ok()?);
        match select(JsFuture::from(acquired), over).await {
            Either::Left(_) => Some(lock),
            Either::Right(_) => None,
        }
    }
}

impl Drop for WebLock {
    fn drop(&mut self) {
        let release = self.release.clone();
        Timeout::new(SETTLING_TIME, move || {
            let _ = release.call0(&JsValue::UNDEFINED);
        })
        .forget();
    }
}

/// A promise and the function that resolves it.
fn promise() -> Option<(Promise, Function)> {
    let mut resolver = None;
    let promise = Promise::new(&mut |resolve, _| resolver = Some(resolve));
    Some((promise, resolver?))
}
