//! The routes, and serving them.

use std::future::Future;

use axum::routing::get;
use axum::{Router, middleware};
use tokio::net::TcpListener;

use crate::app::App;
use crate::pages;
use crate::wire::{dispatch, loopback};

/// Every address of the server.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(pages::index::show).post(dispatch::post))
        .route("/healthz", get(|| async { "ok" }))
        .route("/mailbox", get(pages::mailbox::page))
        .route("/mailbox/messages", get(pages::mailbox::messages))
        .route("/{pool_id}/.well-known/jwks.json", get(pages::jwks::show))
        .layer(middleware::from_fn(loopback::guard))
        .layer(loopback::cors())
        .with_state(app)
}

/// Serves on `listener` until `shutdown` is ready; requests that have begun are answered.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router(app))
        .with_graceful_shutdown(shutdown)
        .await
}
