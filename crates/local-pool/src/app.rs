//! The server's state, and the transaction in which every operation runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use crate::clock::{Clock, SystemClock, Timestamp};
use crate::crypto;
use crate::model::settings::Settings;
use crate::rules::sweep::{self, sweep};
use crate::seed::{self, AmplifyOutputs};
use crate::store::{Snapshot, Store, StoreError, Transaction};
use crate::wire::error::ApiError;

/// Where the pool's data lives.
#[derive(Clone, Debug)]
pub enum Storage {
    /// In a file of that directory, which is created if it is missing.
    Directory(PathBuf),
    /// In memory: gone when the process ends.
    Memory,
}

/// How to set up a pool.
#[derive(Clone)]
pub struct Config {
    /// Where the data lives.
    pub storage: Storage,
    /// The address under which clients reach the server, without a final slash: `http://127.0.0.1:9229`.
    /// An issuer is this, a slash, and the pool's id.
    pub base_url: String,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
    /// The pool, client and identity pool that exist from the start.
    pub seed: AmplifyOutputs,
}

impl Config {
    /// An empty pool in memory with the repository's own ids and the machine's clock.
    ///
    /// # Errors
    /// If the configuration that was compiled in is not valid.
    pub fn in_memory(base_url: impl Into<String>) -> Result<Self, seed::SeedError> {
        Ok(Self {
            storage: Storage::Memory,
            base_url: base_url.into(),
            clock: Arc::new(SystemClock),
            seed: AmplifyOutputs::built_in()?,
        })
    }
}

/// Why the pool could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process has the database open.
    #[error("the database {0} is in use by another process (is a local pool already running?)")]
    Locked(PathBuf),
    /// The directory or the database cannot be used.
    #[error("cannot open the database {0}: {1}")]
    Database(PathBuf, String),
    /// The default pool could not be set up.
    #[error("cannot set up the default pool: {0}")]
    Seed(String),
}

/// The state of a running pool. Clones share it.
#[derive(Clone)]
pub struct App(Arc<State>);

struct State {
    store: Store,
    clock: Arc<dyn Clock>,
    base_url: String,
    region: String,
    default_pool: String,
    decoy_key: [u8; 32],
    /// When the last sweep was, in seconds since the epoch.
    swept: AtomicI64,
}

impl App {
    /// Opens the database and adds what is missing of the default pool.
    ///
    /// # Errors
    /// If the database cannot be opened or written.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let store = open_store(&config.storage)?;
        let failed = |error: ApiError| OpenError::Seed(error.to_string());
        let decoy_key = decoy_key(&store).map_err(failed)?;
        let app = Self(Arc::new(State {
            store,
            clock: config.clock,
            base_url: config.base_url,
            region: config.seed.region().to_owned(),
            default_pool: config.seed.pool_id().to_owned(),
            decoy_key,
            swept: AtomicI64::new(i64::MIN),
        }));
        app.run(|cx| seed::plant(cx, &config.seed))
            .map_err(failed)?;
        Ok(app)
    }

    /// What is there to read now. Operations that run meanwhile neither wait nor are waited for.
    pub(crate) fn snapshot(&self) -> Result<Snapshot, StoreError> {
        self.0.store.snapshot()
    }

    /// Runs `operation` in a transaction of its own, which is rolled back if it is refused
    /// (unless the refusal keeps changes). Now and then, what is of no use any more is swept out before.
    pub(crate) fn run<T>(
        &self,
        operation: impl FnOnce(&Context<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let now = self.0.clock.now();
        if self.0.is_to_be_swept(now) {
            self.0.transact(now, sweep)?;
        }
        self.0.transact(now, operation)
    }
}

impl State {
    /// Whether it is time for a sweep; says so to one caller alone.
    fn is_to_be_swept(&self, now: Timestamp) -> bool {
        let last = self.swept.load(Ordering::Relaxed);
        let (now, order) = (now.seconds(), Ordering::Relaxed);
        now.saturating_sub(last) >= sweep::INTERVAL
            && self.swept.compare_exchange(last, now, order, order).is_ok()
    }

    fn transact<T>(
        &self,
        now: Timestamp,
        operation: impl FnOnce(&Context<'_>) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let tx = self.store.begin()?;
        let result = operation(&Context {
            tx: &tx,
            now,
            state: self,
        });
        match &result {
            Err(error) if !error.keeps_changes() => tx.abort()?,
            _ => tx.commit()?,
        }
        result
    }
}

fn open_store(storage: &Storage) -> Result<Store, OpenError> {
    let path = match storage {
        Storage::Memory => PathBuf::from(":memory:"),
        Storage::Directory(directory) => {
            std::fs::create_dir_all(directory)
                .map_err(|error| OpenError::Database(directory.clone(), error.to_string()))?;
            directory.join("pool.redb")
        }
    };
    let opened = match storage {
        Storage::Memory => Store::in_memory(),
        Storage::Directory(_) => Store::open(&path),
    };
    opened.map_err(|error| match error {
        redb::DatabaseError::DatabaseAlreadyOpen => OpenError::Locked(path),
        other => OpenError::Database(path, other.to_string()),
    })
}

fn decoy_key(store: &Store) -> Result<[u8; 32], ApiError> {
    let tx = store.begin()?;
    let settings = match tx.get::<Settings>(Settings::KEY)? {
        Some(settings) => settings,
        None => Settings {
            decoy_key: crypto::random()?,
        },
    };
    tx.put(&settings)?;
    tx.commit()?;
    Ok(settings.decoy_key)
}

/// What an operation works with.
pub(crate) struct Context<'a> {
    /// The transaction: all that it writes takes effect together, or not at all.
    pub(crate) tx: &'a Transaction,
    /// The time at which the operation happens.
    pub(crate) now: Timestamp,
    state: &'a State,
}

impl Context<'_> {
    /// The issuer of a pool's tokens.
    pub(crate) fn issuer(&self, pool_id: &str) -> String {
        format!("{}/{pool_id}", self.state.base_url)
    }

    /// What stands before the pool's id in an issuer of ours, without the scheme.
    pub(crate) fn host(&self) -> &str {
        let url = &self.state.base_url;
        url.split_once("://").map_or(url, |(_, host)| host)
    }

    /// The address of the server, without a final slash.
    pub(crate) fn base_url(&self) -> &str {
        &self.state.base_url
    }

    /// The pool id in an issuer of ours.
    pub(crate) fn pool_of_issuer<'i>(&self, issuer: &'i str) -> Option<&'i str> {
        issuer.strip_prefix(&self.state.base_url)?.strip_prefix('/')
    }

    /// The AWS region in whose name new pools are created.
    pub(crate) fn region(&self) -> &str {
        &self.state.region
    }

    /// Whether that is the pool that exists from the first start.
    pub(crate) fn is_default_pool(&self, pool_id: &str) -> bool {
        self.state.default_pool == pool_id
    }

    /// 32 bytes that are always the same for a topic and name, and that nobody outside can predict.
    pub(crate) fn decoy(&self, topic: &str, name: &str) -> Vec<u8> {
        crypto::hmac_sha256(&self.state.decoy_key, format!("{topic} {name}").as_bytes())
    }
}
