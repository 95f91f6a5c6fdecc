//! What the pool asks of a new password.

use serde::Deserialize;

use super::fault::Faults;

/// What the pool asks of a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the pool's own four switches"
)]
pub struct PasswordPolicy {
    /// Least number of characters.
    pub min_length: usize,
    /// A lower-case letter is needed.
    pub require_lowercase: bool,
    /// An upper-case letter is needed.
    pub require_uppercase: bool,
    /// A digit is needed.
    pub require_numbers: bool,
    /// A character that is neither letter nor digit is needed.
    pub require_symbols: bool,
}

/// That of a user pool for which nothing was chosen.
impl Default for PasswordPolicy {
    fn default() -> Self {
        Self {
            min_length: 8,
            require_lowercase: false,
            require_uppercase: false,
            require_numbers: false,
            require_symbols: false,
        }
    }
}

impl PasswordPolicy {
    pub(super) fn check(self, faults: &mut Faults) {
        if !(6..=99).contains(&self.min_length) {
            faults.add("auth.password_policy.min_length", "must be from 6 to 99");
        }
    }
}
