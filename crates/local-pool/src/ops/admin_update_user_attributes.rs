//! `AdminUpdateUserAttributes`

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Empty, Operation};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::attributes::{self, AttributeInput};
use crate::rules::{changes, pools, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{UserPoolId, Username};

/// Changes what a user's attributes say. An administrator can vouch for an address.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AdminUpdateUserAttributes {
    user_pool_id: UserPoolId,
    username: Username,
    user_attributes: Vec<AttributeInput>,
}

impl Operation for AdminUpdateUserAttributes {
    const NAME: &'static str = "AdminUpdateUserAttributes";
    type Output = Empty;

    fn run(self, cx: &Context<'_>) -> Result<Empty, ApiError> {
        let pool = pools::pool(cx, &self.user_pool_id)?;
        let mut user = users::existing(cx, &pool, &self.username)?;
        let mut given = attributes::collect_as_admin(&self.user_attributes)?;
        let mut vouched = Vec::new();
        for attribute in ["email", "phone_number"] {
            let mark = format!("{attribute}_verified");
            match given.get(&mark).map(String::as_str) {
                Some("true") => {
                    given.remove(&mark);
                    vouched.push((attribute, take_value(&mut given, &user, attribute)?));
                }
                Some("false") if pool.alias_attributes.iter().any(|own| own == attribute) => {
                    users::drop_alias(cx, &pool, &user, attribute)?;
                }
                _ => {}
            }
        }
        changes::apply(cx, &pool, &mut user, &given)?;
        for (attribute, value) in vouched {
            vouch(cx, &pool, &mut user, attribute, &value)?;
        }
        users::save(cx, &mut user)?;
        Ok(Empty {})
    }
}

/// The value that the administrator vouches for: the new one, or the present one.
fn take_value(
    given: &mut BTreeMap<String, String>,
    user: &User,
    attribute: &str,
) -> Result<String, ApiError> {
    let present = || user.attribute(attribute).map(str::to_owned);
    given.remove(attribute).or_else(present).ok_or_else(|| {
        ErrorCode::InvalidParameter.because(format!(
            "{attribute}_verified needs the attribute {attribute}."
        ))
    })
}

fn vouch(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    attribute: &str,
    value: &str,
) -> Result<(), ApiError> {
    let declared = attributes::declared(pool, attribute)?;
    attributes::check_value(declared, value)?;
    if user.attribute(attribute) != Some(value) && !declared.mutable {
        return Err(changes::immutable(attribute));
    }
    changes::set_verified(cx, pool, user, attribute, value)
}
