//! Setting up an authenticator app, by a user who is signed in or by one who must do it first.

use serde::{Deserialize, Serialize};

use crate::cognito::{
    Error, ErrorCode, Operation,
    secret::{AccessToken, ChallengeSession, ConfirmationCode, SecretCode},
};

/// In whose name an authenticator app is set up.
#[derive(Debug, Clone, Serialize)]
pub enum SoftwareTokenClaimant {
    /// A signed-in user.
    AccessToken(AccessToken),
    /// A user whose sign-in asks for it (`MFA_SETUP`).
    Session(ChallengeSession),
}

/// Asks for the key of an authenticator app. It counts once a code of it is
/// [verified](VerifySoftwareToken).
#[derive(Debug, Clone, Serialize)]
pub struct AssociateSoftwareToken {
    /// In whose name.
    #[serde(flatten)]
    pub claimant: SoftwareTokenClaimant,
}

/// Reply to [`AssociateSoftwareToken`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct AssociateSoftwareTokenOutput {
    /// The key.
    pub secret_code: SecretCode,
    /// The state for [`VerifySoftwareToken`] where the request carried one.
    pub session: Option<ChallengeSession>,
}

impl Operation for AssociateSoftwareToken {
    const NAME: &'static str = "AssociateSoftwareToken";
    type Output = AssociateSoftwareTokenOutput;
}

/// Proves by a code that the authenticator app has the key.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerifySoftwareToken {
    /// In whose name.
    #[serde(flatten)]
    pub claimant: SoftwareTokenClaimant,
    /// The code that the app shows.
    pub user_code: ConfirmationCode,
}

/// Reply to [`VerifySoftwareToken`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct VerifySoftwareTokenOutput {
    /// Whether the code was right.
    pub status: Option<SoftwareTokenStatus>,
    /// The state that answers the challenge `MFA_SETUP`.
    pub session: Option<ChallengeSession>,
}

impl VerifySoftwareTokenOutput {
    /// The reply, if it says that the code was right.
    ///
    /// # Errors
    /// `EnableSoftwareTokenMFA`, by which other wrong codes are refused.
    pub fn accepted(self) -> Result<Self, Error> {
        match self.status {
            Some(SoftwareTokenStatus::Error) => Err(Error::Service {
                code: ErrorCode::EnableSoftwareTokenMFA,
                message: String::new(),
                status: 200,
            }),
            Some(SoftwareTokenStatus::Success) | None => Ok(self),
        }
    }
}

/// Whether the code was right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SoftwareTokenStatus {
    /// It was.
    Success,
    /// It was not: the clock of the app is wrong, or there were too many tries.
    Error,
}

impl Operation for VerifySoftwareToken {
    const NAME: &'static str = "VerifySoftwareToken";
    type Output = VerifySoftwareTokenOutput;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn claimant_stands_in_the_request_by_what_proves_it() {
        let signed_in = AssociateSoftwareToken {
            claimant: SoftwareTokenClaimant::AccessToken(AccessToken::new("a")),
        };
        assert_eq!(
            serde_json::to_value(signed_in).unwrap(),
            json!({"AccessToken": "a"})
        );
        let signing_in = VerifySoftwareToken {
            claimant: SoftwareTokenClaimant::Session(ChallengeSession::new("s")),
            user_code: ConfirmationCode::new("123456"),
        };
        assert_eq!(
            serde_json::to_value(signing_in).unwrap(),
            json!({"Session": "s", "UserCode": "123456"})
        );
    }
}
