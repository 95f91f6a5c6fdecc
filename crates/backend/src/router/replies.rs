//! Replies to what no route is for.

use std::any::Any;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tracing::error;

fn reply(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(json!({ "error": code, "message": message }))).into_response()
}

pub(super) async fn not_found() -> Response {
    reply(
        StatusCode::NOT_FOUND,
        "not_found",
        "There is nothing at this address.",
    )
}

pub(super) async fn method_not_allowed() -> Response {
    let message = "This address does not know that method.";
    reply(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        message,
    )
}

/// What the limit around the routes says, in the form that everything else has.
pub(super) async fn as_json(response: Response) -> Response {
    match response.status() {
        status @ StatusCode::PAYLOAD_TOO_LARGE => reply(
            status,
            "payload_too_large",
            "The request's body is too large.",
        ),
        _ => response,
    }
}

/// The panic's own text goes to standard error, where Rust writes it.
pub(super) fn panicked(_: Box<dyn Any + Send>) -> Response {
    error!("a request caused a panic");
    let message = "The server has made a mistake. Please try again later.";
    reply(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", message)
}
