//! The browser's `fetch`, with a time limit: the one way out of the page.

use std::{fmt, time::Duration};

use futures_util::future::{Either, select};
use gloo_net::http::{Method, Request, RequestBuilder};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, RequestCache, RequestRedirect};

use crate::{
    aws, backend,
    cognito::{
        self,
        secret::AccessToken,
        transport::{Reply, TransportError},
    },
    oauth,
};

/// The browser's `fetch`.
#[derive(Debug, Clone, Copy)]
pub struct FetchTransport {
    /// How long one request may take, reply included.
    pub time_limit: Duration,
}

impl Default for FetchTransport {
    /// Ten seconds for a request.
    fn default() -> Self {
        Self {
            time_limit: Duration::from_secs(10),
        }
    }
}

impl FetchTransport {
    /// Gets a file of the app's own as it is now: it may have been exchanged since the last visit.
    ///
    /// # Errors
    /// A [`TransportError`] when no reply came.
    pub async fn file(&self, path: &str) -> Result<Reply, TransportError> {
        let request = Request::get(path).cache(RequestCache::NoCache);
        self.exchange(request, None).await
    }

    async fn exchange(
        &self,
        request: RequestBuilder,
        body: Option<String>,
    ) -> Result<Reply, TransportError> {
        Ok(self.dated_exchange(request, body).await?.0)
    }

    /// The reply, and its header `date`.
    async fn dated_exchange(
        &self,
        request: RequestBuilder,
        body: Option<String>,
    ) -> Result<(Reply, Option<String>), TransportError> {
        // `None` only where the browser is too old to abort; the time limit holds without it.
        let controller = AbortController::new().ok();
        let signal = controller.as_ref().map(AbortController::signal);
        let request = request
            .abort_signal(signal.as_ref())
            .body(body)
            .map_err(unreachable)?;
        let exchange = Box::pin(async {
            let response = request.send().await.map_err(unreachable)?;
            let reply = Reply {
                status: response.status(),
                error_type: response.headers().get("x-amzn-errortype"),
                body: response.text().await.map_err(unreachable)?,
            };
            Ok((reply, response.headers().get("date")))
        });
        match select(exchange, timeout(self.time_limit)).await {
            Either::Left((reply, _)) => reply,
            Either::Right(_) => {
                if let Some(controller) = controller {
                    controller.abort();
                }
                Err(TransportError::TimedOut)
            }
        }
    }
}

impl cognito::Transport for FetchTransport {
    async fn post(&self, url: &str, target: &str, body: String) -> Result<Reply, TransportError> {
        let request = Request::post(url)
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", target)
            .header("cache-control", "no-store")
            // What is sent is for this address alone.
            .redirect(RequestRedirect::Error);
        self.exchange(request, Some(body)).await
    }

    fn post_unawaited(&self, url: &str, target: &str, body: String) {
        let (transport, url, target) = (*self, url.to_owned(), target.to_owned());
        spawn_local(async move {
            // Nobody is left to be told.
            let _ = cognito::Transport::post(&transport, &url, &target, body).await;
        });
    }

    async fn pause(&self, duration: Duration) {
        timeout(duration).await;
    }
}

impl oauth::Transport for FetchTransport {
    async fn post_form(&self, url: &str, form: String) -> Result<Reply, TransportError> {
        let request = Request::post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Error);
        self.exchange(request, Some(form)).await
    }
}

impl backend::Transport for FetchTransport {
    async fn get(&self, url: &str, token: &AccessToken) -> Result<Reply, TransportError> {
        let request = Request::get(url)
            .header("authorization", &format!("Bearer {}", token.expose()))
            // Not as a header: the backend would have to allow it to other origins.
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Error);
        self.exchange(request, None).await
    }
}

impl aws::Transport for FetchTransport {
    async fn send(&self, request: &aws::Request) -> Result<aws::Answer, TransportError> {
        let unsent = |error: &dyn fmt::Display| TransportError::Unreachable(error.to_string());
        let method = Method::try_from(request.method).map_err(|error| unsent(&error))?;
        let builder = RequestBuilder::new(&request.url)
            .method(method)
            // Not as a header: the service would have to allow it to other origins.
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Error);
        let builder = request
            .headers
            .iter()
            .fold(builder, |builder, (name, value)| {
                builder.header(name, value)
            });
        let body = Some(request.body.clone()).filter(|body| !body.is_empty());
        let (reply, date) = self.dated_exchange(builder, body).await?;
        let date = date.map(|date| js_sys::Date::parse(&date));
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole milliseconds, far below 2^53"
        )]
        let date = date.filter(|date| date.is_finite()).map(|date| date as i64);
        Ok(aws::Answer { reply, date })
    }
}

fn timeout(duration: Duration) -> TimeoutFuture {
    TimeoutFuture::new(u32::try_from(duration.as_millis()).unwrap_or(u32::MAX))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unreachable(error: gloo_net::Error) -> TransportError {
    TransportError::Unreachable(error.to_string())
}
