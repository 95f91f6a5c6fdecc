//! What is left of a pool that was removed.

mod filled;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;

use self::filled::{NOW, call, filled};
use crate::app::{App, Config};
use crate::clock::ManualClock;

/// Every table in which a pool has rows.
const TABLES: [&str; 18] = [
    "aliases",
    "clients",
    "code_requests",
    "codes",
    "devices",
    "external_providers",
    "groups",
    "keys",
    "lockouts",
    "mfa_settings",
    "passkey_requests",
    "passkeys",
    "pools",
    "provider_accounts",
    "refresh_tokens",
    "sessions",
    "unheard_of",
    "users",
];

/// A table, a key and a value.
type Row = (String, String, String);

/// The rows of all tables, of the pool or not: whether they name it, in their key or their value.
fn rows(app: &App, id: &str) -> (Vec<Row>, Vec<Row>) {
    let rows = app.snapshot().unwrap().rows().unwrap();
    rows.into_iter()
        .partition(|(_, key, value)| key.contains(id) || value.contains(id))
}

/// The tables that the rows are from.
fn tables(rows: &[Row]) -> Vec<&str> {
    let tables: BTreeSet<&str> = rows.iter().map(|(table, ..)| table.as_str()).collect();
    tables.into_iter().collect()
}

#[test]
fn no_table_keeps_a_row_of_a_pool_that_is_removed_or_loses_one_of_another() {
    let config = Config {
        clock: Arc::new(ManualClock::at(NOW)),
        ..Config::in_memory("http://127.0.0.1:9229").unwrap()
    };
    let app = App::open(config).unwrap();
    let (gone, kept) = (filled(&app), filled(&app));
    for id in [&gone, &kept] {
        assert_eq!(tables(&rows(&app, id).0), TABLES);
    }
    let (_, others) = rows(&app, &gone);

    call(&app, "DeleteUserPool", json!({"UserPoolId": gone})).unwrap();
    let (left, stayed) = rows(&app, &gone);
    assert_eq!(tables(&left), [""; 0]);
    assert!(stayed == others);
}
