//! `POST /`: from the named operation to its reply.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use tokio::time::timeout;
use uuid::Uuid;

use super::error::{ApiError, ErrorCode};
use super::parse;
use crate::app::App;
use crate::ops::{OPERATIONS, Operation};

/// More than any request needs.
const BODY_LIMIT: usize = 256 * 1024;
/// How much is read of a body that is too large.
const FORGOTTEN_LIMIT: usize = 64 * BODY_LIMIT;
/// How long the body of a request may take to arrive.
const BODY_TIME: Duration = Duration::from_secs(10);
const CONTENT_TYPE: &str = "application/x-amz-json-1.1";

/// An operation in the table.
pub(crate) struct Entry {
    service: &'static str,
    name: &'static str,
    call: fn(&App, Value) -> Result<Value, ApiError>,
}

impl Entry {
    /// The entry of an operation.
    pub(crate) const fn of<O: Operation>() -> Self {
        Self {
            service: O::SERVICE,
            name: O::NAME,
            call: call::<O>,
        }
    }

    /// Whether `x-amz-target` names this operation.
    fn is(&self, target: &str) -> bool {
        target.split_once('.') == Some((self.service, self.name))
    }
}

fn call<O: Operation>(app: &App, request: Value) -> Result<Value, ApiError> {
    let request: O = parse::fields(request)?;
    let output = app.run(|cx| request.run(cx))?;
    serde_json::to_value(output).map_err(|error| ApiError::Store(error.into()))
}

/// Handles a request of the API.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Response<Body> {
    let target = target(request.headers()).to_owned();
    let result = answer(app, &target, request).await;
    log(&target, &result);
    respond(result)
}

fn target(headers: &HeaderMap) -> &str {
    headers
        .get("x-amz-target")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

async fn answer(app: App, target: &str, request: Request) -> Result<Value, ApiError> {
    let entry = OPERATIONS
        .iter()
        .find(|entry| entry.is(target))
        .ok_or_else(|| ErrorCode::UnknownOperation.because("The operation is not known."))?;
    let request = parse::object(&body(request).await?)?;
    tokio::task::spawn_blocking(move || (entry.call)(&app, request)).await?
}

/// The body of a request, if it arrives in time and is not too large.
pub(crate) async fn body(request: Request) -> Result<Bytes, ApiError> {
    let body = timeout(BODY_TIME, read(request.into_body())).await;
    body.map_err(|_| ErrorCode::RequestTimeout.because("The request did not arrive in time."))?
}

/// Reads on where too much comes, and forgets it: clients that write to the end before they read get the answer so.
async fn read(body: Body) -> Result<Bytes, ApiError> {
    let (mut chunks, mut read, mut size) = (body.into_data_stream(), Vec::new(), 0);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| {
            ErrorCode::Serialization.because("The request could not be read to its end.")
        })?;
        size += chunk.len();
        if size <= BODY_LIMIT {
            read.extend_from_slice(&chunk);
        } else if size > FORGOTTEN_LIMIT {
            break;
        }
    }
    if size > BODY_LIMIT {
        return Err(ErrorCode::RequestEntityTooLarge.because("The request is larger than 256 kB."));
    }
    Ok(read.into())
}

/// Says what happened, and nothing of whom it happened to. Only known names are written.
fn log(target: &str, result: &Result<Value, ApiError>) {
    let name = OPERATIONS
        .iter()
        .find(|entry| entry.is(target))
        .map_or("unknown operation", |entry| entry.name);
    match result {
        Ok(_) => tracing::info!("{name}: done"),
        Err(ApiError::Refused { code, .. }) => tracing::info!("{name}: {code}"),
        Err(failure) => tracing::error!("{name}: {failure}"),
    }
}

fn respond(result: Result<Value, ApiError>) -> Response<Body> {
    let (code, message) = match result {
        Ok(value) => return reply(StatusCode::OK, None, &value),
        Err(ApiError::Refused { code, message, .. }) => (code, message),
        Err(_) => (
            ErrorCode::InternalError,
            "The local pool failed; its log says why.".into(),
        ),
    };
    error_response(code, &message)
}

