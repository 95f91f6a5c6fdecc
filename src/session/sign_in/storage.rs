//! An unfinished sign-in at rest.

use super::{PendingSignIn, kept};
use crate::session::Storage;

const KEY: &str = "vestibule.sign_in";

/// What is found of a sign-in after a reload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    /// Nothing.
    Nothing,
    /// One that goes on.
    Pending(PendingSignIn),
    /// One that took too long; it is gone now.
    Expired,
}

/// Keeps the unfinished sign-in of one tab.
#[derive(Debug, Clone)]
pub struct PendingStorage<S> {
    tab: S,
}

impl<S: Storage> PendingStorage<S> {
    /// In the storage of a tab.
    pub fn new(tab: S) -> Self {
        Self { tab }
    }

    /// The sign-in as it stands.
    pub fn load(&self) -> Option<PendingSignIn> {
        kept::read(&self.tab.get(KEY)?)
    }

    /// The sign-in, if it can go on after a reload at `now`.
    pub fn resume(&self, now: i64) -> Resumed {
        let Some(pending) = self.load() else {
            return Resumed::Nothing;
        };
        if pending.is_too_old(now) {
            self.clear();
            Resumed::Expired
        } else {
            Resumed::Pending(pending)
        }
    }

    /// Keeps it.
    pub fn save(&self, pending: &PendingSignIn) {
        self.tab.set(KEY, &kept::write(pending));
    }

    /// Forgets it.
    pub fn clear(&self) {
        self.tab.remove(KEY);
    }
}
