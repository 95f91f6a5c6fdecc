//! The client's way to the network outside a browser.

use std::time::Duration;

use vestibule::cognito::Transport;
use vestibule::cognito::transport::{Reply, TransportError};

/// Plain HTTP.
#[derive(Clone, Debug, Default)]
pub(super) struct HttpTransport(reqwest::Client);

impl Transport for HttpTransport {
    async fn post(&self, url: &str, target: &str, body: String) -> Result<Reply, TransportError> {
        let unreachable = |error: reqwest::Error| TransportError::Unreachable(error.to_string());
        let request = self.0.post(url).header("x-amz-target", target).body(body);
        let response = request.send().await.map_err(unreachable)?;
        let error_type = response.headers().get("x-amzn-errortype");
        Ok(Reply {
            status: response.status().as_u16(),
            error_type: error_type.and_then(|name| Some(name.to_str().ok()?.to_owned())),
            body: response.text().await.map_err(unreachable)?,
        })
    }

    async fn pause(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
