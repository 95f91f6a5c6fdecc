//! A place for texts that outlives the page.

use std::{cell::RefCell, collections::BTreeMap, fmt, future::Future, rc::Rc, sync::Arc};

use futures_util::lock::{Mutex, OwnedMutexGuard};
use gloo_storage::{LocalStorage, SessionStorage, Storage as _};

use super::web_lock::WebLock;

/// Named texts. Nothing here fails: what cannot be written is forgotten with the page.
pub trait Storage {
    /// Says that nobody else has the turn; gives it up when dropped.
    type Turn;

    /// The text of that name.
    fn get(&self, key: &str) -> Option<String>;
    /// Sets the text of that name.
    fn set(&self, key: &str, value: &str);
    /// Removes the text of that name.
    fn remove(&self, key: &str);
    /// Waits for the turn of that name: one at a time among all who share this storage.
    fn turn(&self, name: &str) -> impl Future<Output = Self::Turn>;
}

/// The browser's storage, or memory where the browser gives none (private modes, blocked cookies).
#[derive(Debug, Clone)]
pub struct BrowserStorage {
    raw: Option<web_sys::Storage>,
    memory: MemoryStorage,
}

/// A turn among all tabs of the origin, or in this tab alone where the browser has no locks.
#[derive(Debug)]
pub enum BrowserTurn {
    /// No other tab has it.
    AmongTabs(WebLock),
    /// Nothing else in this tab has it.
    InThisTab(OwnedMutexGuard<()>),
}

impl BrowserStorage {
    /// `localStorage`: shared by the origin's tabs, kept until it is cleared.
    pub fn local() -> Self {
        // gloo's `raw` panics where storage is blocked, so the window is asked first.
        let available = gloo_utils::window().local_storage();
        Self::new(matches!(available, Ok(Some(_))).then(LocalStorage::raw))
    }

    /// `sessionStorage`: this tab's own, kept until it is closed.
    pub fn session() -> Self {
        let available = gloo_utils::window().session_storage();
        Self::new(matches!(available, Ok(Some(_))).then(SessionStorage::raw))
    }

    fn new(raw: Option<web_sys::Storage>) -> Self {
        Self {
            raw,
            memory: MemoryStorage::default(),
        }
    }
}

impl Storage for BrowserStorage {
    type Turn = BrowserTurn;

    fn get(&self, key: &str) -> Option<String> {
        let stored = self
            .raw
            .as_ref()
            .and_then(|raw| raw.get_item(key).ok().flatten());
        stored.or_else(|| self.memory.get(key))
    }

    fn set(&self, key: &str, value: &str) {
        let stored = self
            .raw
            .as_ref()
            .is_some_and(|raw| raw.set_item(key, value).is_ok());
        if stored {
            self.memory.remove(key);
        } else {
            // An older value must not come back in its place.
            self.remove(key);
            self.memory.set(key, value);
        }
    }

    fn remove(&self, key: &str) {
        if let Some(raw) = &self.raw {
            // Fails only where reading fails as well.
            let _ = raw.remove_item(key);
        }
        self.memory.remove(key);
    }

    async fn turn(&self, name: &str) -> BrowserTurn {
        match WebLock::acquire(name).await {
            Some(lock) => BrowserTurn::AmongTabs(lock),
            None => BrowserTurn::InThisTab(self.memory.turn(name).await),
        }
    }
}

/// Memory of this page alone. Clones share it.
#[derive(Clone, Default)]
pub struct MemoryStorage(Rc<Memory>);

#[derive(Default)]
struct Memory {
    texts: RefCell<BTreeMap<String, String>>,
    turns: RefCell<BTreeMap<String, Arc<Mutex<()>>>>,
}

/// Prints nothing of the texts: there are tokens among them.
impl fmt::Debug for MemoryStorage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MemoryStorage(..)")
    }
}

impl Storage for MemoryStorage {
    type Turn = OwnedMutexGuard<()>;

    fn get(&self, key: &str) -> Option<String> {
        self.0.texts.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) {
        let mut texts = self.0.texts.borrow_mut();
        texts.insert(key.to_owned(), value.to_owned());
    }

    fn remove(&self, key: &str) {
        self.0.texts.borrow_mut().remove(key);
    }

    async fn turn(&self, name: &str) -> OwnedMutexGuard<()> {
        let turn = Arc::clone(
            self.0
                .turns
                .borrow_mut()
                .entry(name.to_owned())
                .or_default(),
        );
        turn.lock_owned().await
    }
}
