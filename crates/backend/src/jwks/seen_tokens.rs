//! Tokens whose signature need not be verified again.

use std::sync::{Mutex, MutexGuard, PoisonError};

use aws_lc_rs::digest::{SHA256, SHA256_OUTPUT_LEN, digest};

/// How many tokens are remembered, at 33 bytes each. A user has one for an hour, as a rule.
const CAPACITY: usize = 4096;

/// The SHA-256 of a whole token: header, payload and signature as they are written, so that nothing can be moved from one to the
/// other.
pub(super) type Digest = [u8; SHA256_OUTPUT_LEN];

/// The tokens last seen that a key has signed.
///
/// The same token comes with every request of its user, and its signature stays good as long as the key is: remembering it saves
/// nine tenths of a verification. What the token says is judged anew each time, and when the keys are fetched anew, all is
/// forgotten. Only good tokens get in, so nobody else can push them out.
pub(super) struct SeenTokens(Box<[Mutex<Option<Digest>>]>);

impl Default for SeenTokens {
    fn default() -> Self {
        Self((0..CAPACITY).map(|_| Mutex::default()).collect())
    }
}

impl SeenTokens {
    pub(super) fn digest(token: &str) -> Digest {
        let mut bytes = Digest::default();
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        bytes
    }

    pub(super) fn has(&self, token: &Digest) -> bool {
        self.place(token).as_ref() == Some(token)
    }

    /// In the place of whichever token has been there.
    pub(super) fn add(&self, token: Digest) {
        *self.place(&token) = Some(token);
    }

    fn place(&self, token: &Digest) -> MutexGuard<'_, Option<Digest>> {
        let index = usize::from(u16::from_le_bytes([token[0], token[1]])) % CAPACITY;
        self.0[index].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_once_it_was_added_and_no_other_is() {
        let seen = SeenTokens::default();
        let token = SeenTokens::digest("a.b.c");
        assert!(!seen.has(&token));
        seen.add(token);
        assert!(seen.has(&token));
        assert!(!seen.has(&SeenTokens::digest("a.b.d")));
        assert!(!seen.has(&SeenTokens::digest("a.bc.")));
    }

    #[test]
    fn a_token_in_the_same_place_takes_the_others_over() {
        let seen = SeenTokens::default();
        let (mut first, mut second) = (Digest::default(), Digest::default());
        (first[31], second[31]) = (1, 2);
        seen.add(first);
        seen.add(second);
        assert!(seen.has(&second) && !seen.has(&first));
    }
}
