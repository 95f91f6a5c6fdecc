//! When credentials are renewed without anybody asking for it.

use std::{cell::Cell, rc::Rc};

use gloo_events::EventListener;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use super::errand::Errand;
use crate::{
    hooks::{on_return::on_return, one_at_a_time::OneAtATime},
    session::CREDENTIALS_RENEWAL_MARGIN,
};

/// How often to look at least, in milliseconds: a timer stands still while the machine sleeps.
const LONGEST_PAUSE: i64 = 60_000;
/// How often to look at most.
const SHORTEST_PAUSE: i64 = 1_000;

/// Renews credentials while it lives and the page is visible: in time before they expire, when the
/// page comes back, and when another tab changed the session.
pub(super) struct Occasions {
    _returns: [EventListener; 2],
    _storage: EventListener,
    watch: Rc<Watch>,
}

impl Occasions {
    /// Begins by getting the credentials.
    pub(super) fn of(errand: &Errand) -> Self {
        let watch = Rc::new(Watch {
            errand: errand.clone(),
            renewals: OneAtATime::default(),
            over: Cell::new(false),
        });
        let renew = Callback::from({
            let watch = Rc::clone(&watch);
            move |()| {
                if watch.is_needed() {
                    let watch = Rc::clone(&watch);
                    spawn_local(async move { watch.renew().await });
                }
            }
        });
        let returns = on_return(&renew);
        let storage = EventListener::new(&gloo_utils::window(), "storage", {
            let watch = Rc::clone(&watch);
            move |_| {
                // Credentials that did not come are no other tab's matter: two tabs whose tokens are
                // refused would renew them in turn for ever.
                if watch.is_good() {
                    renew.emit(());
                }
            }
        });
        spawn_local(Rc::clone(&watch).run());
        Self {
            _returns: returns,
            _storage: storage,
            watch,
        }
    }
}

impl Drop for Occasions {
    fn drop(&mut self) {
        self.watch.over.set(true);
    }
}

struct Watch {
    errand: Errand,
    renewals: OneAtATime,
    over: Cell<bool>,
}

impl Watch {
    async fn run(self: Rc<Self>) {
        self.renew().await;
        while !self.over.get() {
            let was_good = self.is_good();
            TimeoutFuture::new(pause(self.errand.life_left())).await;
            let left = self.errand.life_left();
            let is_due = left.is_some_and(|left| left <= CREDENTIALS_RENEWAL_MARGIN);
            if is_due && was_good && self.is_needed() {
                self.renew().await;
            }
        }
    }

    async fn renew(&self) {
        if let Some(_turn) = self.renewals.turn() {
            self.errand.renew().await;
        }
    }

    /// Nobody sees a hidden page, and it is told when it is visible again. Who has signed out
    /// meanwhile is the matter of others.
    fn is_needed(&self) -> bool {
        let saved = self.errand.services.authenticator.saved_username();
        let is_somebodys = saved.as_deref() == self.errand.owner.username();
        is_somebodys && !self.over.get() && !gloo_utils::document().hidden()
    }

    fn is_good(&self) -> bool {
        self.errand.life_left().is_some_and(|left| left > 0)
    }
}

/// How long to wait before the next look at credentials with that much life left, in milliseconds.
fn pause(left: Option<i64>) -> u32 {
    let until_due = match left {
        Some(left) if left > CREDENTIALS_RENEWAL_MARGIN => left - CREDENTIALS_RENEWAL_MARGIN,
        Some(left) if left > 0 => left,
        _ => LONGEST_PAUSE,
    };
    let pause = until_due.clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
    u32::try_from(pause).unwrap_or(u32::MAX)
}
