//! Where the app stands with its user.

use super::UserProfile;
use crate::cognito::{challenge::Challenge, ops::ChallengeName};

/// The state of the session, as pages and guards see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Session {
    /// The page was just loaded; whether a saved session is still good is being found out.
    #[default]
    Restoring,
    /// Nobody is signed in.
    SignedOut {
        /// Why not.
        reason: SignedOutReason,
    },
    /// Somebody is signing in and must answer a question first.
    Challenged {
        /// What was typed as the name.
        login_id: String,
        /// The question.
        challenge: Challenge,
        /// The ways to sign in among which the user may choose, where the flow has a choice; empty while the
        /// service has not told them.
        ways: Option<Vec<ChallengeName>>,
        /// The code that can be sent once more, if it is that.
        can_resend: Option<ChallengeName>,
        /// Since when it is asked, in milliseconds since 1970: tells it from the same question asked anew.
        asked_at: i64,
    },
    /// A user is signed in.
    SignedIn {
        /// Who.
        user: UserProfile,
    },
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedOutReason {
    /// Nobody signed in, or whoever did has signed out.
    NotSignedIn,
    /// The service no longer accepts the session: it expired or was revoked.
    Ended,
    /// Answering a question of the sign-in took too long.
    SignInExpired,
    /// The service ended the sign-in: one wrong answer too many, or a rule of the pool.
    SignInRefused,
}
