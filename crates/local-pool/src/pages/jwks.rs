//! `GET /<poolId>/.well-known/jwks.json`

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use crate::app::App;
use crate::pages::read;
use crate::token::SigningKey;

/// The public keys of a pool (RFC 7517).
pub(crate) async fn show(
    State(app): State<App>,
    Path(pool_id): Path<String>,
) -> Result<Response, StatusCode> {
    let id = pool_id.clone();
    let key = read(app, move |snapshot| snapshot.get::<SigningKey>(&id)).await?;
    Ok(match key {
        Some(key) => Json(json!({"keys": [key.jwk()]})).into_response(),
        None => unknown(&pool_id),
    })
}

/// The answer where there is no such pool.
pub(crate) fn unknown(pool_id: &str) -> Response {
    let message = format!("User pool {pool_id} does not exist.");
    (StatusCode::NOT_FOUND, Json(json!({"message": message}))).into_response()
}
