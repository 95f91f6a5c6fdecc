//! `AssociateSoftwareToken`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::enrollment;
use crate::rules::users;
use crate::totp;
use crate::wire::error::ApiError;
use crate::wire::field::{Session, Token};

/// Makes up the secret of an authenticator app. It takes the place of one that was not verified; one that was, works
/// until the new one is verified.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AssociateSoftwareToken {
    access_token: Option<Token>,
    session: Option<Session>,
}

/// The secret, and how to go on.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AssociateSoftwareTokenOutput {
    /// In base32.
    secret_code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

impl Operation for AssociateSoftwareToken {
    const NAME: &'static str = "AssociateSoftwareToken";
    type Output = AssociateSoftwareTokenOutput;

    fn run(self, cx: &Context<'_>) -> Result<AssociateSoftwareTokenOutput, ApiError> {
        let mut enrollee =
            enrollment::identify(cx, self.access_token.as_ref(), self.session.as_ref())?;
        let secret_code = totp::new_secret()?;
        enrollee.user.factors.associated = Some(secret_code.clone());
        users::save(cx, &mut enrollee.user)?;
        Ok(AssociateSoftwareTokenOutput {
            secret_code,
            session: enrollee.next_session(cx, false)?,
        })
    }
}
