//! `AdminInitiateAuth` and `AdminRespondToAuthChallenge`: sign-ins that a server begins.

use serde_json::{Value, json};

use super::{TEMPORARY, invite};
use crate::support::{
    CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, by_password, error, secret_hash,
};

const BEGIN: &str = "AdminInitiateAuth";
const RESPOND: &str = "AdminRespondToAuthChallenge";

/// The same request for a server.
fn by_server(mut request: Value) -> Value {
    request["UserPoolId"] = json!(POOL);
    request
}

/// A request by that flow, with these parameters.
fn begin(client: &Value, flow: &str, parameters: &Value) -> Value {
    json!({"UserPoolId": POOL, "ClientId": client, "AuthFlow": flow, "AuthParameters": parameters})
}

/// A client that may begin in these ways.
async fn client(pool: &Pool, flows: &[&str]) -> Value {
    let client = pool.client(json!({"ExplicitAuthFlows": flows})).await;
    client["ClientId"].clone()
}

fn is_in(reply: &Value) -> bool {
    reply["AuthenticationResult"]["AccessToken"].is_string()
}

#[tokio::test]
async fn a_server_signs_a_user_in_by_the_password_under_either_name_of_the_flow() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let parameters = json!({"USERNAME": EMAIL, "PASSWORD": PASSWORD});
    let wrong = json!({"USERNAME": EMAIL, "PASSWORD": "Passw0rD"});
    for allowed in ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] {
        let client = client(&pool, &[allowed]).await;
        for flow in ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] {
            let reply = pool.ok(BEGIN, begin(&client, flow, &parameters)).await;
            assert!(is_in(&reply), "{allowed} {flow}: {reply}");
            let refusal = pool.refused(BEGIN, begin(&client, flow, &wrong)).await;
            let incorrect = error("NotAuthorized", "Incorrect username or password.");
            assert_eq!(refusal, incorrect);
        }
    }
}

#[tokio::test]
async fn the_password_flows_of_apps_and_servers_are_not_each_others() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let both = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_USER_PASSWORD_AUTH"];
    let both = client(&pool, &both).await;
    let parameters = json!({"USERNAME": EMAIL, "PASSWORD": PASSWORD});
    let told = error("InvalidParameter", "Initiate Auth method not supported.");
    let app = begin(&both, "USER_PASSWORD_AUTH", &parameters);
    assert_eq!(pool.refused(BEGIN, app).await, told);
    for flow in ["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] {
        let server = begin(&both, flow, &parameters);
        assert_eq!(pool.refused("InitiateAuth", server).await, told);
    }
    let apps = client(&pool, &["ALLOW_USER_PASSWORD_AUTH"]).await;
    let server = begin(&apps, "ADMIN_USER_PASSWORD_AUTH", &parameters);
    let told = error("InvalidParameter", "Auth flow not enabled for this client");
    assert_eq!(pool.refused(BEGIN, server).await, told);
}

#[tokio::test]
async fn a_server_signs_a_user_in_by_the_other_flows_too() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let srp = SrpClient::new();
    let challenge = pool.ok(BEGIN, by_server(srp.begin(EMAIL))).await;
    let answer = by_server(srp.answer(&challenge, PASSWORD));
    let reply = pool.ok(RESPOND, answer).await;
    assert!(is_in(&reply));

    let client = json!(CLIENT);
    let refresh = json!({"REFRESH_TOKEN": reply["AuthenticationResult"]["RefreshToken"]});
    let refresh = begin(&client, "REFRESH_TOKEN_AUTH", &refresh);
    assert!(is_in(&pool.ok(BEGIN, refresh).await));

    let parameters = json!({"USERNAME": EMAIL, "PREFERRED_CHALLENGE": "EMAIL_OTP"});
    let challenge = pool.ok(BEGIN, begin(&client, "USER_AUTH", &parameters));
    let challenge = challenge.await;
    let code = pool.last_code(EMAIL).await;
    let answer = json!({"UserPoolId": POOL, "ClientId": CLIENT, "ChallengeName": "EMAIL_OTP",
        "Session": challenge["Session"], "ChallengeResponses": {"USERNAME": EMAIL, "EMAIL_OTP_CODE": code}});
    assert!(is_in(&pool.ok(RESPOND, answer).await));
}

#[tokio::test]
async fn who_was_invited_chooses_a_password_through_a_server() {
    let pool = Pool::new();
    invite(&pool).await;
    let client = client(&pool, &["ALLOW_ADMIN_USER_PASSWORD_AUTH"]).await;
    let parameters = json!({"USERNAME": EMAIL, "PASSWORD": TEMPORARY});
    let begin = begin(&client, "ADMIN_USER_PASSWORD_AUTH", &parameters);
    let challenge = pool.ok(BEGIN, begin).await;
    assert_eq!(challenge["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    let answer = json!({"UserPoolId": POOL, "ClientId": client, "ChallengeName": "NEW_PASSWORD_REQUIRED",
        "Session": challenge["Session"], "ChallengeResponses": {"USERNAME": EMAIL, "NEW_PASSWORD": PASSWORD}});
    assert!(is_in(&pool.ok(RESPOND, answer).await));
    assert!(is_in(
        &pool
            .ok("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
            .await
    ));
}

#[tokio::test]
async fn the_client_must_be_one_of_the_pool_and_prove_its_secret() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let settings =
        json!({"GenerateSecret": true, "ExplicitAuthFlows": ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]});
    let client = pool.client(settings).await;
    let (id, secret) = (
        &client["ClientId"],
        client["ClientSecret"].as_str().unwrap(),
    );
    let mut parameters = json!({"USERNAME": EMAIL, "PASSWORD": PASSWORD});
    let flow = "ADMIN_USER_PASSWORD_AUTH";
    let refusal = pool.refused(BEGIN, begin(id, flow, &parameters)).await;
    assert_eq!(refusal.0, "NotAuthorized");
    parameters["SECRET_HASH"] = json!(secret_hash(secret, EMAIL, id.as_str().unwrap()));
    assert!(is_in(&pool.ok(BEGIN, begin(id, flow, &parameters)).await));

    let (other, _) = pool.create(json!({})).await;
    for operation in [BEGIN, RESPOND] {
        let request = json!({"UserPoolId": other, "ClientId": id, "AuthFlow": flow, "ChallengeName": "SMS_MFA"});
        let refusal = pool.refused(operation, request).await;
        assert_eq!(refusal.0, "ResourceNotFound", "{operation}");
    }
}
