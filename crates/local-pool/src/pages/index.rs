//! `GET /`

use axum::response::Response;

use super::html;

/// Says what this is.
pub(crate) async fn show() -> Response {
    html::page(
        "Local pool",
        "",
        "<p>A stand-in for Amazon Cognito, for development only. The codes that it sends are in the \
         <a href=\"/mailbox\">mailbox</a>.</p>",
    )
}
