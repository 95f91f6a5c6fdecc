//! What was asked of the hosted pages, until the answer comes.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{OAuthError, pkce};
use crate::{cognito::secret::CodeVerifier, session::Storage};

const KEY: &str = "vestibule.oauth";

/// The longest that the service lets a sign-in at its pages take (Amazon Cognito developer guide,
/// "Authentication flow session duration").
const PATIENCE: Duration = Duration::from_mins(15);

/// One sign-in under way. Not `Debug`: what stands in here is what an attacker would need.
pub(super) struct Pending {
    /// Comes back with the answer, and ties it to this tab (RFC 6749, section 10.12).
    pub(super) state: String,
    /// Comes back in the ID token, and ties it to this sign-in (OpenID Connect Core, section 3.1.2.1).
    pub(super) nonce: String,
    /// Proves that whoever brings the code asked for it.
    pub(super) code_verifier: CodeVerifier,
    /// In milliseconds since 1970.
    asked_at: i64,
}

impl Pending {
    /// A new one, with 256 bits each for its three secrets.
    pub(super) fn from_random(random: &[[u8; 32]; 3], now: i64) -> Self {
        let [state, nonce, verifier] = random;
        Self {
            state: URL_SAFE_NO_PAD.encode(state),
            nonce: URL_SAFE_NO_PAD.encode(nonce),
            code_verifier: pkce::code_verifier(verifier),
            asked_at: now,
        }
    }

    /// Four words; none of them has a space in it.
    fn to_text(&self) -> String {
        let (state, nonce) = (&self.state, &self.nonce);
        let (verifier, asked_at) = (self.code_verifier.expose(), self.asked_at);
        format!("{state} {nonce} {verifier} {asked_at}")
    }

    fn of_text(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let mut word = || words.next().map(str::to_owned);
        Some(Self {
            state: word()?,
            nonce: word()?,
            code_verifier: CodeVerifier::new(word()?),
            asked_at: word()?.parse().ok()?,
        })
    }

    fn is_too_old(&self, now: i64) -> bool {
        let age = now
            .checked_sub(self.asked_at)
            .and_then(|age| u64::try_from(age).ok());
        age.is_none_or(|age| Duration::from_millis(age) > PATIENCE)
    }
}

/// Keeps it in the tab, in place of an older one: who goes back and begins anew has given that up.
pub(super) fn keep(tab: &impl Storage, pending: &Pending) {
    tab.set(KEY, &pending.to_text());
}

/// Takes out the one of that `state`, once. An answer to another question leaves it where it is.
pub(super) fn take(tab: &impl Storage, state: &str, now: i64) -> Result<Pending, OAuthError> {
    let kept = tab.get(KEY);
    let pending = kept.and_then(|text| Pending::of_text(&text));
    let pending = pending.filter(|pending| pending.state == state);
    let pending = pending.ok_or(OAuthError::NotAsked)?;
    tab.remove(KEY);
    if pending.is_too_old(now) {
        return Err(OAuthError::TooLate);
    }
    Ok(pending)
}
