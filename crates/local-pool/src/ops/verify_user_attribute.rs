//! `VerifyUserAttribute`

use serde::Deserialize;

use super::get_user_attribute_verification_code::not_verifiable;
use super::{Empty, Operation};
use crate::app::Context;
use crate::auth::caller;
use crate::rules::{changes, codes, users};
use crate::wire::error::ApiError;
use crate::wire::field::{AttributeName, ConfirmationCode, Token};

/// Verifies the address or phone number that a code was sent to, and takes it over if it was to replace another.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct VerifyUserAttribute {
    access_token: Token,
    attribute_name: AttributeName,
    code: ConfirmationCode,
}

impl Operation for VerifyUserAttribute {
    const NAME: &'static str = "VerifyUserAttribute";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let mut caller = caller::identify(cx, &self.access_token)?;
        let name = &*self.attribute_name;
        let purpose = codes::verification_of(name).ok_or_else(not_verifiable)?;
        let value = codes::redeem(cx, &caller.user, purpose, &self.code)?;
        changes::set_verified(cx, &caller.pool, &mut caller.user, name, &value)?;
        users::save(cx, &mut caller.user)?;
        Ok(Empty {})
    }
}
