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
use crate::rules::provider_tokens::{Vouched, issue, issue_id_token};
use crate::token::SigningKey;
use crate::wire::parse;

const DEFAULT: &str = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";
const APP_ID: &str = "000000000000000";
const FACEBOOK: &str = "graph.facebook.com";
const GOOGLE: &str = "accounts.google.com";

fn invalid(reason: &str) -> String {
    format!("NotAuthorizedException: Invalid login token. {reason}")
}

fn unknown() -> String {
    invalid("The provider does not know the token.")
}

fn open() -> (App, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_000_000_000)));
    let config = Config {
        clock: clock.clone(),
        ..Config::in_memory("http://127.0.0.1:9229").unwrap()
    };
    (App::open(config).unwrap(), clock)
}

/// A token of the provider for Ann, of the kind that identity pools take.
fn token(app: &App, provider: &str, app_id: &str) -> String {
    let vouched = Vouched {
        provider,
        app_id,
        subject: "ann 9001",
        email: "ann@example.com",
        name: "Ann",
    };
    app.run(|cx| match provider {
        FACEBOOK => issue(cx, &vouched),
        _ => issue_id_token(cx, &vouched),
    })
    .unwrap()
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
    for provider in [FACEBOOK, GOOGLE] {
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
    let (first, second) = (token(&app, FACEBOOK, APP_ID), token(&app, GOOGLE, APP_ID));
    let identity = id(&app, DEFAULT, FACEBOOK, &first).unwrap();
    let both = json!({"IdentityPoolId": DEFAULT, "Logins": {FACEBOOK: first, GOOGLE: second}});
    assert_eq!(call::<GetId>(&app, both).unwrap()["IdentityId"], identity);
    assert_eq!(id(&app, DEFAULT, GOOGLE, &second).unwrap(), identity);
}

#[test]
fn two_identities_stay_two() {
    let (app, _) = open();
    let (first, second) = (token(&app, FACEBOOK, APP_ID), token(&app, GOOGLE, APP_ID));
    id(&app, DEFAULT, FACEBOOK, &first).unwrap();
    id(&app, DEFAULT, GOOGLE, &second).unwrap();
    let both = json!({"IdentityPoolId": DEFAULT, "Logins": {FACEBOOK: first, GOOGLE: second}});
    let refusal = call::<GetId>(&app, both).unwrap_err();
    assert!(
        refusal.starts_with("ResourceConflictException"),
        "{refusal}"
    );
}

#[test]
fn a_social_token_of_another_provider_or_app_or_time_is_refused() {
    let (app, clock) = open();
    let good = token(&app, FACEBOOK, APP_ID);
    for bad in [
        token(&app, GOOGLE, APP_ID),
        token(&app, FACEBOOK, "1"),
        format!("{good}x"),
    ] {
        assert_eq!(id(&app, DEFAULT, FACEBOOK, &bad).unwrap_err(), unknown());
    }
    let refusal = id(&app, DEFAULT, "www.amazon.com", &good).unwrap_err();
    assert!(
        refusal.contains("not from a supported provider"),
        "{refusal}"
    );
    id(&app, DEFAULT, FACEBOOK, &good).unwrap();
    clock.advance(Duration::from_hours(1));
    assert_eq!(id(&app, DEFAULT, FACEBOOK, &good).unwrap_err(), unknown());
}

#[test]
fn an_identity_pool_may_take_the_tokens_of_several_apps_of_a_provider() {
    let (app, _) = open();
    let request = json!({"IdentityPoolName": "own", "AllowUnauthenticatedIdentities": false,
        "SupportedLoginProviders": {GOOGLE: "web;phone"}});
    let pool = call::<CreateIdentityPool>(&app, request).unwrap()["IdentityPoolId"].clone();
    let pool = pool.as_str().unwrap();
    let of_app = |app_id: &str| id(&app, pool, GOOGLE, &token(&app, GOOGLE, app_id));
    assert_eq!(of_app("web").unwrap(), of_app("phone").unwrap());
    assert_eq!(
        of_app("desk").unwrap_err(),
        invalid("Incorrect token audience.")
    );
}

/// A token of whoever has that key, who says to be that issuer.
fn forged(app: &App, owner: &str, issuer: &str) -> String {
    let claims = json!({"iss": issuer, "aud": APP_ID, "sub": "ann 9001", "iat": 1_795_000_000_i64,
        "exp": 1_795_003_600_i64});
    app.run(|cx| SigningKey::of(cx, owner)?.sign(&claims))
        .unwrap()
}

#[test]
fn google_and_apple_prove_who_somebody_is_by_their_own_id_token_alone() {
    let (app, clock) = open();
    let good = token(&app, GOOGLE, APP_ID);
    let (own, other) = ("https://accounts.google.com", "https://appleid.apple.com");
    for (bad, reason) in [
        (
            token(&app, FACEBOOK, APP_ID),
            "Not a valid OpenId Connect identity token.",
        ),
        (
            token(&app, "appleid.apple.com", APP_ID),
            "Issuer doesn't match providerName",
        ),
        (
            forged(&app, GOOGLE, other),
            "Issuer doesn't match providerName",
        ),
        (
            forged(&app, "appleid.apple.com", own),
            "Couldn't verify signed token.",
        ),
        (token(&app, GOOGLE, "1"), "Incorrect token audience."),
    ] {
        assert_eq!(
            id(&app, DEFAULT, GOOGLE, &bad).unwrap_err(),
            invalid(reason)
        );
    }
    let identity = id(&app, DEFAULT, GOOGLE, &good).unwrap();
    let same = forged(&app, GOOGLE, own);
    assert_eq!(id(&app, DEFAULT, GOOGLE, &same).unwrap(), identity);
    clock.advance(Duration::from_hours(1));
    let expired = invalid("Token expired: 1795003600 >= 1795003600");
    assert_eq!(id(&app, DEFAULT, GOOGLE, &good).unwrap_err(), expired);
}
