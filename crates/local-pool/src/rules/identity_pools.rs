//! Finding the identity pool that a request names.

use crate::app::Context;
use crate::model::identity_pool::IdentityPool;
use crate::wire::error::{ApiError, ErrorCode};

/// The identity pool of that id.
pub(crate) fn identity_pool(cx: &Context<'_>, id: &str) -> Result<IdentityPool, ApiError> {
    cx.tx.get(id)?.ok_or_else(|| {
        ErrorCode::ResourceNotFound.because(format!("IdentityPool '{id}' not found."))
    })
}
