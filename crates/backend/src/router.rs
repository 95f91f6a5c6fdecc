//! The resource server's own routes, and what surrounds them.

mod access_log;
mod replies;

use std::time::Duration;

use axum::extract::State;
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::routing::get;
use axum::{Json, Router, middleware};
use serde::Serialize;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{Claims, Origin, Verifier};
use access_log::REQUEST_ID;

/// The largest body that a request may have, in bytes. No route reads one.
pub const MAX_BODY_LENGTH: usize = 64 * 1024;
/// How long a browser may remember what another origin is allowed.
const PREFLIGHT_MAX_AGE: Duration = Duration::from_hours(1);

/// The resource server, for scripts of those `origins`:
///
/// | route | reply |
/// | --- | --- |
/// | `GET`, `POST /auth_test` | whom the token is from: [`Admitted`] |
/// | `GET /me` | the token's claims |
/// | `GET /healthz` | 200: it runs |
/// | `GET /readyz` | 200: it has the keys to verify tokens with; else 503 |
///
/// The first two need a token: [`Refusal`](crate::Refusal).
pub fn router(verifier: Verifier, origins: &[Origin]) -> Router {
    let nosniff = HeaderValue::from_static("nosniff");
    let no_store = HeaderValue::from_static("no-store");
    Router::new()
        .route("/auth_test", get(auth_test).post(auth_test))
        .route("/me", get(me))
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .fallback(replies::not_found)
        .method_not_allowed_fallback(replies::method_not_allowed)
        .with_state(verifier)
        .layer(RequestBodyLimitLayer::new(MAX_BODY_LENGTH))
        // From the outermost to the innermost; all at once, since each `layer` costs every request an allocation.
        .layer((
            middleware::from_fn(access_log::log),
            SetResponseHeaderLayer::overriding(CACHE_CONTROL, no_store),
            SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, nosniff),
            cors(origins),
            CatchPanicLayer::custom(replies::panicked),
            middleware::map_response(replies::as_json),
        ))
}

/// Lets scripts of those origins send a token and read the reply; those of others may do neither.
fn cors(origins: &[Origin]) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().map(Origin::header_value)))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([
            AUTHORIZATION,
            CONTENT_TYPE,
            HeaderName::from_static("jwt"),
            REQUEST_ID,
        ])
        .expose_headers([WWW_AUTHENTICATE, RETRY_AFTER, REQUEST_ID])
        .max_age(PREFLIGHT_MAX_AGE)
}

/// What `/auth_test` says to those who are let in.
#[derive(Debug, Serialize)]
pub struct Admitted {
    /// For people.
    pub message: &'static str,
    /// The user's name in the pool, if the token is a user's.
    pub username: Option<String>,
    /// The user's unchanging id.
    pub sub: String,
    /// When the token ends, in seconds since 1970.
    pub expires_at: i64,
}

async fn auth_test(claims: Claims) -> Json<Admitted> {
    Json(Admitted {
        message: "Your token is genuine and current.",
        username: claims.username,
        sub: claims.sub,
        expires_at: claims.expires_at,
    })
}

async fn me(claims: Claims) -> Json<Claims> {
    Json(claims)
}

async fn ready(State(verifier): State<Verifier>) -> (StatusCode, &'static str) {
    if verifier.is_ready() {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "no keys yet")
    }
}
