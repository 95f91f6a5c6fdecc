//! The frame of the pages: forms without script, readable on a phone, in light and dark.

use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::error::OAuthError;
use crate::crypto::sha256;
use crate::pages::html::escape;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#767676;--accent:#0b5cad;--on:#fff;--bad:#a4161a;--faint:#595959}\
@media(prefers-color-scheme:dark){:root{--line:#8b8b8b;--accent:#7cb7ff;--on:#06223f;--bad:#ff9d9d;--faint:#b3b3b3}}\
*{box-sizing:border-box}\
body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:2rem 1rem;overflow-wrap:break-word}\
main{max-width:24rem;margin:0 auto}\
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}\
h2{font-size:1.1rem;margin:2rem 0 .5rem}\
label{display:block;margin:1rem 0 .25rem}\
input,button,.button{display:block;width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;\
border:1px solid var(--line);border-radius:.375rem;background:Canvas;color:CanvasText}\
button,.button{margin-top:1rem;text-align:center;text-decoration:none;cursor:pointer}\
.main{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:600}\
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}\
[role=alert]{border-left:4px solid var(--bad);padding:.25rem .75rem;margin:1rem 0;color:var(--bad)}\
small,footer{color:var(--faint);font-size:.875rem}small{display:block}footer{margin-top:2rem}";

/// The one style that the pages may have.
static STYLE_SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", STANDARD.encode(sha256(STYLE.as_bytes()))));

/// A page with forms, whose answers end at `redirect_uri`; `main` is HTML, `title` is text.
pub(super) fn form(title: &str, main: &str, redirect_uri: &str) -> Response {
    // Browsers follow no redirect of a form to a place that is not listed.
    let targets = format!("'self' {}", source_of(redirect_uri));
    page(StatusCode::OK, title, main, &targets)
}

/// A page that says why there is nothing else to see: in words, and by the name of the error.
pub(super) fn refusal(error: &OAuthError) -> Response {
    let (words, name) = (escape(&error.description), error.code.name());
    let main = format!("<p role=\"alert\">{words}</p><p><code>{name}</code></p>");
    page(error.status(), "This did not work", &main, "'none'")
}

/// What went wrong with the last answer, in the page that asks again.
pub(super) fn alert(problem: Option<&str>) -> String {
    problem.map_or(String::new(), |words| {
        format!("<p role=\"alert\">{}</p>", escape(words))
    })
}

fn page(status: StatusCode, title: &str, main: &str, form_action: &str) -> Response {
    let title = escape(title);
    let policy = format!(
        "default-src 'none'; style-src {}; form-action {form_action}; frame-ancestors 'none'; base-uri 'none'",
        *STYLE_SOURCE
    );
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{main}\
         <footer>Local pool, for development only</footer></main></body></html>"
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy.as_str()),
        // With `no-referrer`, a form would come back without saying from where.
        (header::REFERRER_POLICY, "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    (status, headers, Html(html)).into_response()
}

/// The origin of a URL as a source of a content security policy; of what cannot be written there, its scheme.
fn source_of(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
    if ["http", "https"].contains(&scheme) && !host.is_empty() && host.chars().all(is_host) {
        return format!("{scheme}://{host}");
    }
    format!("{scheme}:")
}

#[cfg(test)]
mod tests {
    use super::source_of;

    #[test]
    fn a_policy_names_the_origin_of_the_callback_and_nothing_that_was_smuggled_into_it() {
        for (url, source) in [
            ("http://localhost:8080/auth?x=1", "http://localhost:8080"),
            ("https://app.example", "https://app.example"),
            ("http://[::1]:3000/a", "http:"),
            ("myapp://callback", "myapp:"),
            ("https://a;script-src/", "https:"),
        ] {
            assert_eq!(source_of(url), source);
        }
    }
}
