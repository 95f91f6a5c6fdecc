//! One line for each request, and an id by which to find what else it caused.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::{Instrument as _, error_span, info};
use uuid::Uuid;

/// The header of the id, in requests and replies.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Names the request in all that is logged about it, and logs how it ended. Of what the caller writes nothing is logged: it may
/// hold secrets, or try to look like another line.
pub(super) async fn log(request: Request, next: Next) -> Response {
    let begin = Instant::now();
    let id = request_id(&request);
    let span = error_span!(
        "request",
        id = id.to_str().unwrap_or_default(),
        method = method(&request),
        route = route(&request),
    );
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, microseconds) = (response.status().as_u16(), begin.elapsed().as_micros());
    span.in_scope(|| info!(status, microseconds, "answered"));
    response.headers_mut().insert(REQUEST_ID, id);
    response
}

/// The route as it stands in the program.
fn route(request: &Request) -> &str {
    let matched = request.extensions().get::<MatchedPath>();
    matched.map_or("none", MatchedPath::as_str)
}

/// The method, if it is one that everybody knows.
fn method(request: &Request) -> &str {
    let name = request.method().as_str();
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known
        .into_iter()
        .find(|known| *known == name)
        .unwrap_or("other")
}

/// The id that a proxy or the caller has given, if it is one; else a new one.
fn request_id(request: &Request) -> HeaderValue {
    let is_id = |id: &&HeaderValue| {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
        (1..=64).contains(&id.len()) && id.as_bytes().iter().all(plain)
    };
    let given = request.headers().get(REQUEST_ID).filter(is_id).cloned();
    given.unwrap_or_else(|| {
        let mut buffer = Uuid::encode_buffer();
        let id = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
        HeaderValue::from_str(id).unwrap_or_else(|_| HeaderValue::from_static("none"))
    })
}
