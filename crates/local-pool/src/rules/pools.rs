//! Finding the pool that a request names.

use crate::app::Context;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// The pool of that id.
pub(crate) fn pool(cx: &Context<'_>, id: &str) -> Result<UserPool, ApiError> {
    cx.tx.get(id)?.ok_or_else(|| {
        ErrorCode::ResourceNotFound.because(format!("User pool {id} does not exist."))
    })
}
