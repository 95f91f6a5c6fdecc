//! The resource server of the test's own, in this process.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use backend::{KeyStore, UserPool, Verifier, router, serve};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::{Pool, Site};

/// The backend that admits the users of a pool.
pub struct Backend {
    address: SocketAddr,
    verifier: Verifier,
    site: String,
    server: Option<Server>,
}

struct Server {
    stop: oneshot::Sender<()>,
    ended: JoinHandle<std::io::Result<()>>,
}

impl Backend {
    /// Starts it on a free port, for the pages of `site`, which is told where it is.
    ///
    /// # Errors
    /// If it cannot be started.
    pub async fn start(pool: &Pool, site: &Site) -> Result<Self> {
        let issuer = format!("{}{}", pool.endpoint(), pool.id()).parse()?;
        let user_pool = UserPool::with_issuer(issuer, [pool.client_id().to_owned()]);
        let keys = KeyStore::of_issuer(user_pool.issuer()).await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let mut backend = Self {
            address: listener.local_addr()?,
            verifier: Verifier::new(user_pool, keys),
            site: site.origin(),
            server: None,
        };
        backend.serve(listener)?;
        site.set_api_url(&format!("http://{}", backend.address));
        Ok(backend)
    }

    /// Takes it off the network.
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
        self.serve(TcpListener::bind(self.address).await?)
    }

    /// Admits tokens of another app client from now on, and no others.
    ///
    /// # Errors
    /// If it cannot be started anew.
    pub async fn admit_another_client_only(&mut self, pool: &Pool) -> Result<()> {
        let issuer = self.verifier.issuer().clone();
        let keys = KeyStore::of_issuer(&issuer).await?;
        let other = format!("{}other", pool.client_id());
        self.verifier = Verifier::new(UserPool::with_issuer(issuer, [other]), keys);
        self.cut_off().await?;
        self.reconnect().await
    }

    fn serve(&mut self, listener: TcpListener) -> Result<()> {
        let router = router(self.verifier.clone(), &[self.site.parse()?]);
        let (stop, stopped) = oneshot::channel::<()>();
        let ended = tokio::spawn(serve(listener, router, async {
            // Dropping the sender stops it as well.
            let _ = stopped.await;
        }));
        self.server = Some(Server { stop, ended });
        Ok(())
    }
}
