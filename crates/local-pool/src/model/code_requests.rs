//! Requests for codes, counted.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{self, Record};

/// The time in which requests are counted.
const WINDOW: Duration = Duration::from_hours(1);

/// When a user, who need not exist, was sent codes for one purpose.
#[derive(Serialize, Deserialize)]
pub(crate) struct CodeRequests {
    pool_id: String,
    user_key: String,
    purpose: String,
    times: Vec<Timestamp>,
}

impl CodeRequests {
    /// No requests yet.
    pub(crate) fn none(pool_id: &str, user_key: &str, purpose: &str) -> Self {
        Self {
            pool_id: pool_id.to_owned(),
            user_key: user_key.to_owned(),
            purpose: purpose.to_owned(),
            times: Vec::new(),
        }
    }

    /// Adds a request and forgets those that are an hour old. Returns how many remain.
    pub(crate) fn add(&mut self, now: Timestamp) -> usize {
        self.times.retain(|time| time.after(WINDOW) > now);
        self.times.push(now);
        self.times.len()
    }

    /// Whether they are all so old that they count no more.
    pub(crate) fn are_forgotten(&self, now: Timestamp) -> bool {
        self.times.iter().all(|time| time.after(WINDOW) <= now)
    }
}

impl Record for CodeRequests {
    const TABLE: &'static str = "code_requests";

    fn key(&self) -> String {
        store::key(&[&self.pool_id, &self.user_key, &self.purpose])
    }
}
