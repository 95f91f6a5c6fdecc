//! What is read with `GET`.

pub(crate) mod html;
pub(crate) mod index;
pub(crate) mod jwks;
pub(crate) mod mailbox;
pub(crate) mod missing;

use axum::http::StatusCode;

use crate::app::App;
use crate::store::{Snapshot, StoreError};
use crate::wire::error::ApiError;

/// Reads from the database without holding up the other requests.
async fn read<T: Send + 'static>(
    app: App,
    query: impl FnOnce(&Snapshot) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StatusCode> {
    let failed = |error: ApiError| {
        tracing::error!("{error}");
        StatusCode::INTERNAL_SERVER_ERROR
    };
    let result = tokio::task::spawn_blocking(move || query(&app.snapshot()?)).await;
    result
        .map_err(|error| failed(error.into()))?
        .map_err(|error| failed(error.into()))
}
