//! A pool of the test's own, in this process.

mod calls;

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use axum::middleware;
use local_pool::{AmplifyOutputs, App, Config, router};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::Wire;

/// A local pool with nobody in it.
pub struct Pool {
    address: SocketAddr,
    ids: AmplifyOutputs,
    app: App,
    wire: Wire,
    http: reqwest::Client,
    server: Option<Server>,
}

struct Server {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Pool {
    /// Starts an empty pool on a free port.
    ///
    /// # Errors
    /// If it cannot be started.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let config = Config::in_memory(format!("http://{address}"))?;
        let mut pool = Self {
            address,
            ids: config.seed.clone(),
            app: App::open(config)?,
            wire: Wire::default(),
            http: reqwest::Client::new(),
            server: None,
        };
        pool.serve(listener);
        Ok(pool)
    }

    /// Where it answers.
    pub fn endpoint(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The id of the user pool.
    pub fn id(&self) -> &str {
        self.ids.user_pool_id()
    }

    /// The id of the app client.
    pub fn client_id(&self) -> &str {
        self.ids.client_id()
    }

    /// The way that the pages' requests take.
    pub fn wire(&self) -> &Wire {
        &self.wire
    }

    /// Takes the pool off the network; what it knows, it keeps.
    ///
    /// # Errors
    /// If it failed before.
    pub async fn cut_off(&mut self) -> Result<()> {
        if let Some(Server { stop, ended }) = self.server.take() {
            // Nobody listens any more if it failed; that shows in the next line.
            let _ = stop.send(());
            ended.await??;
        }
        Ok(())
    }

    /// Brings it back to the same address.
    ///
    /// # Errors
    /// If the address was taken meanwhile.
    pub async fn reconnect(&mut self) -> Result<()> {
        let listener = TcpListener::bind(self.address).await?;
        self.serve(listener);
        Ok(())
    }

    fn serve(&mut self, listener: TcpListener) {
        let watch = middleware::from_fn_with_state(self.wire.clone(), Wire::watch);
        let router = router(self.app.clone()).layer(watch);
        let (stop, stopped) = oneshot::channel::<()>();
        let served = axum::serve(listener, router).with_graceful_shutdown(async {
            // Dropping the sender stops it as well.
            let _ = stopped.await;
        });
        let ended = tokio::spawn(async move { served.await });
        self.server = Some(Server { stop, ended });
    }
}
