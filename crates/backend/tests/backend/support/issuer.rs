//! An issuer of keys on this machine, whose answer can be changed while it runs.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CONNECTION, LOCATION};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, stream};
use serde_json::{Value, json};
use tokio::net::TcpSocket;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

use super::{SigningKey, soon};

/// What the issuer says to whoever asks for the keys.
#[derive(Clone)]
pub(crate) enum Answer {
    Body(StatusCode, Bytes),
    Redirect(Url),
    /// The beginning of a key set, and then nothing for ever.
    Endless,
}

impl Answer {
    pub(crate) fn keys(keys: &[&SigningKey]) -> Self {
        let keys: Vec<_> = keys.iter().map(|key| key.jwk()).collect();
        Self::key_set(&keys)
    }

    pub(crate) fn key_set(keys: &[Value]) -> Self {
        Self::text(json!({ "keys": keys }).to_string())
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Body(StatusCode::OK, Bytes::from(text.into()))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let close = [(CONNECTION, "close")];
        match self {
            Self::Body(status, body) => (status, close, body).into_response(),
            Self::Redirect(url) => {
                (StatusCode::FOUND, close, [(LOCATION, url.to_string())]).into_response()
            }
            Self::Endless => {
                let beginning = stream::iter([Ok::<_, Infallible>(r#"{"keys": ["#)]);
                let body = Body::from_stream(beginning.chain(stream::pending()));
                (close, body).into_response()
            }
        }
    }
}

pub(crate) struct Issuer {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Bound, so that nobody else gets the port, and not listening: connections are refused.
    reserved: Option<TcpSocket>,
    server: Option<JoinHandle<()>>,
}

struct Shared {
    answer: Mutex<Answer>,
    fetches: watch::Sender<usize>,
    held: watch::Sender<bool>,
}

impl Issuer {
    /// Starts one that publishes those keys.
    pub(crate) fn with_keys(keys: &[&SigningKey]) -> Self {
        let mut issuer = Self::refusing(Answer::keys(keys));
        issuer.listen();
        issuer
    }

    /// One that refuses connections until it listens.
    pub(crate) fn refusing(answer: Answer) -> Self {
        let (reserved, address) = reserve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
        Self {
            address,
            shared: Arc::new(Shared {
                answer: Mutex::new(answer),
                fetches: watch::Sender::new(0),
                held: watch::Sender::new(false),
            }),
            reserved: Some(reserved),
            server: None,
        }
    }

    pub(crate) fn listen(&mut self) {
        let listener = self.reserved.take().unwrap().listen(128).unwrap();
        let app = Router::new().fallback(answer);
        let app = app.with_state(Arc::clone(&self.shared));
        self.server = Some(tokio::spawn(async {
            axum::serve(listener, app).await.unwrap();
        }));
    }

    /// From now on connections are refused.
    pub(crate) async fn hang_up(&mut self) {
        let server = self.server.take().unwrap();
        server.abort();
        assert!(server.await.unwrap_err().is_cancelled());
        self.reserved = Some(reserve(self.address).0);
    }

    pub(crate) fn jwks_url(&self) -> Url {
        let url = format!("http://{}/pool/.well-known/jwks.json", self.address);
        url.parse().unwrap()
    }

    pub(crate) fn answer(&self, answer: Answer) {
        *self.shared.answer.lock().unwrap() = answer;
    }

    /// How often it has been asked.
    pub(crate) fn fetches(&self) -> usize {
        *self.shared.fetches.borrow()
    }

    /// Waits until it has been asked that often.
    pub(crate) async fn fetched(&self, times: usize) {
        let mut fetches = self.shared.fetches.subscribe();
        soon(fetches.wait_for(|fetches| *fetches >= times))
            .await
            .unwrap();
    }

    /// Keeps whoever asks waiting.
    pub(crate) fn hold(&self) {
        self.shared.held.send_replace(true);
    }

    pub(crate) fn release(&self) {
        self.shared.held.send_replace(false);
    }
}

fn reserve(address: SocketAddr) -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

async fn answer(State(shared): State<Arc<Shared>>) -> Response {
    shared.fetches.send_modify(|fetches| *fetches += 1);
    let mut held = shared.held.subscribe();
    held.wait_for(|held| !held).await.unwrap();
    let answer = shared.answer.lock().unwrap().clone();
    answer.into_response()
}
