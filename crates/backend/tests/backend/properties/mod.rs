//! What holds for every token, request and key set that chance brings forth.

mod claims;
mod key_sets;
mod requests;
mod tokens;

use std::sync::LazyLock;

use axum::Router;
use backend::{Claims, Verifier, VerifyError, router};
use proptest::test_runner::Config;
use tokio::runtime::{Builder, Runtime};

use crate::support::{FIRST, Issuer, verifier};

/// A verifier with the first key, and what it needs to run.
struct World {
    runtime: Runtime,
    verifier: Verifier,
    router: Router,
    _issuer: Issuer,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (issuer, verifier) = runtime.block_on(async {
        let issuer = Issuer::with_keys(&[&FIRST]);
        let verifier = verifier(&issuer).await;
        (issuer, verifier)
    });
    let router = router(verifier.clone(), &[]);
    World {
        runtime,
        verifier,
        router,
        _issuer: issuer,
    }
});

fn verify(token: &str) -> Result<Claims, VerifyError> {
    WORLD.runtime.block_on(WORLD.verifier.verify(token))
}

/// Failures are printed; a file of them would be one more thing to keep.
fn cases(cases: u32) -> Config {
    Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}
