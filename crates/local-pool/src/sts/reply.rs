//! Replies in XML, or in JSON for those who ask for it.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use serde_json::json;
use uuid::Uuid;

use super::caller::CallerIdentity;
use super::refusal::Refusal;
use crate::pages::html::escape;

const NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// What a reply is written in.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// As the service describes it.
    Xml,
    /// The same members as JSON.
    Json,
}

impl Form {
    /// The one that the request accepts.
    pub(super) fn wanted(headers: &HeaderMap) -> Self {
        let accepted = headers.get_all(header::ACCEPT).iter();
        let is_json = |value: &HeaderValue| {
            let value = value.to_str().unwrap_or_default();
            value.to_ascii_lowercase().contains("application/json")
        };
        if accepted.into_iter().any(is_json) {
            Self::Json
        } else {
            Self::Xml
        }
    }

    /// The reply to a request with that result.
    pub(super) fn reply(self, result: &Result<CallerIdentity, Refusal>) -> Response<Body> {
        let id = Uuid::new_v4().to_string();
        let (status, body) = match (self, result) {
            (Self::Xml, Ok(caller)) => (200, caller_as_xml(caller, &id)),
            (Self::Json, Ok(caller)) => (200, caller_as_json(caller, &id)),
            (Self::Xml, Err(refusal)) => (refusal.status(), refusal_as_xml(refusal, &id)),
            (Self::Json, Err(refusal)) => (refusal.status(), refusal_as_json(refusal, &id)),
        };
        let kind = match self {
            Self::Xml => "text/xml",
            Self::Json => "application/json",
        };
        Response::builder()
            .status(StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
            .header(header::CONTENT_TYPE, kind)
            .header(header::CACHE_CONTROL, "no-store")
            .header("x-amzn-requestid", id)
            .body(Body::from(body))
            .unwrap_or_default()
    }
}

fn caller_as_xml(caller: &CallerIdentity, id: &str) -> String {
    let CallerIdentity {
        arn,
        user_id,
        account,
    } = caller;
    let (arn, user_id, account) = (escape(arn), escape(user_id), escape(account));
    format!(
        "<GetCallerIdentityResponse xmlns=\"{NAMESPACE}\"><GetCallerIdentityResult><Arn>{arn}</Arn>\
         <UserId>{user_id}</UserId><Account>{account}</Account></GetCallerIdentityResult>\
         <ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
    )
}

fn caller_as_json(caller: &CallerIdentity, id: &str) -> String {
    let result = json!({"Account": caller.account, "Arn": caller.arn, "UserId": caller.user_id});
    let response =
        json!({"GetCallerIdentityResult": result, "ResponseMetadata": {"RequestId": id}});
    json!({"GetCallerIdentityResponse": response}).to_string()
}

/// Whose fault it was.
fn side(refusal: &Refusal) -> &'static str {
    if refusal.status() < 500 {
        "Sender"
    } else {
        "Receiver"
    }
}

fn refusal_as_xml(refusal: &Refusal, id: &str) -> String {
    let (side, code) = (side(refusal), refusal.code());
    let message = escape(&refusal.to_string());
    format!(
        "<ErrorResponse xmlns=\"{NAMESPACE}\"><Error><Type>{side}</Type><Code>{code}</Code>\
         <Message>{message}</Message></Error><RequestId>{id}</RequestId></ErrorResponse>"
    )
}

fn refusal_as_json(refusal: &Refusal, id: &str) -> String {
    let error =
        json!({"Type": side(refusal), "Code": refusal.code(), "Message": refusal.to_string()});
    json!({"Error": error, "RequestId": id}).to_string()
}
