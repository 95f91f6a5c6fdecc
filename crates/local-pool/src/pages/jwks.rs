//! `GET /<poolId>/.well-known/jwks.json`

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::App;
use crate::pages::read;
use crate::token::SigningKey;

/// The public keys of a pool (RFC 7517).
pub(crate) async fn show(
    State(app): State<App>,
    Path(pool_id): Path<String>,
) -> Result<Json<Value>, StatusCode> {
    let key = read(app, move |snapshot| snapshot.get::<SigningKey>(&pool_id)).await?;
    let key = key.ok_or(StatusCode::NOT_FOUND)?;
    Ok(Json(json!({"keys": [key.jwk()]})))
}
