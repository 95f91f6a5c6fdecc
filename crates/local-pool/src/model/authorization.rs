//! Sign-ins on the hosted pages: asked for, granted as a code, and remembered by the browser.
//!
//! Of everything that somebody comes back with, only the fingerprint is kept.

use serde::{Deserialize, Serialize};

use super::challenge::CodeQuestion;
use super::scope::Scope;
use super::second_factor::SecondFactor;
use crate::clock::Timestamp;
use crate::crypto::fingerprint;
use crate::store::Record;

/// What a client asked for (RFC 6749, section 4.1.1), checked.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Authorization {
    /// The client.
    pub(crate) client_id: String,
    /// Where the answer goes.
    pub(crate) redirect_uri: String,
    /// What the client wants to get back with the answer.
    pub(crate) state: Option<String>,
    /// What the tokens will be good for.
    pub(crate) scope: Scope,
    /// What the client wants to find in the ID token.
    pub(crate) nonce: Option<String>,
    /// base64url of the SHA-256 of what the client will come with (RFC 7636).
    pub(crate) code_challenge: String,
}

/// A page that waits for the user's answer. It is answered once, by the browser that asked for it.
#[derive(Serialize, Deserialize)]
pub(crate) struct PendingSignIn {
    /// SHA-256 of its id, which is in the page's form.
    pub(crate) fingerprint: String,
    /// SHA-256 of the cookie of the browser that shows it.
    pub(crate) browser: String,
    /// What the client asked for.
    pub(crate) authorization: Authorization,
    /// The provider in whose place the page stands; absent: the pool's own.
    pub(crate) provider: Option<String>,
    /// What is asked of a user whose password was right; absent: the password.
    #[serde(default)]
    pub(crate) second_step: Option<SecondStep>,
    /// From when on no answer is taken.
    pub(crate) expires: Timestamp,
}

/// What is asked after the password.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SecondStep {
    /// The user's subject.
    pub(crate) sub: String,
    /// The question.
    pub(crate) question: StepQuestion,
}

/// The question of the second step.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) enum StepQuestion {
    /// Of which of these kinds the code shall be.
    Choice(Vec<SecondFactor>),
    /// The code.
    Code(CodeQuestion),
    /// The first code of an authenticator app.
    AppSetup {
        /// The app's secret, in base32.
        secret: String,
        /// The same in an address that such apps open: `otpauth://totp/...`.
        uri: String,
    },
    /// A password in place of the one that an administrator gave.
    NewPassword,
}

impl PendingSignIn {
    /// The database key of the page of that id.
    pub(crate) fn key_of(id: &str) -> String {
        fingerprint(id)
    }
}

impl Record for PendingSignIn {
    const TABLE: &'static str = "pending_sign_ins";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}

/// An authorization code.
#[derive(Serialize, Deserialize)]
pub(crate) struct AuthorizationCode {
    /// SHA-256 of the code.
    pub(crate) fingerprint: String,
    /// What was granted, and to whom.
    pub(crate) authorization: Authorization,
    /// The user's key in the client's pool.
    pub(crate) user_key: String,
    /// The user's subject.
    pub(crate) sub: String,
    /// When the user signed in.
    pub(crate) auth_time: Timestamp,
    /// From when on it is of no use.
    pub(crate) expires: Timestamp,
    /// The database key of the session that it was exchanged for.
    pub(crate) session_key: Option<String>,
}

impl AuthorizationCode {
    /// The database key of that code.
    pub(crate) fn key_of(code: &str) -> String {
        fingerprint(code)
    }
}

impl Record for AuthorizationCode {
    const TABLE: &'static str = "authorization_codes";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}

/// A browser that need not sign in again.
#[derive(Serialize, Deserialize)]
pub(crate) struct BrowserSession {
    /// SHA-256 of its cookie.
    pub(crate) fingerprint: String,
    /// The pool.
    pub(crate) pool_id: String,
    /// The user's key.
    pub(crate) user_key: String,
    /// The user's subject.
    pub(crate) sub: String,
    /// The provider that vouched for the user; absent: the pool's own password.
    pub(crate) provider: Option<String>,
    /// When the user signed in.
    pub(crate) auth_time: Timestamp,
    /// From when on it counts no more.
    pub(crate) expires: Timestamp,
}

impl BrowserSession {
    /// The database key of that cookie's session.
    pub(crate) fn key_of(cookie: &str) -> String {
        fingerprint(cookie)
    }
}

impl Record for BrowserSession {
    const TABLE: &'static str = "browser_sessions";

    fn key(&self) -> String {
        self.fingerprint.clone()
    }
}
