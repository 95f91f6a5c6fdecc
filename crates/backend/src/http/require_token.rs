//! A good token for everything behind it.

use std::convert::Infallible;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use futures_util::future::BoxFuture;
use tower::{Layer, Service};

use super::extract::admit;
use crate::{Requirement, Verifier};

/// A layer that lets requests with a good token through, with their [`Claims`](crate::Claims) among the request's extensions:
/// handlers behind it take `Extension<Claims>`, which does not verify the token a second time.
#[derive(Debug, Clone)]
pub struct RequireToken {
    verifier: Verifier,
    requirement: Requirement,
}

impl RequireToken {
    /// Asks for a token that `verifier` admits.
    pub fn new(verifier: Verifier) -> Self {
        Self {
            verifier,
            requirement: Requirement::default(),
        }
    }

    /// Asks for more than that.
    #[must_use]
    pub fn with(mut self, requirement: Requirement) -> Self {
        self.requirement = requirement;
        self
    }
}

impl<S> Layer<S> for RequireToken {
    type Service = TokenRequired<S>;

    fn layer(&self, inner: S) -> TokenRequired<S> {
        TokenRequired {
            inner,
            gate: self.clone(),
        }
    }
}

/// What [`RequireToken`] makes of a service.
#[derive(Debug, Clone)]
pub struct TokenRequired<S> {
    inner: S,
    gate: RequireToken,
}

impl<S> Service<Request> for TokenRequired<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        // What has been asked whether it is ready is what must be called (tower's documentation of `Service`).
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        let gate = self.gate.clone();
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            let admitted = admit(&gate.verifier, &gate.requirement, &parts).await;
            let claims = match admitted {
                Ok(claims) => claims,
                Err(refusal) => return Ok(refusal.into_response()),
            };
            parts.extensions.insert(claims);
            inner.call(Request::from_parts(parts, body)).await
        })
    }
}
