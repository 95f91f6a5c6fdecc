//! The server under test, started as its program starts it, and called over real connections.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use backend::{Origin, Verifier, router, serve};
use reqwest::{Client, Method, RequestBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::soon;

/// The page whose scripts may call.
pub(crate) const APP: &str = "https://app.example.com";

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    client: Client,
    stop: oneshot::Sender<()>,
    task: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Its own routes, for scripts of [`APP`].
    pub(crate) async fn start(verifier: Verifier) -> Self {
        let app: Origin = APP.parse().unwrap();
        Self::start_with(router(verifier, &[app])).await
    }

    pub(crate) async fn start_with(router: Router) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, router, async {
            // A test that is over stops its server as well.
            let _ = stopped.await;
        }));
        Self {
            address,
            client: Client::builder().no_proxy().build().unwrap(),
            stop,
            task,
        }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.address);
        self.client.request(method, url)
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.request(Method::GET, path)
    }

    /// Asks it to stop.
    pub(crate) fn stop(self) -> JoinHandle<io::Result<()>> {
        self.stop.send(()).unwrap();
        self.task
    }
}

/// Sends bytes as they are, and reads until the server closes the connection.
pub(crate) async fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let mut connection = TcpStream::connect(address).await.unwrap();
    // A server that refuses a request may close the connection before it has read all of it.
    let _ = connection.write_all(request).await;
    let mut reply = Vec::new();
    let _ = soon(connection.read_to_end(&mut reply)).await;
    String::from_utf8(reply).unwrap()
}
