//! The keys at hand, and when to ask for them again.

use std::error::Error;
use std::sync::{Arc, Weak};
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};
use tracing::{info, warn};

use super::source::Loader;
use super::{KeySet, KeySource, LoadError, PublicKey};
use crate::Issuer;

/// When keys are fetched again.
#[derive(Debug, Clone, Copy)]
pub struct RefreshPolicy {
    /// How long after a fetch in vain nothing is fetched for an unknown `kid`. Whoever forges them causes one fetch in this
    /// time, and a key that the issuer has just begun to use waits no longer than that. A fetch that brings the key it was
    /// made for starts no pause.
    pub pause: Duration,
    /// How long keys are used before they are fetched anew, so that a key that the issuer has withdrawn does not count for ever.
    pub max_age: Duration,
}

impl Default for RefreshPolicy {
    /// 5 seconds; 1 hour.
    fn default() -> Self {
        Self {
            pause: Duration::from_secs(5),
            max_age: Duration::from_hours(1),
        }
    }
}

/// However short the policy's times are, the issuer gets a rest.
const SHORTEST_WAIT: Duration = Duration::from_millis(10);

/// The keys of an issuer: the last good set that could be had, however long ago.
#[derive(Debug, Clone)]
pub struct KeyStore(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    loader: Loader,
    policy: RefreshPolicy,
    keys: ArcSwap<KeySet>,
    /// Held while keys are fetched, so that there is one fetch for all who wait; keeps when the last one was in vain.
    fetching: Mutex<Option<Instant>>,
}

/// Why there is no key for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// The issuer's set does not have it.
    Unknown,
    /// There is no set at all.
    Unavailable,
}

impl KeyStore {
    /// The keys that an issuer publishes, with the default [`RefreshPolicy`].
    ///
    /// # Errors
    /// See [`open`](Self::open).
    pub async fn of_issuer(issuer: &Issuer) -> Result<Self, LoadError> {
        let source = KeySource::Url(issuer.jwks_url().clone());
        Self::open(source, RefreshPolicy::default()).await
    }

    /// Gets the keys, and goes on renewing them for as long as the store is in use.
    ///
    /// An issuer that does not answer now is asked again and again; until then [`is_ready`](Self::is_ready) says no.
    ///
    /// # Errors
    /// If a file does not hold a usable key set, which waiting would not mend.
    pub async fn open(source: KeySource, policy: RefreshPolicy) -> Result<Self, LoadError> {
        let shared = Arc::new(Shared {
            loader: Loader::new(source)?,
            policy,
            keys: ArcSwap::default(),
            fetching: Mutex::default(),
        });
        let loaded = shared.load().await;
        let fresh = loaded.is_ok();
        if matches!(shared.loader, Loader::File(_)) {
            loaded?;
        }
        tokio::spawn(keep_fresh(Arc::downgrade(&shared), policy, fresh));
        Ok(Self(shared))
    }

    /// Whether there are keys to verify tokens with.
    pub fn is_ready(&self) -> bool {
        !self.0.keys.load().is_empty()
    }

    /// The key of that name; fetched if it is new.
    pub(crate) async fn key(&self, kid: &str) -> Result<PublicKey, NoKey> {
        if let Some(key) = self.0.keys.load().get(kid) {
            return Ok(key.clone());
        }
        if !self.0.is_pausing() {
            let (shared, kid) = (Arc::clone(&self.0), kid.to_owned());
            // A task of its own: that the caller hangs up must not abort what others wait for. Should it be lost, the keys are
            // what they were.
            let _ = tokio::spawn(async move { shared.look_for(&kid).await }).await;
        }
        let keys = self.0.keys.load();
        match keys.get(kid) {
            Some(key) => Ok(key.clone()),
            None if keys.is_empty() => Err(NoKey::Unavailable),
            None => Err(NoKey::Unknown),
        }
    }
}

impl Shared {
    /// Fetches the keys for the sake of one that is missing, unless they came or proved unavailable while others asked.
    async fn look_for(&self, kid: &str) {
        let mut last_in_vain = self.fetching.lock().await;
        if self.has(kid) || self.within_pause(*last_in_vain) {
            return;
        }
        // The error has been logged, and the next to ask is told by the pause.
        let _ = self.load().await;
        *last_in_vain = (!self.has(kid)).then(Instant::now);
    }

    /// Replaces the keys by those of the source; if there are none, the old ones stay.
    async fn load(&self) -> Result<(), LoadError> {
        match self.loader.load().await {
            Ok(keys) => {
                info!(count = keys.len(), "keys loaded");
                self.keys.store(Arc::new(keys));
                Ok(())
            }
            Err(error) => {
                warn!(error = &error as &dyn Error, "keys not loaded");
                Err(error)
            }
        }
    }

    fn has(&self, kid: &str) -> bool {
        self.keys.load().get(kid).is_some()
    }

    /// Whether nothing is to be fetched now; while a fetch is under way, one waits for it.
    fn is_pausing(&self) -> bool {
        let last_in_vain = self.fetching.try_lock();
        last_in_vain.is_ok_and(|last_in_vain| self.within_pause(*last_in_vain))
    }

    fn within_pause(&self, last_in_vain: Option<Instant>) -> bool {
        last_in_vain.is_some_and(|instant| instant.elapsed() < self.policy.pause)
    }
}

/// Renews the keys until the store is gone: when they have grown old, and after a pause when they could not be had.
async fn keep_fresh(store: Weak<Shared>, policy: RefreshPolicy, mut fresh: bool) {
    loop {
        let due = if fresh { policy.max_age } else { policy.pause };
        sleep(due.max(SHORTEST_WAIT)).await;
        let Some(shared) = store.upgrade() else {
            return;
        };
        let _one_fetch = shared.fetching.lock().await;
        fresh = shared.load().await.is_ok();
    }
}
