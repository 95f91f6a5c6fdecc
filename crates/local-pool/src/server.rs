//! The routes, and serving them.

use std::future::{Future, IntoFuture as _};
use std::time::Duration;

use axum::routing::get;
use axum::{Router, middleware};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::app::App;
use crate::sts;
use crate::wire::{dispatch, loopback};
use crate::{hosted, pages};

/// How long requests that have begun may take to end once the server is asked to stop.
const LAST_CALL: Duration = Duration::from_secs(2);

/// Every address of the server.
pub fn router(app: App) -> Router {
    let services = get(pages::index::show).post(dispatch::post);
    let sts = middleware::from_fn_with_state(app.clone(), sts::take);
    Router::new()
        .route("/", services.layer(sts))
        .route("/healthz", get(|| async { "ok" }))
        .route("/mailbox", get(pages::mailbox::page))
        .route("/mailbox/messages", get(pages::mailbox::messages))
        .route("/{pool_id}/.well-known/jwks.json", get(pages::jwks::show))
        .merge(hosted::endpoints())
        .fallback(pages::missing::address)
        .method_not_allowed_fallback(pages::missing::method)
        .layer(middleware::from_fn(loopback::guard))
        .merge(hosted::pages())
        .layer(loopback::cors())
        .with_state(app)
}

/// Serves on `listener` until `shutdown` is ready; requests that have begun are answered, if they end within 2 s.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    app: App,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let server = axum::serve(listener, router(app)).with_graceful_shutdown(async move {
        shutdown.await;
        // Nobody listens any more if the server has ended.
        let _ = stopping.send(());
    });
    let last_call = async {
        // The sender is gone if the server has ended, which its own branch tells.
        let _ = stopped.await;
        sleep(LAST_CALL).await;
    };
    tokio::select! {
        result = server.into_future() => result,
        () = last_call => Ok(()),
    }
}
