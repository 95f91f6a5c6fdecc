//! Keys, tokens, an issuer and a server, all of them real.

mod issuer;
pub(crate) mod log;
mod server;
mod signing_key;
mod token;

use std::future::Future;
use std::time::Duration;

use backend::{KeySource, KeyStore, RefreshPolicy, UserPool, Verifier};

pub(crate) use issuer::{Answer, Issuer};
pub(crate) use server::{APP, Server, exchange};
pub(crate) use signing_key::{FIRST, SECOND, STRANGER, SigningKey, encode};
pub(crate) use token::{
    access_claims, admitted_token, compact, compact_bytes, header, id_claims, now, token_of,
};

/// Whose tokens count.
pub(crate) const ISSUER: &str = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI";
/// The app client whose tokens count.
pub(crate) const CLIENT: &str = "1h57kf5cpq17m0eml12EXAMPLE";
/// Stands in every token, and must stand in no reply to a refused one and in no log.
pub(crate) const MARKER: &str = "planted";

/// What is waited for comes within this time, even on a busy machine.
const DEADLINE: Duration = Duration::from_secs(10);

pub(crate) async fn soon<T>(event: impl Future<Output = T>) -> T {
    let result = tokio::time::timeout(DEADLINE, event).await;
    result.expect("nothing happened for a long time")
}

/// Waits until that is so.
pub(crate) async fn until(condition: impl AsyncFn() -> bool) {
    soon(async {
        while !condition().await {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
    .await;
}

pub(crate) fn pool() -> UserPool {
    UserPool::with_issuer(ISSUER.parse().unwrap(), [CLIENT.to_owned()])
}

pub(crate) async fn verifier(issuer: &Issuer) -> Verifier {
    verifier_with(issuer, RefreshPolicy::default()).await
}

pub(crate) async fn verifier_with(issuer: &Issuer, policy: RefreshPolicy) -> Verifier {
    let source = KeySource::Url(issuer.jwks_url());
    let keys = KeyStore::open(source, policy).await.unwrap();
    Verifier::new(pool(), keys)
}

/// A policy for tests where time is the subject.
pub(crate) fn pause_of(milliseconds: u64) -> RefreshPolicy {
    RefreshPolicy {
        pause: Duration::from_millis(milliseconds),
        ..RefreshPolicy::default()
    }
}
