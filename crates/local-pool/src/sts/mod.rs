//! The Security Token Service: who the holder of temporary credentials is. It takes requests that are signed with
//! Signature Version 4 (IAM user guide, "Create a signed AWS API request"), in a header or in the query.

mod authorization;
mod caller;
mod canonical;
mod query;
mod refusal;
mod reply;
mod signature;
mod verify;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, header};
use axum::middleware::Next;

use self::caller::CallerIdentity;
use self::query::Query;
use self::refusal::Refusal;
use self::verify::SignedRequest;
use crate::app::App;
use crate::wire::dispatch;

const ACTION: &str = "GetCallerIdentity";
const VERSION: &str = "2011-06-15";

/// Answers requests in the form of this service, and lets others pass.
pub(crate) async fn take(State(app): State<App>, request: Request, next: Next) -> Response<Body> {
    if !is_for_this_service(&request) {
        return next.run(request).await;
    }
    let form = reply::Form::wanted(request.headers());
    let result = answer(app, request).await;
    match &result {
        Ok(_) => tracing::info!("{ACTION}: done"),
        Err(Refusal::Failed(failure)) => tracing::error!("security token service: {failure}"),
        Err(refusal) => tracing::info!("security token service: {}", refusal.code()),
    }
    form.reply(&result)
}

/// The form of the query protocol: operation and parameters in a form, or in the query of the address.
fn is_for_this_service(request: &Request) -> bool {
    let headers = request.headers();
    let has_action = || query_of(request).get("Action").is_some();
    match *request.method() {
        Method::POST => !headers.contains_key("x-amz-target") && (is_form(headers) || has_action()),
        Method::GET => has_action(),
        _ => false,
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .map(|kind| kind.as_bytes().to_ascii_lowercase());
    kind.is_some_and(|kind| kind.starts_with(b"application/x-www-form-urlencoded"))
}

fn query_of(request: &Request) -> Query {
    Query::parse(request.uri().query().unwrap_or_default())
}

async fn answer(app: App, request: Request) -> Result<CallerIdentity, Refusal> {
    let (method, query) = (request.method().clone(), query_of(&request));
    let headers = request.headers().clone();
    let body = dispatch::body(request).await?;
    let form = if is_form(&headers) {
        Query::parse_form(&body)
    } else {
        Query::default()
    };
    check_operation(|name| form.get(name).or_else(|| query.get(name)))?;
    let signed = SignedRequest {
        method,
        query,
        headers,
        body,
    };
    let task = tokio::task::spawn_blocking(move || {
        app.run(|cx| {
            let credentials = verify::verify(cx, &signed);
            Ok(credentials.and_then(|credentials| CallerIdentity::of(cx, &credentials)))
        })
    });
    task.await
        .map_err(|error| Refusal::Failed(error.into()))??
}

fn check_operation<'p>(parameter: impl Fn(&str) -> Option<&'p str>) -> Result<(), Refusal> {
    let action = parameter("Action").ok_or(Refusal::MissingAction)?;
    let version = parameter("Version").unwrap_or_default();
    if (action, version) == (ACTION, VERSION) {
        return Ok(());
    }
    Err(Refusal::InvalidAction {
        action: action.to_owned(),
        version: version.to_owned(),
    })
}
