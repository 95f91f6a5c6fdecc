//! What all endpoints have in common: how they are called, run, and refuse.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::{MethodFilter, MethodRouter, on};

use super::error::{Failure, OAuthError, OAuthErrorCode};
use super::page;
use super::parameters::Parameters;
use crate::app::{App, Context};
use crate::wire::error::ApiError;
use crate::wire::loopback;

/// A request of an endpoint.
pub(super) struct Call {
    /// The path of its address.
    pub(super) path: String,
    /// Its headers.
    pub(super) headers: HeaderMap,
    /// The query of its address.
    pub(super) query: Parameters,
    /// The form that was posted; empty if none was.
    pub(super) form: Parameters,
}

impl Call {
    async fn read(request: Request) -> Result<Self, OAuthError> {
        Ok(Self {
            path: request.uri().path().to_owned(),
            headers: request.headers().clone(),
            query: Parameters::of_query(request.uri().query()),
            form: if request.method() == Method::POST {
                Parameters::of_form(request).await?
            } else {
                Parameters::default()
            },
        })
    }

    /// What was typed into a field of the form; nothing if there is no such field, or two.
    pub(super) fn typed(&self, name: &'static str) -> &str {
        self.form.get(name).ok().flatten().unwrap_or_default()
    }
}

/// Turns away what is not from this machine, in a page.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    match loopback::complaint(&request) {
        Some(words) => Audience::People.refuse(&OAuthErrorCode::AccessDenied.because(words)),
        None => next.run(request).await,
    }
}

/// An endpoint: answers a request in a transaction of its own. What was written stays even if the request is refused.
type Respond = fn(&Context<'_>, &Call) -> Result<Response, Failure>;

/// Whom an endpoint talks to.
#[derive(Clone, Copy)]
enum Audience {
    People,
    Programs,
}

impl Audience {
    fn refuse(self, error: &OAuthError) -> Response {
        match self {
            Self::People => page::refusal(error),
            Self::Programs => error.respond(),
        }
    }
}

/// An endpoint for people in browsers.
pub(super) fn for_people(
    methods: MethodFilter,
    name: &'static str,
    respond: Respond,
) -> MethodRouter<App> {
    endpoint(Audience::People, methods, name, respond)
}

/// An endpoint for programs, which get JSON whatever they do wrong.
pub(super) fn for_programs(
    methods: MethodFilter,
    name: &'static str,
    respond: Respond,
) -> MethodRouter<App> {
    endpoint(Audience::Programs, methods, name, respond)
}

fn endpoint(
    audience: Audience,
    methods: MethodFilter,
    name: &'static str,
    respond: Respond,
) -> MethodRouter<App> {
    on(
        methods,
        async move |State(app): State<App>, request: Request| {
            let result = match Call::read(request).await {
                Ok(call) => run(app, audience, call, respond).await,
                Err(error) => Ok(audience.refuse(&error)),
            };
            match result {
                Ok(response) => {
                    tracing::info!("{name}: {}", response.status().as_u16());
                    response
                }
                Err(failure) => {
                    tracing::error!("{name}: {failure}");
                    let words = "The local pool failed; its log says why.";
                    audience.refuse(&OAuthErrorCode::ServerError.because(words))
                }
            }
        },
    )
}

async fn run(
    app: App,
    audience: Audience,
    call: Call,
    respond: Respond,
) -> Result<Response, ApiError> {
    let task = tokio::task::spawn_blocking(move || {
        app.run(|cx| match respond(cx, &call) {
            Err(Failure::Refused(error)) => Ok(audience.refuse(&error)),
            Err(Failure::Failed(failure)) => Err(failure),
            Ok(response) => Ok(response),
        })
    });
    task.await?
}

/// Tells people that an address does not take the method.
pub(super) async fn wrong_method_for_people() -> Response {
    Audience::People.refuse(&wrong_method())
}

/// Tells programs the same.
pub(super) async fn wrong_method_for_programs() -> Response {
    Audience::Programs.refuse(&wrong_method())
}

/// Which methods the address takes, the router adds.
fn wrong_method() -> OAuthError {
    OAuthErrorCode::InvalidRequest
        .because("This address does not take the method.")
        .with_status(StatusCode::METHOD_NOT_ALLOWED)
}
