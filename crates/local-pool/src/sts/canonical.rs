//! The one form of a request that is signed.

use axum::http::{HeaderMap, Method};

use super::query::Query;

/// Method, address, query, headers and payload, each in its one form. The address is always `/`.
pub(super) fn request(
    method: &Method,
    query: &Query,
    headers: &HeaderMap,
    signed_headers: &[String],
    payload_hash: &str,
) -> String {
    let line = |name: &String| format!("{name}:{}\n", value(headers, name));
    let lines = signed_headers.iter().map(line).collect::<Vec<_>>().concat();
    let (query, names) = (query.canonical(), signed_headers.join(";"));
    format!("{method}\n/\n{query}\n{lines}\n{names}\n{payload_hash}")
}

/// The values of a header, divided by commas; no white space at their ends, and no two spaces within.
fn value(headers: &HeaderMap, name: &str) -> String {
    let values = headers.get_all(name).iter().map(|value| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        words.join(" ")
    });
    values.collect::<Vec<_>>().join(",")
}
