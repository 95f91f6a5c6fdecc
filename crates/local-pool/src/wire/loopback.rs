//! Only this machine: other hosts' names and other sites' pages are turned away.

use std::net::Ipv4Addr;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, Response, header, request::Parts};
use axum::middleware::Next;
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer, ExposeHeaders, MaxAge};

use super::dispatch::error_response;
use super::error::ErrorCode;

/// Refuses requests that name another host (DNS rebinding) and writes from pages of other sites.
pub(crate) async fn guard(request: Request, next: Next) -> Response<Body> {
    match complaint(&request) {
        Some(words) => error_response(ErrorCode::Forbidden, words),
        None => next.run(request).await,
    }
}

/// Why a request is turned away.
pub(crate) fn complaint(request: &Request) -> Option<&'static str> {
    let header = |name| request.headers().get(name).map(HeaderValue::as_bytes);
    if header(header::HOST).is_some_and(|host| !is_loopback_host(host)) {
        return Some("The local pool answers under loopback names only.");
    }
    let is_foreign = header(header::ORIGIN).is_some_and(|origin| !is_loopback_origin(origin));
    (is_foreign && request.method() == Method::POST)
        .then_some("The local pool answers pages of loopback origins only.")
}

/// Lets pages of loopback origins read the answers.
pub(crate) fn cors() -> CorsLayer {
    let is_allowed = |origin: &HeaderValue, _: &Parts| is_loopback_origin(origin.as_bytes());
    let exposed = [
        "x-amzn-errortype",
        "x-amzn-requestid",
        "x-amzn-errormessage",
        "date",
    ];
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(is_allowed))
        .allow_methods([Method::GET, Method::POST])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(ExposeHeaders::list(
            exposed.map(axum::http::HeaderName::from_static),
        ))
        .max_age(MaxAge::exact(std::time::Duration::from_mins(10)))
}

/// Whether an origin (`scheme://host[:port]`) is of this machine.
fn is_loopback_origin(origin: &[u8]) -> bool {
    let Ok(origin) = std::str::from_utf8(origin) else {
        return false;
    };
    let host = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    host.is_some_and(|host| is_loopback_host(host.as_bytes()))
}

/// Whether `host[:port]` means this machine.
fn is_loopback_host(host: &[u8]) -> bool {
    let Ok(host) = std::str::from_utf8(host) else {
        return false;
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_name = name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback());
    is_name && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_origins_and_no_others() {
        for own in [
            "http://localhost:8080",
            "https://127.0.0.1",
            "http://[::1]:3000",
            "http://LOCALHOST",
        ] {
            assert!(is_loopback_origin(own.as_bytes()), "{own}");
        }
        for foreign in [
            "null",
            "",
            "http://example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://localhost:8080:1",
            "http://localhost:port",
            "http://evil@localhost",
            "ftp://localhost",
            "http://localhost/",
            "http://0.0.0.0:80",
            "http://[::1",
        ] {
            assert!(!is_loopback_origin(foreign.as_bytes()), "{foreign}");
        }
    }
}