/// Answers requests for what there is not.
pub(crate) fn unknown(status: StatusCode, message: &str) -> Response<Body> {
    let mut response = error_response(ErrorCode::UnknownOperation, message);
    *response.status_mut() = status;
    response
}

/// A refusal in the service's form.
pub(crate) fn error_response(code: ErrorCode, message: &str) -> Response<Body> {
    let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let name = code.to_string();
    let body = json!({"__type": name, "message": message});
    let mut response = reply(status, Some(&name), &body);
    // Some of the request may be on its way still, and would be taken for the next one.
    if let ErrorCode::RequestEntityTooLarge | ErrorCode::RequestTimeout = code {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(header::CONNECTION, close);
    }
    response
}

fn reply(status: StatusCode, error: Option<&str>, body: &Value) -> Response<Body> {
    let mut response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, CONTENT_TYPE)
        .header(header::CACHE_CONTROL, "no-store")
        .header("x-amzn-requestid", Uuid::new_v4().to_string());
    if let Some(error) = error {
        response = response.header("x-amzn-errortype", error);
    }
    response
        .body(Body::from(body.to_string()))
        .unwrap_or_default()
}

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod samples;

#[cfg(test)]
impl Entry {
    fn target(&self) -> String {
        format!("{}.{}", self.service, self.name)
    }

    /// What the operation of that name does with a request.
    pub(crate) fn call(app: &App, name: &str, request: Value) -> Result<Value, ApiError> {
        let entry = OPERATIONS.iter().find(|entry| entry.name == name);
        (entry.unwrap().call)(app, request)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use axum::http::Request as HttpRequest;
    use tower::ServiceExt as _;

    use super::*;
    use crate::app::Config;
    use crate::server::router;

    pub(super) fn memory() -> App {
        App::open(Config::in_memory("http://127.0.0.1:9229").unwrap()).unwrap()
    }

    /// The status and the body of the reply.
    pub(super) async fn send(app: &App, target: &str, body: impl Into<Body>) -> (u16, Value) {
        let request = HttpRequest::post("/")
            .header("x-amz-target", target)
            .body(body.into())
            .unwrap();
        let response = router(app.clone()).oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        assert_eq!(head.headers["content-type"], CONTENT_TYPE);
        assert!(head.headers.contains_key("x-amzn-requestid"));
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        let error = head.headers.get("x-amzn-errortype");
        let error = error.map_or(Value::Null, |name| name.to_str().unwrap().into());
        assert_eq!(body["__type"], error);
        (head.status.as_u16(), body)
    }

    async fn refusal(app: &App, target: &str, body: impl Into<Body>) -> (u16, String) {
        let (status, body) = send(app, target, body).await;
        (status, body["__type"].as_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn every_operation_refuses_bad_input_in_the_services_form() {
        let app = memory();
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        for entry in OPERATIONS {
            let target = entry.target();
            for (body, expected) in [
                ("", "SerializationException"),
                ("{", "SerializationException"),
                ("[]", "SerializationException"),
                ("null", "SerializationException"),
                (deep.as_str(), "SerializationException"),
                ("{}", "InvalidParameterException"),
            ] {
                let refusal = refusal(&app, &target, body.to_owned()).await;
                assert_eq!(refusal, (400, expected.to_owned()), "{target} {body:.20}");
            }
        }
    }

    #[tokio::test]
    async fn a_body_that_is_too_large_is_refused() {
        let target = "AWSCognitoIdentityProviderService.GetUser";
        let refusal = refusal(&memory(), target, " ".repeat(BODY_LIMIT + 1)).await;
        assert_eq!(refusal, (413, "RequestEntityTooLargeException".to_owned()));
    }

    #[tokio::test]
    async fn unknown_operations_are_said_to_be_unknown() {
        for target in [
            "",
            "GetUser",
            "AWSCognitoIdentityProviderService.Nope",
            "Other.GetUser",
        ] {
            let refusal = refusal(&memory(), target, "{}").await;
            let expected = "UnknownOperationException".to_owned();
            assert_eq!(refusal, (400, expected), "{target}");
        }
    }
}
