//! Wrong passwords, counted.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{self, Record};

/// How many wrong passwords are free.
const FREE_TRIES: u32 = 5;
/// The longest that the next try must wait. After this time without a failure all is forgotten.
const LONGEST: Duration = Duration::from_mins(15);

/// The wrong passwords for one user id, which need not exist.
#[derive(Serialize, Deserialize)]
pub(crate) struct Lockout {
    pool_id: String,
    user_id: String,
    failures: u32,
    locked_until: Timestamp,
    forgotten_at: Timestamp,
}

impl Lockout {
    /// No failures yet.
    pub(crate) fn none(pool_id: &str, user_id: &str, now: Timestamp) -> Self {
        Self {
            pool_id: pool_id.to_owned(),
            user_id: user_id.to_owned(),
            failures: 0,
            locked_until: now,
            forgotten_at: now.after(LONGEST),
        }
    }

    /// The database key of that user id.
    pub(crate) fn key_of(pool_id: &str, user_id: &str) -> String {
        store::key(&[pool_id, user_id])
    }

    /// Whether a try at `now` must be turned away unseen.
    pub(crate) fn holds(&self, now: Timestamp) -> bool {
        now < self.locked_until
    }

    /// Whether it is so old that it counts no more.
    pub(crate) fn is_forgotten(&self, now: Timestamp) -> bool {
        now >= self.forgotten_at
    }

    /// Counts a failure. From the fifth on the next try must wait: 1 s, and twice as long each time.
    pub(crate) fn count_failure(&mut self, now: Timestamp) {
        self.failures = self.failures.saturating_add(1);
        if let Some(doublings) = self.failures.checked_sub(FREE_TRIES) {
            let wait = Duration::from_secs(1_u64 << doublings.min(32)).min(LONGEST);
            self.locked_until = now.after(wait);
        }
        self.forgotten_at = now.after(LONGEST);
    }
}

impl Record for Lockout {
    const TABLE: &'static str = "lockouts";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.user_id])
    }
}
