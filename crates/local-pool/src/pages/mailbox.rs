//! The mailbox: every message that was "sent", newest first.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::html::{self, escape};
use super::read;
use crate::app::App;
use crate::model::message::Message;
use crate::wire::dispatch::error_response;
use crate::wire::error::ErrorCode;

/// How many messages the page shows.
const SHOWN: usize = 100;
/// Seconds between two loads of the page.
const RELOAD: u32 = 5;

/// Whose messages are wanted.
#[derive(Deserialize)]
pub(crate) struct Filter {
    to: Option<String>,
}

/// A message as JSON.
#[derive(Serialize)]
struct MessageOutput {
    to: String,
    kind: String,
    code: String,
    subject: String,
    body: String,
    sent_at: String,
}

impl From<Message> for MessageOutput {
    fn from(message: Message) -> Self {
        let Message {
            number: _,
            to,
            kind,
            code,
            subject,
            body,
            sent_at,
        } = message;
        Self {
            to,
            kind,
            code,
            subject,
            body,
            sent_at,
        }
    }
}

/// `GET /mailbox/messages`, `GET /mailbox/messages?to=...`
pub(crate) async fn messages(
    State(app): State<App>,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Response, Response> {
    let messages: Vec<MessageOutput> = newest_first(app, filter)
        .await?
        .into_iter()
        .map(Into::into)
        .collect();
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(messages)).into_response())
}

/// `GET /mailbox`
pub(crate) async fn page(
    State(app): State<App>,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Response, Response> {
    let messages = newest_first(app, filter).await?;
    let head = format!("<meta http-equiv=\"refresh\" content=\"{RELOAD}\">");
    if messages.is_empty() {
        return Ok(html::page("Mailbox", &head, "<p>No messages yet.</p>"));
    }
    let mut rows = String::new();
    for message in messages.iter().take(SHOWN) {
        let Message {
            to,
            subject,
            code,
            sent_at,
            ..
        } = message;
        let (to, subject) = (escape(to), escape(subject));
        // Writing to a string cannot fail.
        let _ = write!(
            rows,
            "<tr><td>{to}</td><td>{subject}</td><td><code>{}</code></td><td><time datetime=\"{sent_at}\">{sent_at}</time></td></tr>",
            escape(code)
        );
    }
    let table = format!(
        "<table><caption>Messages, newest first</caption><thead><tr><th scope=\"col\">To</th>\
         <th scope=\"col\">Subject</th><th scope=\"col\">Code</th><th scope=\"col\">Sent</th></tr></thead>\
         <tbody>{rows}</tbody></table>"
    );
    Ok(html::page("Mailbox", &head, &table))
}

async fn newest_first(
    app: App,
    filter: Result<Query<Filter>, QueryRejection>,
) -> Result<Vec<Message>, Response> {
    let Query(filter) = filter.map_err(|_| {
        error_response(
            ErrorCode::InvalidParameter,
            "One address at most can be asked for: ?to=...",
        )
    })?;
    let messages = read(app, |snapshot| snapshot.scan::<Message>("")).await;
    let mut messages = messages.map_err(IntoResponse::into_response)?;
    messages.reverse();
    messages.retain(|message| {
        filter
            .to
            .as_ref()
            .is_none_or(|to| message.to.eq_ignore_ascii_case(to))
    });
    Ok(messages)
}
