//! Beginning with the factor that was chosen.

use std::collections::BTreeMap;

use super::Choice;
use crate::app::Context;
use crate::auth::AuthOutput;
use crate::auth::challenges::{ask, one_time_password, web_authn};
use crate::auth::claimant::Claimant;
use crate::auth::flows::{user_password_auth, user_srp_auth};
use crate::auth::parameters::Parameters;
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::ApiError;

/// Goes on with `choice`, or asks for what it needs and `parameters` do not have. `login` is the name under which the
/// sign-in began.
pub(crate) fn enter(
    cx: &Context<'_>,
    (pool, client): (&UserPool, &AppClient),
    (login, claimant): (&str, &Claimant),
    choice: Choice,
    parameters: &Parameters,
) -> Result<AuthOutput, ApiError> {
    let question = match choice {
        Choice::Password if parameters.contains_key("PASSWORD") => {
            return user_password_auth::begin(cx, pool, client, parameters);
        }
        Choice::PasswordSrp if parameters.contains_key("SRP_A") => {
            return user_srp_auth::begin(cx, pool, client, parameters);
        }
        Choice::Password => Question::Password,
        Choice::PasswordSrp => Question::PasswordSrp,
        Choice::WebAuthn => return web_authn::begin(cx, pool, client, (login, claimant)),
        Choice::EmailOtp | Choice::SmsOtp => {
            return one_time_password::begin(cx, pool, client, (login, claimant), choice);
        }
    };
    let session = ask(cx, client, login, question)?;
    let parameters = BTreeMap::new();
    Ok(AuthOutput::challenge(
        choice.name(),
        Some(session),
        parameters,
    ))
}
