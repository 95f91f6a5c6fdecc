//! Small pages for people.

use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};

/// Nothing is loaded, nothing is kept, nothing is told to other sites.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
];

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;\
    color-scheme:light dark}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem;\
    border-bottom:1px solid}code{font-size:1.2rem}";

/// A page; `head` and `main` are HTML, `title` is text.
pub(super) fn page(title: &str, head: &str, main: &str) -> Response {
    let title = escape(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">{head}<title>{title}</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{main}</main></body></html>"
    );
    (HEADERS, Html(html)).into_response()
}

/// Text as HTML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
