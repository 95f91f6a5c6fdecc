//! An unfinished sign-in: where it stands, what it is kept as, and what comes next. Pure.

mod kept;

use super::{SignedOutReason, Storage};
use crate::cognito::{
    Error, ErrorCode,
    authenticate::{Authenticated, Progress},
    challenge::{Asked, Challenge},
    ops::AuthFlow,
};

const KEY: &str = "vestibule.sign_in";

/// How long a challenge is kept for a reload, in milliseconds: the service's own time limit, where
/// the pool has no other.
const LIFETIME: i64 = 180_000;

/// A sign-in that waits for the user's answer. No password is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingSignIn {
    /// What was typed as the name.
    pub login_id: String,
    /// How it began.
    pub flow: AuthFlow,
    /// What is asked.
    pub asked: Asked,
    /// Since when, in milliseconds since 1970.
    pub asked_at: i64,
}

/// What comes after an answer.
#[derive(Debug)]
pub enum Next {
    /// The user is signed in.
    Complete(Box<Authenticated>),
    /// There is one more question, or the same with another state.
    Ask(PendingSignIn),
    /// The same question stands: the answer was wrong, or did not arrive.
    Again(Error),
    /// There is no way on from here but the beginning.
    StartOver(SignedOutReason),
}

impl PendingSignIn {
    /// Decides what comes after `outcome`, at `now`.
    pub fn after(&self, outcome: Result<Progress, Error>, now: i64) -> Next {
        match outcome {
            Ok(Progress::Complete(authenticated)) => Next::Complete(authenticated),
            Ok(Progress::Asked(asked)) => Next::Ask(Self {
                asked,
                asked_at: now,
                ..self.clone()
            }),
            Err(error) => match self.end(&error) {
                Some(reason) => Next::StartOver(reason),
                None => Next::Again(error),
            },
        }
    }

    /// Why the sign-in is over, if it is.
    fn end(&self, error: &Error) -> Option<SignedOutReason> {
        match error {
            Error::UnknownDevice { .. } => Some(SignedOutReason::SignInExpired),
            Error::Service { code, message, .. } => self.end_by_refusal(code, message),
            _ => None,
        }
    }

    fn end_by_refusal(&self, code: &ErrorCode, message: &str) -> Option<SignedOutReason> {
        match code {
            // The only sign of a state that is used or expired is in the words.
            ErrorCode::NotAuthorized if message.to_ascii_lowercase().contains("session") => {
                Some(SignedOutReason::SignInExpired)
            }
            ErrorCode::ExpiredCode => Some(SignedOutReason::SignInExpired),
            // A wrong password can be typed again, until the service says that the tries are used up.
            ErrorCode::NotAuthorized
                if matches!(self.asked.challenge, Challenge::Password(_))
                    && !message.contains("exceeded") =>
            {
                None
            }
            ErrorCode::NotAuthorized | ErrorCode::UserNotFound => {
                Some(SignedOutReason::SignInRefused)
            }
            _ => None,
        }
    }
}

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
        // A clock that went back is no reason to keep it longer.
        if (0..LIFETIME).contains(&now.saturating_sub(pending.asked_at)) {
            Resumed::Pending(pending)
        } else {
            self.clear();
            Resumed::Expired
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
