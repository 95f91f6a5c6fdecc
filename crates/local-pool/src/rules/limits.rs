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
    let mut requests = cx
        .tx
        .get::<CodeRequests>(&key(&[pool_id, user_key, purpose.name]))?
        .unwrap_or_else(|| CodeRequests::none(pool_id, user_key, purpose.name));
    if requests.add(cx.now) > CODES_PER_HOUR {
        return Err(exceeded());
    }
    Ok(cx.tx.put(&requests)?)
}

/// Something was tried too often.
pub(crate) fn exceeded() -> ApiError {
    ErrorCode::LimitExceeded.because("Attempt limit exceeded, please try after some time.")
}
