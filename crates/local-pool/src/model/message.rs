//! Messages that were "sent".

use serde::{Deserialize, Serialize};

use crate::store::Record;

/// A message in the mailbox.
#[derive(Serialize, Deserialize)]
pub(crate) struct Message {
    /// Its place in the order of sending.
    pub(crate) number: u64,
    /// The address or phone number.
    pub(crate) to: String,
    /// `sign_up`, `forgot_password`, `attribute`, `mfa` or `otp`.
    pub(crate) kind: String,
    /// The code that it carries.
    pub(crate) code: String,
    /// The subject line.
    pub(crate) subject: String,
    /// The text.
    pub(crate) body: String,
    /// When it was sent, RFC 3339.
    pub(crate) sent_at: String,
}

impl Message {
    /// The database key of the message of that number.
    pub(crate) fn key_of(number: u64) -> String {
        format!("{number:020}")
    }
}

impl Record for Message {
    const TABLE: &'static str = "mailbox";

    fn key(&self) -> String {
        Self::key_of(self.number)
    }
}
