//! Where a key set comes from.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode};
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;
use url::Url;

use super::{KeySet, KeySetError};
use crate::issuer::is_this_machine;

/// The longest key set that is read, in bytes. Cognito's have less than a thousand.
pub const MAX_KEY_SET_LENGTH: usize = 64 * 1024;

/// The issuer must accept the connection within this time.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(2);
/// The issuer's whole answer must be there within this time.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Where a key set comes from.
#[derive(Debug, Clone)]
pub enum KeySource {
    /// A file, such as a copy of the issuer's `jwks.json`. It is read again when a token names a key that is not in it.
    File(PathBuf),
    /// An issuer's [`jwks_url`](crate::Issuer::jwks_url).
    Url(Url),
}

/// Why a key set could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be read.
    #[error("cannot read the keys from {}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The issuer does not answer in time, or not at all.
    #[error("cannot fetch the keys from {url}")]
    Request {
        /// The issuer's address.
        url: Url,
        /// What went wrong.
        source: reqwest::Error,
    },
    /// The issuer answers something else.
    #[error("cannot fetch the keys from {url}: it answers {status}")]
    Status {
        /// The issuer's address.
        url: Url,
        /// The answer's status.
        status: StatusCode,
    },
    /// What came is longer than [`MAX_KEY_SET_LENGTH`].
    #[error("the key set is longer than {MAX_KEY_SET_LENGTH} bytes")]
    TooLong,
    /// What came is not a usable key set.
    #[error(transparent)]
    KeySet(#[from] KeySetError),
    /// There is no way to send requests at all.
    #[error("cannot set up an HTTP client")]
    Client(#[source] reqwest::Error),
}

/// A source that is ready to be asked.
#[derive(Debug)]
pub(super) enum Loader {
    File(PathBuf),
    Url(Client, Url),
}

impl Loader {
    pub(super) fn new(source: KeySource) -> Result<Self, LoadError> {
        match source {
            KeySource::File(path) => Ok(Self::File(path)),
            KeySource::Url(url) => {
                let client = client_for(&url).map_err(LoadError::Client)?;
                Ok(Self::Url(client, url))
            }
        }
    }

    /// Whether asking again would bring the same: a file does not mend itself, and an issuer that answers so knows no such pool.
    pub(super) fn would_repeat(&self, error: &LoadError) -> bool {
        match (self, error) {
            (Self::File(_), _) => true,
            (Self::Url(..), LoadError::Status { status, .. }) => {
                matches!(*status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND)
            }
            (Self::Url(..), _) => false,
        }
    }

    pub(super) async fn load(&self) -> Result<KeySet, LoadError> {
        let json = match self {
            Self::File(path) => read(path).await?,
            Self::Url(client, url) => fetch(client, url).await?,
        };
        Ok(KeySet::parse(&json)?)
    }
}

/// Neither a redirect nor, where nothing protects the keys but that they stay on this machine, a proxy from the environment
/// may let somebody else than the issuer say which keys count.
fn client_for(url: &Url) -> reqwest::Result<Client> {
    let client = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(TIMEOUT)
        .redirect(Policy::none());
    let client = if is_this_machine(url) {
        client.no_proxy()
    } else {
        client
    };
    client.build()
}

async fn read(path: &PathBuf) -> Result<Vec<u8>, LoadError> {
    let error = |source| LoadError::File {
        path: path.clone(),
        source,
    };
    let file = File::open(path).await.map_err(error)?;
    let mut json = Vec::new();
    // Pipes and devices do not say how long they are.
    let mut file = file.take(MAX_KEY_SET_LENGTH as u64 + 1);
    file.read_to_end(&mut json).await.map_err(error)?;
    if json.len() > MAX_KEY_SET_LENGTH {
        return Err(LoadError::TooLong);
    }
    Ok(json)
}

async fn fetch(client: &Client, url: &Url) -> Result<Vec<u8>, LoadError> {
    let error = |source: reqwest::Error| LoadError::Request {
        url: url.clone(),
        source: source.without_url(),
    };
    let mut response = client.get(url.clone()).send().await.map_err(error)?;
    let status = response.status();
    if status != StatusCode::OK {
        let url = url.clone();
        return Err(LoadError::Status { url, status });
    }
    let mut json = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(error)? {
        if json.len() + chunk.len() > MAX_KEY_SET_LENGTH {
            return Err(LoadError::TooLong);
        }
        json.extend_from_slice(&chunk);
    }
    Ok(json)
}
