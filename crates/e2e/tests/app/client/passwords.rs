//! Two independent implementations of SRP, the app's and the pool's, agree on every password.

use std::cell::Cell;

use anyhow::Result;
use e2e::Pool;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::runtime;
use vestibule::cognito::{Error, ErrorCode};

use super::{begin, client_of};

/// How many passwords are tried.
const CASES: u32 = 48;

/// Passwords that the service takes: 8 to 256 characters of any script, white space inside only,
/// with what the policy of the pool asks for.
fn passwords() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        4 => "[ -~]{4,40}",
        4 => r"\PC{4,40}",
        1 => "[ -~]{252}",
        1 => r"\PC{252}",
        1 => "[äÖß漢字🔑\u{301}\u{200d} ]{4,20}",
    ];
    text.prop_map(|text| format!("aA1{text}."))
}

/// Another password: one that is nearly the same, or any.
fn others(password: String) -> impl Strategy<Value = (String, String)> {
    let mut shorter = password.clone();
    shorter.pop();
    let near = prop::sample::select(vec![
        shorter,
        format!("{password}."),
        format!("{password} "),
        password.replacen('a', "A", 1),
    ]);
    let any = passwords().prop_filter("another one", {
        let password = password.clone();
        move |any| *any != password
    });
    (Just(password), prop_oneof![near, any])
}

/// Whether the user can sign in by that password.
async fn signs_in(pool: &Pool, email: &str, password: &str) -> Result<bool> {
    match begin(pool, &client_of(pool), email, password).await {
        Ok(_) => Ok(true),
        Err(Error::Service {
            code: ErrorCode::NotAuthorized,
            ..
        }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[test]
fn every_password_signs_in_and_no_other_does() -> Result<()> {
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let pool = runtime.block_on(Pool::start())?;
    let users = Cell::new(0);
    let mut runner = TestRunner::new(Config {
        cases: CASES,
        failure_persistence: None,
        ..Config::default()
    });
    let pairs = passwords().prop_flat_map(others);
    runner.run(&pairs, |(password, other)| {
        users.set(users.get() + 1);
        let email = format!("user{}@example.org", users.get());
        let outcome = runtime.block_on(async {
            pool.add_user(&email, &password).await?;
            anyhow::Ok((
                signs_in(&pool, &email, &other).await?,
                signs_in(&pool, &email, &password).await?,
            ))
        });
        let outcome = outcome.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(outcome, (false, true));
        Ok(())
    })?;
    Ok(())
}
