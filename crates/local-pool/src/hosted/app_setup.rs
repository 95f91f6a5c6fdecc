//! An authenticator app for a user who needs a second factor and has none.

use super::endpoint::Call;
use crate::app::Context;
use crate::auth::admission::{self, Admission};
use crate::model::authorization::StepQuestion;
use crate::model::pool::UserPool;
use crate::model::second_factor::{SecondFactor, SoftwareToken};
use crate::model::user::User;
use crate::rules::users;
use crate::totp;
use crate::wire::error::{ApiError, ErrorCode};

/// The question for the first code of an app with a new secret.
pub(super) fn question(pool: &UserPool, user: &User) -> Result<StepQuestion, ApiError> {
    let secret = totp::new_secret()?;
    let account = user.attribute("email").unwrap_or(&user.username);
    let (issuer, account) = (encode(&pool.name), encode(account));
    let uri = format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}");
    Ok(StepQuestion::AppSetup { secret, uri })
}

/// Text as a part of an address.
fn encode(text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    encoded.replace('+', "%20")
}

/// Takes over the app that shows the right code, if the user still has no other factor.
pub(super) fn verify(
    cx: &Context<'_>,
    call: &Call,
    pool: &UserPool,
    user: &mut User,
    secret: &str,
) -> Result<(), ApiError> {
    if !matches!(admission::judge(cx, pool, user)?, Admission::Setup(_)) {
        return Err(ErrorCode::NotAuthorized
            .because("A second factor was set up already. Sign in again to use it."));
    }
    let last_step = totp::step_of(secret, call.typed("code").trim(), cx.now);
    let mismatch = || ErrorCode::CodeMismatch.because("Code mismatch");
    user.factors.software_token = Some(SoftwareToken {
        secret: secret.to_owned(),
        friendly_device_name: None,
        last_step: last_step.ok_or_else(mismatch)?,
    });
    user.factors.enabled.insert(SecondFactor::SoftwareToken);
    users::save(cx, user)
}
