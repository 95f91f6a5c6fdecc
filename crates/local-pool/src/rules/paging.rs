//! Long lists, a page at a time.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::constraints;
use crate::wire::error::{ApiError, ErrorCode};

/// What a page holds at most if the request does not say.
pub(crate) const LARGEST: usize = 60;

/// How many a page holds of which `limit` are wanted; 0 leaves it to the service.
pub(crate) fn size(limit: Option<usize>) -> Result<usize, ApiError> {
    match limit {
        None | Some(0) => Ok(LARGEST),
        Some(limit) => constraints::value("limit", limit, &(0..=LARGEST)).map(|()| limit),
    }
}

/// One page.
pub(crate) struct Page<T> {
    /// What is on it.
    pub(crate) items: Vec<T>,
    /// What asks for the page after it, if there is one.
    pub(crate) next: Option<String>,
}

/// The page of at most `size` items after the one that ended with `token`. The items are in the order of their keys.
pub(crate) fn page<T>(
    mut items: Vec<T>,
    key: impl Fn(&T) -> String,
    size: usize,
    token: Option<&str>,
) -> Result<Page<T>, ApiError> {
    if let Some(token) = token {
        let last = read(token)?;
        items.retain(|item| key(item) > last);
    }
    let more = items.len() > size;
    items.truncate(size);
    let next = items
        .last()
        .filter(|_| more)
        .map(|last| URL_SAFE_NO_PAD.encode(key(last)));
    Ok(Page { items, next })
}

fn read(token: &str) -> Result<String, ApiError> {
    URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| ErrorCode::InvalidParameter.because("Invalid pagination token"))
}
