//! The keys at hand, and when to ask for them again.

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use arc_swap::ArcSwap;
use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};
use tokio::time::{Instant, sleep};
use tracing::{Instrument as _, info, warn};

use super::source::Loader;
use super::{KeySet, KeySource, LoadError, PublicKey};
use crate::Issuer;

/// When keys are fetched again.
#[derive(Debug, Clone, Copy)]
pub struct RefreshPolicy {
    /// How long after a fetch in vain nothing is fetched for an unknown `kid`. Whoever forges them causes one fetch in this
    /// time; a key that the issuer begins to use within it is unknown until it is over. A fetch that brings a new key starts
    /// no pause.
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
pub struct KeyStore(Arc<Keys>);

#[derive(Debug)]
struct Keys {
    loader: Loader,
    policy: RefreshPolicy,
    set: ArcSwap<KeySet>,
    fetching: Mutex<Fetching>,
}

/// What there is to know about fetches.
#[derive(Debug, Default)]
struct Fetching {
    /// The last one. As long as it is under way, all who need a key wait for it.
    last: Option<Fetch>,
    /// Whether it failed.
    failed: bool,
    /// When it ended, if it was in vain.
    in_vain: Option<Instant>,
}

type Fetch = Shared<BoxFuture<'static, ()>>;

/// Why there is no key for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// The issuer's set does not have it.
    Unknown,
    /// The issuer could not be asked.
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
    /// What waiting would not mend: a file without a usable key set, an issuer that knows no such pool.
    pub async fn open(source: KeySource, policy: RefreshPolicy) -> Result<Self, LoadError> {
        let keys = Arc::new(Keys {
            loader: Loader::new(source)?,
            policy,
            set: ArcSwap::default(),
            fetching: Mutex::default(),
        });
        match keys.loader.load().await {
            Ok(set) => keys.replace(set),
            Err(error) if keys.loader.would_repeat(&error) => return Err(error),
            Err(error) => keys.note_failure(&error),
        }
        tokio::spawn(keep_fresh(Arc::downgrade(&keys), policy));
        Ok(Self(keys))
    }

    /// Whether there are keys to verify tokens with.
    pub fn is_ready(&self) -> bool {
        !self.0.set.load().is_empty()
    }

    /// The key of that name; fetched if it is new.
    pub(crate) async fn key(&self, kid: &str) -> Result<PublicKey, NoKey> {
        if let Some(key) = self.0.set.load().get(kid) {
            return Ok(key.clone());
        }
        if let Some(fetch) = self.0.fetch_if_due() {
            fetch.await;
        }
        match self.0.set.load().get(kid) {
            Some(key) => Ok(key.clone()),
            None if self.0.fetching().failed => Err(NoKey::Unavailable),
            None => Err(NoKey::Unknown),
        }
    }
}

impl Keys {
    /// A fetch for the sake of a key that is missing: the one under way, or a new one unless there is a pause.
    fn fetch_if_due(self: &Arc<Self>) -> Option<Fetch> {
        let fetching = self.fetching();
        let pausing = fetching
            .in_vain
            .is_some_and(|end| end.elapsed() < self.policy.pause);
        let under_way = fetching.under_way();
        match under_way {
            Some(fetch) => Some(fetch),
            None if pausing => None,
            None => Some(self.start(fetching)),
        }
    }

    fn fetch(self: &Arc<Self>) -> Fetch {
        let fetching = self.fetching();
        let under_way = fetching.under_way();
        under_way.unwrap_or_else(|| self.start(fetching))
    }

    /// Begins a fetch in a task of its own: that one who waits hangs up must not end what others wait for.
    fn start(self: &Arc<Self>, mut fetching: MutexGuard<'_, Fetching>) -> Fetch {
        let keys = Arc::clone(self);
        let task = tokio::spawn(async move { keys.load().await }.in_current_span());
        // Should the task be lost, the keys are what they were.
        let fetch = task.map(|_| ()).boxed().shared();
        fetching.last = Some(fetch.clone());
        fetch
    }

    /// Replaces the keys by those of the source; if there are none, the old ones stay.
    async fn load(&self) {
        match self.loader.load().await {
            Ok(set) => self.replace(set),
            Err(error) => self.note_failure(&error),
        }
    }

    fn replace(&self, set: KeySet) {
        info!(count = set.len(), "keys loaded");
        let has_new = set.has_key_beyond(&self.set.load());
        self.set.store(Arc::new(set));
        let mut fetching = self.fetching();
        fetching.failed = false;
        fetching.in_vain = (!has_new).then(Instant::now);
    }

    fn note_failure(&self, error: &LoadError) {
        warn!(error = error as &dyn Error, "keys not loaded");
        let mut fetching = self.fetching();
        fetching.failed = true;
        fetching.in_vain = Some(Instant::now());
    }

    fn fetching(&self) -> MutexGuard<'_, Fetching> {
        self.fetching.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Fetching {
    fn under_way(&self) -> Option<Fetch> {
        self.last.clone().filter(|fetch| fetch.peek().is_none())
    }
}

/// Renews the keys until the store is gone: when they have grown old, and after a pause when they could not be had.
async fn keep_fresh(keys: Weak<Keys>, policy: RefreshPolicy) {
    loop {
        let Some(failed) = keys.upgrade().map(|keys| keys.fetching().failed) else {
            return;
        };
        let due = if failed { policy.pause } else { policy.max_age };
        sleep(due.max(SHORTEST_WAIT)).await;
        let Some(fetch) = keys.upgrade().map(|keys| keys.fetch()) else {
            return;
        };
        fetch.await;
    }
}
