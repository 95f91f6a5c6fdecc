//! A place for texts that outlives the page.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_storage::{LocalStorage, SessionStorage, Storage as _};

/// Named texts. Nothing here fails: what cannot be written is forgotten with the page.
pub trait Storage {
    /// The text of that name.
    fn get(&self, key: &str) -> Option<String>;
    /// Sets the text of that name.
    fn set(&self, key: &str, value: &str);
    /// Removes the text of that name.
    fn remove(&self, key: &str);
}

/// The browser's storage, or memory where the browser gives none (private modes, blocked cookies).
#[derive(Debug, Clone)]
pub struct BrowserStorage {
    raw: Option<web_sys::Storage>,
    memory: MemoryStorage,
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
}

/// Memory of this page alone. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct MemoryStorage(Rc<RefCell<BTreeMap<String, String>>>);

impl Storage for MemoryStorage {
    fn get(&self, key: &str) -> Option<String> {
        self.0.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) {
        self.0.borrow_mut().insert(key.to_owned(), value.to_owned());
    }

    fn remove(&self, key: &str) {
        self.0.borrow_mut().remove(key);
    }
}
