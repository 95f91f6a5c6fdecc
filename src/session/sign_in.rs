//! An unfinished sign-in: where it stands, what it is kept as, and, purely, what comes next.

mod kept;
mod storage;

use super::SignedOutReason;
use crate::cognito::{
    Error, ErrorCode,
    authenticate::{Authenticated, Progress},
    challenge::{Asked, Challenge},
    ops::{AuthFlow, ChallengeName},
};

pub use storage::{PendingStorage, Resumed};

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
    /// Whether the user has chosen and not yet proved anything, so that nothing is lost by beginning anew.
    pub is_first: bool,
    /// The ways to sign in among which the service lets the user choose; empty while it has not told them.
    pub ways: Vec<ChallengeName>,
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
    /// The same question is asked once more, with another state: the answer was wrong.
    AskAgain(PendingSignIn),
    /// There is no way on from here but the beginning.
    StartOver(SignedOutReason),
}

impl PendingSignIn {
    /// Decides what comes after `outcome`, at `now`.
    pub fn after(&self, outcome: Result<Progress, Error>, now: i64) -> Next {
        match outcome {
            Ok(Progress::Complete(authenticated)) => Next::Complete(authenticated),
            Ok(Progress::Asked(asked)) => self.go_on(asked, now),
            Err(error) => match self.end(&error, now) {
                Some(reason) => Next::StartOver(reason),
                None => Next::Again(error),
            },
        }
    }

    /// A pool's own functions that are not content with an answer ask the same again.
    fn go_on(&self, asked: Asked, now: i64) -> Next {
        let (last, next) = (&self.asked.challenge, &asked.challenge);
        let is_again = matches!(last, Challenge::Custom { .. }) && last == next;
        let pending = Self {
            asked,
            asked_at: now,
            is_first: matches!(last, Challenge::SelectChallenge(_)),
            ..self.clone()
        }
        .with_ways_told();
        if is_again {
            Next::AskAgain(pending)
        } else {
            Next::Ask(pending)
        }
    }

    /// The same with the ways that it has just been told, if it was.
    #[must_use]
    pub(super) fn with_ways_told(mut self) -> Self {
        if let Challenge::SelectChallenge(ways) = &self.asked.challenge {
            self.ways.clone_from(ways);
        }
        self
    }

    /// Why the sign-in is over, if it is.
    fn end(&self, error: &Error, now: i64) -> Option<SignedOutReason> {
        match (&self.asked.challenge, error) {
            // It can be typed again, as on the first page.
            (Challenge::Password(_), _) => None,
            (_, Error::UnknownDevice) => Some(SignedOutReason::SignInRefused),
            (challenge, Error::Service { code, message, .. }) => {
                let ends = ends_by_refusal(challenge, code);
                ends.then(|| self.reason(code, message, now))
            }
            _ => None,
        }
    }

    /// The only sign of a state that the service no longer takes is in the words, and the words for one that is
    /// too old and one that was used up are the same.
    fn reason(&self, code: &ErrorCode, message: &str, now: i64) -> SignedOutReason {
        let is_over =
            *code == ErrorCode::ExpiredCode || message.to_ascii_lowercase().contains("session");
        if is_over && self.is_too_old(now) {
            SignedOutReason::SignInExpired
        } else {
            SignedOutReason::SignInRefused
        }
    }

    /// Whether the service has forgotten it by `now`. A clock that went back is no reason to keep it longer.
    fn is_too_old(&self, now: i64) -> bool {
        let needs_state = !matches!(self.asked.challenge, Challenge::Password(_));
        needs_state && !(0..LIFETIME).contains(&now.saturating_sub(self.asked_at))
    }
}

fn ends_by_refusal(challenge: &Challenge, code: &ErrorCode) -> bool {
    match code {
        // An authenticator app has another one in a moment; any other code needs a new sign-in.
        ErrorCode::ExpiredCode => !matches!(
            challenge,
            Challenge::Code {
                name: ChallengeName::SoftwareTokenMfa,
                ..
            }
        ),
        // The last one: there is no app, or no key that still waits for its first code.
        ErrorCode::NotAuthorized
        | ErrorCode::UserNotFound
        | ErrorCode::SoftwareTokenMFANotFound => true,
        _ => false,
    }
}
