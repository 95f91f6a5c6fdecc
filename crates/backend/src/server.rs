//! Serving, with limits.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum_server::accept::NoDelayAcceptor;
use axum_server::{Handle, Server};
use hyper_util::rt::TokioTimer;
use tokio::net::TcpListener;

/// The largest head of a request, in bytes: a token of the greatest length fits in twice.
const MAX_HEAD_LENGTH: usize = 48 * 1024;
/// The most headers that a request may have.
const MAX_HEADERS: usize = 64;
/// How long the head of a request may take; also how long a connection may be idle.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long requests that have begun may take to end once the server is asked to stop.
const LAST_CALL: Duration = Duration::from_secs(10);

/// Serves on `listener` until `shutdown` is ready; requests that have begun are answered, if they end within 10 s.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::<SocketAddr>::new();
    let mut server = Server::from_listener(listener)
        .acceptor(NoDelayAcceptor::new())
        .handle(handle.clone())
        .http1_only();
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_LENGTH);
    tokio::spawn(async move {
        shutdown.await;
        handle.graceful_shutdown(Some(LAST_CALL));
    });
    server.serve(router.into_make_service()).await
}
