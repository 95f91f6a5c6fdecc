//! How many tokens one core verifies in a second, or refuses.
//!
//! `cargo bench -p backend --bench verification`; `taskset -c 0` before it keeps it on one core.

mod pool;

use std::hint::black_box;

use anyhow::{Result, ensure};
use backend::{Malformed, VerifyError};
use criterion::{Criterion, Throughput};
use tokio::runtime;

use pool::Pool;

/// Several times as many tokens as a verifier remembers.
const MANY: u64 = 20_000;

fn main() -> Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let pool = Pool::create()?;
    let verifier = runtime.block_on(pool.verifier())?;
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("verification");
    group.throughput(Throughput::Elements(1));
    for (name, token, is_expected) in cases(&pool)? {
        let outcome = runtime.block_on(verifier.verify(&token)).err();
        ensure!(is_expected(outcome.as_ref()), "{name}: {outcome:?}");
        group.bench_function(name, |bencher| {
            bencher
                .to_async(&runtime)
                .iter(|| verifier.verify(black_box(&token)));
        });
    }
    let tokens: Vec<_> = (0..MANY)
        .map(|number| pool.good_token(number))
        .collect::<Result<_>>()?;
    let mut next = tokens.iter().cycle();
    group.bench_function("good, never seen before", |bencher| {
        bencher.to_async(&runtime).iter(|| {
            let token = next.next().map(String::as_str).unwrap_or_default();
            verifier.verify(black_box(token))
        });
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// A token, and what must come of it lest something else be measured.
type Case = (&'static str, String, fn(Option<&VerifyError>) -> bool);

fn cases(pool: &Pool) -> Result<[Case; 5]> {
    Ok([
        ("good, seen before", pool.good_token(0)?, |error| {
            error.is_none()
        }),
        ("wrong signature", pool.forged_token()?, |error| {
            matches!(error, Some(VerifyError::Signature))
        }),
        ("expired", pool.expired_token()?, |error| {
            matches!(error, Some(VerifyError::Expired { .. }))
        }),
        // Once it has been looked for, until the pause is over.
        ("unknown key", pool.token_of_unknown_key()?, |error| {
            matches!(error, Some(VerifyError::UnknownKey { .. }))
        }),
        ("no token", "no token".to_owned(), |error| {
            matches!(
                error,
                Some(VerifyError::Malformed(Malformed::NotThreeParts))
            )
        }),
    ])
}
