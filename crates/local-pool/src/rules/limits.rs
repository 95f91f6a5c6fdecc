//! How often codes can be asked for.

use super::codes::Purpose;
use crate::app::Context;
use crate::model::code_requests::CodeRequests;
use crate::store::key;
use crate::wire::error::{ApiError, ErrorCode};

/// The service allows 5 to 20 codes in an hour, by rules of its own (developer guide, "Forgotten passwords").
const CODES_PER_HOUR: usize = 20;

/// Counts a request for a code, and refuses it if there were too many. The user need not exist.
pub(crate) fn count(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
    purpose: &Purpose,
) -> Result<(), ApiError> {
    if may_be_sent(cx, pool_id, user_key, purpose.name)? {
        return Ok(());
    }
    Err(exceeded())
}

/// Counts a request for a code that signs in, and refuses it if there were too many. The user need not exist.
pub(crate) fn count_sign_in(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
) -> Result<(), ApiError> {
    if may_be_sent(cx, pool_id, user_key, "sign_in")? {
        return Ok(());
    }
    Err(ErrorCode::TooManyRequests.because("Too many sign-in codes, please try after some time."))
}

fn may_be_sent(
    cx: &Context<'_>,
    pool_id: &str,
    user_key: &str,
    purpose: &str,
) -> Result<bool, ApiError> {
    let mut requests = cx
        .tx
        .get::<CodeRequests>(&key(&[pool_id, user_key, purpose]))?
        .unwrap_or_else(|| CodeRequests::none(pool_id, user_key, purpose));
    if requests.add(cx.now) > CODES_PER_HOUR {
        return Ok(false);
    }
    cx.tx.put(&requests)?;
    Ok(true)
}

/// Something was tried too often.
pub(crate) fn exceeded() -> ApiError {
    ErrorCode::LimitExceeded.because("Attempt limit exceeded, please try after some time.")
}
