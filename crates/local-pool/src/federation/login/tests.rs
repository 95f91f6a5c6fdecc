//! Logins by the tokens of social providers.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::app::{App, Config};
use crate::clock::{ManualClock, Timestamp};
use crate::ops::Operation;
use crate::ops::create_identity_pool::CreateIdentityPool;
use crate::ops::get_id::GetId;
use crate::ops::get_open_id_token::GetOpenIdToken;
use crate::rules::provider_tokens::{Vouched, issue};
use crate::wire::parse;

const DEFAULT: &str = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";
const APP_ID: &str = "000000000000000";
const UNKNOWN: &str =
    "NotAuthorizedException: Invalid login token. The provider does not know the token.";

fn open() -> (App, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_000_000_000)));
    let config = Config {
        clock: clock.clone(),
        ..Config::in_memory("http://127.0.0.1:9229").unwrap()
    };
    (App::open(config).unwrap(), clock)
}

/// A token of the provider for Ann.
fn token(app: &App, provider: &str, app_id: &str) -> String {
    let vouched = Vouched {
        provider,
        app_id,
        subject: "ann 9001",
        email: Some("ann@example.com"),
        name: None,
    };
    app.run(|cx| issue(cx, &vouched)).unwrap()
}

fn call<O: Operation>(app: &App, request: Value) -> Result<Value, String> {
    let request: O = parse::fields(request).unwrap();
    let output = app
        .run(|cx| request.run(cx))
        .map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(output).unwrap())
}

fn id(app: &App, pool: &str, provider: &str, token: &str) -> Result<Value, String> {
    let request = json!({"IdentityPoolId": pool, "Logins": {provider: token}});
    Ok(call::<GetId>(app, request)?["IdentityId"].clone())
}

#[test]
fn a_social_token_leads_to_the_users_identity_whichever_token_it_is() {
    let (app, _) = open();
    for provider in ["graph.facebook.com", "accounts.google.com"] {
        let (first, second) = (token(&app, provider, APP_ID), token(&app, provider, APP_ID));
        let identity = id(&app, DEFAULT, provider, &first).unwrap();
        assert_eq!(id(&app, DEFAULT, provider, &second).unwrap(), identity);
        let request = json!({"IdentityId": identity, "Logins": {provider: second}});
        let token = call::<GetOpenIdToken>(&app, request).unwrap()["Token"].clone();
        let claims: Value =
            jsonwebtoken::dangerous::insecure_decode_claims(token.as_str().unwrap()).unwrap();
        assert_eq!(claims["amr"], json!(["authenticated", provider]));
    }
}

#[test]
fn two_logins_together_become_one_identity() {
    let (app, _) = open();
    let (facebook, google) = ("graph.facebook.com", "accounts.google.com");
    let (first, second) = (token(&app, facebook, APP_ID), token(&app, google, APP_ID));
    let identity = id(&app, DEFAULT, facebook, &first).unwrap();
    let both = json!({"IdentityPoolId": DEFAULT, "Logins": {facebook: first, google: second}});
    assert_eq!(call::<GetId>(&app, both).unwrap()["IdentityId"], identity);
    assert_eq!(id(&app, DEFAULT, google, &second).unwrap(), identity);
}

#[test]
fn two_identities_stay_two() {
    let (app, _) = open();
    let (facebook, google) = ("graph.facebook.com", "accounts.google.com");
    let (first, second) = (token(&app, facebook, APP_ID), token(&app, google, APP_ID));
    id(&app, DEFAULT, facebook, &first).unwrap();
    id(&app, DEFAULT, google, &second).unwrap();
    let both = json!({"IdentityPoolId": DEFAULT, "Logins": {facebook: first, google: second}});
    let refusal = call::<GetId>(&app, both).unwrap_err();
    assert!(
        refusal.starts_with("ResourceConflictException"),
        "{refusal}"
    );
}

#[test]
fn a_social_token_of_another_provider_or_app_or_time_is_refused() {
    let (app, clock) = open();
    let facebook = "graph.facebook.com";
    let good = token(&app, facebook, APP_ID);
    for bad in [
        token(&app, "accounts.google.com", APP_ID),
        token(&app, facebook, "1"),
        format!("{good}x"),
    ] {
        assert_eq!(id(&app, DEFAULT, facebook, &bad).unwrap_err(), UNKNOWN);
    }
    let refusal = id(&app, DEFAULT, "www.amazon.com", &good).unwrap_err();
    assert!(
        refusal.contains("not from a supported provider"),
        "{refusal}"
    );
    id(&app, DEFAULT, facebook, &good).unwrap();
    clock.advance(Duration::from_hours(1));
    assert_eq!(id(&app, DEFAULT, facebook, &good).unwrap_err(), UNKNOWN);
}

#[test]
fn an_identity_pool_may_take_the_tokens_of_several_apps_of_a_provider() {
    let (app, _) = open();
    let google = "accounts.google.com";
    let request = json!({"IdentityPoolName": "own", "AllowUnauthenticatedIdentities": false,
        "SupportedLoginProviders": {google: "web;phone"}});
    let pool = call::<CreateIdentityPool>(&app, request).unwrap()["IdentityPoolId"].clone();
    let pool = pool.as_str().unwrap();
    let of_app = |app_id: &str| id(&app, pool, google, &token(&app, google, app_id));
    assert_eq!(of_app("web").unwrap(), of_app("phone").unwrap());
    assert_eq!(of_app("desk").unwrap_err(), UNKNOWN);
}
