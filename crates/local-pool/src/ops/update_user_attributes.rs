//! `UpdateUserAttributes`

use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::rules::attributes::{self, AttributeInput};
use crate::rules::delivery::CodeDeliveryDetails;
use crate::rules::{changes, users};
use crate::wire::error::ApiError;
use crate::wire::field::Token;

/// Changes attributes of the signed-in user. A new address or phone number is sent a code, where the pool
/// verifies them.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateUserAttributes {
    access_token: Token,
    user_attributes: Vec<AttributeInput>,
}

/// Where codes went.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct UpdateUserAttributesOutput {
    code_delivery_details_list: Vec<CodeDeliveryDetails>,
}

impl Operation for UpdateUserAttributes {
    const NAME: &'static str = "UpdateUserAttributes";
    type Output = UpdateUserAttributesOutput;

    fn run(self, cx: &Context<'_>) -> Result<UpdateUserAttributesOutput, ApiError> {
        let mut caller = caller::identify(cx, &self.access_token)?;
        let given = attributes::collect(&self.user_attributes);
        attributes::check_writable(&caller.client, given.keys().map(String::as_str))?;
        let code_delivery_details_list =
            changes::apply(cx, &caller.pool, &mut caller.user, &given)?;
        users::save(cx, &mut caller.user)?;
        Ok(UpdateUserAttributesOutput {
            code_delivery_details_list,
        })
    }
}
