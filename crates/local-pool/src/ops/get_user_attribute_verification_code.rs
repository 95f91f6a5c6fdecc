//! `GetUserAttributeVerificationCode`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::rules::delivery::CodeDeliveryDetails;
use crate::rules::{codes, limits};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{AttributeName, Token};

/// Sends a code to the address or phone number of the signed-in user, or to the one that is to replace it.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserAttributeVerificationCode {
    access_token: Token,
    attribute_name: AttributeName,
}

/// Where it went.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct GetUserAttributeVerificationCodeOutput {
    code_delivery_details: CodeDeliveryDetails,
}

impl Operation for GetUserAttributeVerificationCode {
    const NAME: &'static str = "GetUserAttributeVerificationCode";
    type Output = GetUserAttributeVerificationCodeOutput;

    fn run(self, cx: &Context<'_>) -> Result<GetUserAttributeVerificationCodeOutput, ApiError> {
        let caller::Caller { user, pool, .. } = caller::identify(cx, &self.access_token)?;
        let name = &*self.attribute_name;
        let purpose = codes::verification_of(name).ok_or_else(not_verifiable)?;
        let awaited = codes::destination(cx, &user, purpose)?;
        let Some(to) = awaited.as_deref().or(user.attribute(name)) else {
            return Err(ErrorCode::InvalidParameter.because(format!("User does not have {name}.")));
        };
        limits::count(cx, &pool.id, &user.key, purpose)?;
        Ok(GetUserAttributeVerificationCodeOutput {
            code_delivery_details: codes::send(cx, &user, purpose, (name, to))?,
        })
    }
}

/// Only addresses and phone numbers can be verified.
pub(super) fn not_verifiable() -> ApiError {
    ErrorCode::InvalidParameter.because("Attribute is not verifiable: use email or phone_number.")
}
