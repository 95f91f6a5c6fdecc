//! The client's way to the network outside a browser.

use std::time::Duration;

use reqwest::RequestBuilder;
use vestibule::aws::{self, Answer};
use vestibule::cognito::Transport;
use vestibule::cognito::transport::{Reply, TransportError};

/// Plain HTTP.
#[derive(Clone, Debug, Default)]
pub(super) struct HttpTransport(reqwest::Client);

impl HttpTransport {
    async fn exchange(request: RequestBuilder) -> Result<Reply, TransportError> {
        let response = request.send().await.map_err(unreachable)?;
        let error_type = response.headers().get("x-amzn-errortype");
        Ok(Reply {
            status: response.status().as_u16(),
            error_type: error_type.and_then(|name| Some(name.to_str().ok()?.to_owned())),
            body: response.text().await.map_err(unreachable)?,
        })
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unreachable(error: reqwest::Error) -> TransportError {
    TransportError::Unreachable(error.to_string())
}

impl Transport for HttpTransport {
    async fn post(&self, url: &str, target: &str, body: String) -> Result<Reply, TransportError> {
        let request = self.0.post(url).header("x-amz-target", target);
        Self::exchange(request.body(body)).await
    }

    fn post_unawaited(&self, url: &str, target: &str, body: String) {
        let request = self.0.post(url).header("x-amz-target", target).body(body);
        tokio::spawn(request.send());
    }

    async fn pause(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

impl aws::Transport for HttpTransport {
    async fn send(&self, request: &aws::Request) -> Result<Answer, TransportError> {
        let method = request.method.parse().unwrap_or_default();
        let builder = self.0.request(method, &request.url);
        let headers = request.headers.iter();
        let builder = headers.fold(builder, |builder, (name, value)| {
            builder.header(*name, value)
        });
        let reply = Self::exchange(builder.body(request.body.clone())).await?;
        Ok(Answer { reply, date: None })
    }
}
