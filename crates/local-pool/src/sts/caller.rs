//! Who the holder of credentials is.

use super::refusal::Refusal;
use crate::app::Context;
use crate::federation::{BASE32, RoleArn};
use crate::model::credentials::Credentials;

/// The name that identity pools give to sessions.
const SESSION: &str = "CognitoIdentityCredentials";

/// The answer of `GetCallerIdentity`.
pub(super) struct CallerIdentity {
    /// `arn:aws:sts::<account>:assumed-role/<role>/<session>`.
    pub(super) arn: String,
    /// `<id of the role>:<session>`.
    pub(super) user_id: String,
    /// The number of the account.
    pub(super) account: String,
}

impl CallerIdentity {
    /// The session of the role in which the credentials act.
    pub(super) fn of(cx: &Context<'_>, credentials: &Credentials) -> Result<Self, Refusal> {
        let arn = &credentials.role_arn;
        let role = RoleArn::parse(arn).ok_or(Refusal::InvalidClientTokenId)?;
        let RoleArn {
            partition,
            account,
            name,
        } = role;
        Ok(Self {
            arn: format!("arn:{partition}:sts::{account}:assumed-role/{name}/{SESSION}"),
            user_id: format!("{}:{SESSION}", role_id(cx, arn)),
            account: account.to_owned(),
        })
    }
}

/// An id that is always the same for a role: `AROA` and 17 letters or digits.
fn role_id(cx: &Context<'_>, arn: &str) -> String {
    let letter = |octet: &u8| char::from(BASE32[usize::from(octet % 32)]);
    let id: String = cx.decoy("role", arn).iter().take(17).map(letter).collect();
    format!("AROA{id}")
}
