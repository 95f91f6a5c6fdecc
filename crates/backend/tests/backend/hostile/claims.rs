//! Genuine signatures over claims that are not for us.

use backend::{TokenUse, VerifyError};
use serde_json::{Value, json};

use super::{Attack, all_are_refused, attack};
use crate::support::{CLIENT, FIRST, ISSUER, MARKER, access_claims, id_claims, token_of};

/// A token that says something else there.
fn with(claim: &str, value: Value) -> String {
    let mut claims = access_claims();
    claims[claim] = value;
    token_of(&claims, &FIRST)
}

fn without(claim: &str) -> String {
    let mut claims = access_claims();
    claims.as_object_mut().unwrap().remove(claim);
    token_of(&claims, &FIRST)
}

fn of_type(claim: &'static str, expected: &'static str, value: Value) -> Attack {
    let reason = VerifyError::ClaimType {
        claim,
        expected,
        actual: kind_of(&value),
    };
    attack(format!("{claim} {value}"), with(claim, value), reason)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "another number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn missing(claim: &'static str) -> Attack {
    let reason = VerifyError::MissingClaim { claim };
    attack(format!("no {claim}"), without(claim), reason)
}

#[tokio::test]
async fn other_issuers_are_refused_however_much_they_look_like_ours() {
    let issuers = [
        String::new(),
        format!("{ISSUER}/"),
        format!("{ISSUER}x"),
        format!("{ISSUER}?{MARKER}"),
        format!("{ISSUER}#{MARKER}"),
        format!("{ISSUER}\0"),
        format!(" {ISSUER}"),
        ISSUER.to_uppercase(),
        ISSUER.replace("AbCdEfGhI", "abcdefghi"),
        ISSUER.replace("AbCdEfGhI", "AbCdEfGh"),
        ISSUER.replace("https:", "http:"),
        ISSUER.replace("https:", "HTTPS:"),
        ISSUER.replace("https://", &format!("https://{MARKER}@")),
        ISSUER.replace("https://", ""),
        ISSUER.replace(".com/", ".com:443/"),
        ISSUER.replace(".com/", ".com//"),
        ISSUER.replace(".com/", ".com/./"),
        ISSUER.replace(".com/", &format!(".com.{MARKER}.example/")),
        ISSUER.replace("eu-west-1_", "eu-west-2_"),
        format!("https://{MARKER}.example/?{ISSUER}"),
        "eu-west-1_AbCdEfGhI".to_owned(),
        "accounts.google.com".to_owned(),
    ];
    let attacks = issuers.map(|actual| {
        let expected = ISSUER.to_owned();
        let token = with("iss", json!(actual));
        attack(
            format!("iss {actual:?}"),
            token,
            VerifyError::Issuer { expected, actual },
        )
    });
    all_are_refused(attacks).await;
    let no_text = [json!([ISSUER]), json!(null), json!({ ISSUER: 1 })];
    all_are_refused(no_text.map(|iss| of_type("iss", "text", iss))).await;
    all_are_refused([missing("iss")]).await;
}

#[tokio::test]
async fn other_uses_are_refused() {
    let uses = ["id", "refresh", "Access", "ACCESS", "access ", ""];
    let attacks = uses.map(|actual| {
        let expected = TokenUse::Access;
        let reason = VerifyError::TokenUse {
            expected,
            actual: actual.to_owned(),
        };
        attack(
            format!("token_use {actual:?}"),
            with("token_use", json!(actual)),
            reason,
        )
    });
    all_are_refused(attacks).await;
    let no_text = [json!(["access", "id"]), json!(true), json!(null)];
    all_are_refused(no_text.map(|value| of_type("token_use", "text", value))).await;
    let reason = VerifyError::TokenUse {
        expected: TokenUse::Access,
        actual: "id".to_owned(),
    };
    let id_token = token_of(&id_claims(), &FIRST);
    all_are_refused([missing("token_use"), attack("ID token", id_token, reason)]).await;
}

#[tokio::test]
async fn other_app_clients_are_refused() {
    let clients = [
        String::new(),
        format!("{MARKER}otherclient"),
        CLIENT.to_lowercase(),
        CLIENT.to_uppercase(),
        format!("{CLIENT}x"),
        format!("{CLIENT},{MARKER}"),
        format!("{CLIENT} "),
        CLIENT[1..].to_owned(),
        "*".to_owned(),
    ];
    let other = |actual: &str| VerifyError::Client {
        expected: vec![CLIENT.to_owned()],
        actual: actual.to_owned(),
    };
    let attacks = clients.map(|actual| {
        let token = with("client_id", json!(actual));
        attack(format!("client_id {actual:?}"), token, other(&actual))
    });
    all_are_refused(attacks).await;
    let no_text = [
        json!([CLIENT]),
        json!(1),
        json!(null),
        json!({ "client_id": CLIENT }),
    ];
    all_are_refused(no_text.map(|value| of_type("client_id", "text", value))).await;
}

#[tokio::test]
async fn an_audience_does_not_stand_for_the_app_client() {
    let mut audience_alone = access_claims();
    audience_alone["aud"] = json!(CLIENT);
    audience_alone.as_object_mut().unwrap().remove("client_id");
    let mut other_client = access_claims();
    other_client["aud"] = json!(CLIENT);
    other_client["client_id"] = json!(MARKER);
    let mut other_case = access_claims();
    let client_id = other_case
        .as_object_mut()
        .unwrap()
        .remove("client_id")
        .unwrap();
    other_case["Client_Id"] = client_id;
    let reason = VerifyError::MissingClaim { claim: "client_id" };
    let other = VerifyError::Client {
        expected: vec![CLIENT.to_owned()],
        actual: MARKER.to_owned(),
    };
    all_are_refused([
        missing("client_id"),
        attack(
            "aud alone",
            token_of(&audience_alone, &FIRST),
            reason.clone(),
        ),
        attack("aud besides", token_of(&other_client, &FIRST), other),
        attack("Client_Id", token_of(&other_case, &FIRST), reason),
    ])
    .await;
}

#[tokio::test]
async fn claims_of_other_types_than_cognitos_are_refused() {
    let names = "a list of names";
    all_are_refused([
        missing("sub"),
        of_type("sub", "text", json!(1)),
        of_type("sub", "text", json!(null)),
        of_type("sub", "text", json!([MARKER])),
        of_type("username", "text", json!(["ann"])),
        of_type("username", "text", json!(null)),
        of_type("cognito:groups", names, json!("admins")),
        of_type("cognito:groups", names, json!(["staff", 1])),
        of_type("cognito:groups", names, json!([["admins"]])),
        of_type("cognito:groups", names, json!({ "0": "admins" })),
        of_type("cognito:groups", names, json!(null)),
        of_type("scope", "text", json!(["openid"])),
        of_type("scope", "text", json!(7)),
        of_type("scope", "text", json!(null)),
    ])
    .await;
}
