//! Which factor comes when.

use serde_json::{Value, json};

use super::{PHONE, answer, begin, choices, is_in, prefer};
use crate::support::{
    CLIENT, EMAIL, PASSWORD, POOL, Pool, SecurityKey, SrpClient, error, secret_hash,
};

fn srp_a(srp: &SrpClient) -> Value {
    srp.begin(EMAIL)["AuthParameters"]["SRP_A"].clone()
}

#[tokio::test]
async fn the_preferred_factor_comes_at_once() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    for (choice, responses) in [
        ("PASSWORD", json!({"PASSWORD": PASSWORD})),
        ("EMAIL_OTP", json!({})),
        ("SMS_OTP", json!({})),
    ] {
        let reply = pool.initiate(prefer(EMAIL, choice)).await;
        assert_eq!(reply["ChallengeName"], choice);
        let mut responses = responses;
        if choice != "PASSWORD" {
            let to = if choice == "EMAIL_OTP" { EMAIL } else { PHONE };
            responses[format!("{choice}_CODE")] = json!(pool.last_code(to).await);
        }
        let reply = pool.respond(answer(&reply, EMAIL, responses)).await;
        assert!(is_in(&reply), "{choice}: {reply}");
    }
}

#[tokio::test]
async fn the_other_factors_are_told_beside_the_preferred_one() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.register(&token, &SecurityKey::es256()).await;
    pool.with_phone(EMAIL).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    let all = reply["AvailableChallenges"].clone();
    for choice in [
        "PASSWORD",
        "PASSWORD_SRP",
        "WEB_AUTHN",
        "EMAIL_OTP",
        "SMS_OTP",
    ] {
        assert!(choices(&reply).contains(&choice));
        let preferred = pool.initiate(prefer(EMAIL, choice)).await;
        assert_eq!(preferred["ChallengeName"], choice);
        assert_eq!(preferred["AvailableChallenges"], all, "{choice}");
    }
    // What comes after the factor is nothing to choose from any more.
    let srp = SrpClient::new();
    let proof = json!({"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": srp_a(&srp)});
    let reply = pool.initiate(begin(EMAIL, proof)).await;
    assert_eq!(reply["ChallengeName"], "PASSWORD_VERIFIER");
    assert_eq!(reply.get("AvailableChallenges"), None);
}

#[tokio::test]
async fn a_preferred_password_that_is_sent_along_needs_no_challenge() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let with = |password: &str| {
        begin(
            EMAIL,
            json!({"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": password}),
        )
    };
    assert!(is_in(&pool.initiate(with(PASSWORD)).await));
    let refusal = pool.refused("InitiateAuth", with("Passw0rD")).await;
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    assert_eq!(refusal, incorrect);
}

#[tokio::test]
async fn a_preferred_proof_of_the_password_begins_with_the_public_value() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let srp = SrpClient::new();
    let parameters = json!({"PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": srp_a(&srp)});
    let at_once = pool.initiate(begin(EMAIL, parameters)).await;
    let asked = pool.initiate(prefer(EMAIL, "PASSWORD_SRP")).await;
    assert_eq!(asked["ChallengeName"], "PASSWORD_SRP");
    let later = pool
        .respond(answer(&asked, EMAIL, json!({"SRP_A": srp_a(&srp)})))
        .await;
    for challenge in [at_once, later] {
        assert_eq!(challenge["ChallengeName"], "PASSWORD_VERIFIER");
        let reply = pool.respond(srp.answer(&challenge, PASSWORD)).await;
        assert!(is_in(&reply), "{reply}");
    }
}

#[tokio::test]
async fn without_a_preference_the_user_chooses_between_what_there_is() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    let with_email = ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"];
    assert_eq!(choices(&reply), with_email);
    // What the user does not have cannot be preferred.
    for preferred in ["SMS_OTP", "WEB_AUTHN"] {
        let reply = pool.initiate(prefer(EMAIL, preferred)).await;
        assert_eq!(choices(&reply), with_email, "{preferred}");
    }
    pool.with_phone(EMAIL).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert_eq!(choices(&reply), [&with_email[..], &["SMS_OTP"]].concat());
}

#[tokio::test]
async fn whatever_is_chosen_signs_in() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    let srp = SrpClient::new();
    for responses in [
        json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD}),
        json!({"ANSWER": "PASSWORD"}),
        json!({"ANSWER": "PASSWORD_SRP", "SRP_A": srp_a(&srp)}),
        json!({"ANSWER": "EMAIL_OTP"}),
        json!({"ANSWER": "SMS_OTP"}),
    ] {
        let reply = pool.initiate(begin(EMAIL, json!({}))).await;
        let mut reply = pool.respond(answer(&reply, EMAIL, responses.clone())).await;
        reply = match reply["ChallengeName"].as_str() {
            None => reply,
            Some("PASSWORD") => {
                pool.respond(answer(&reply, EMAIL, json!({"PASSWORD": PASSWORD})))
                    .await
            }
            Some("PASSWORD_VERIFIER") => pool.respond(srp.answer(&reply, PASSWORD)).await,
            Some(name) => {
                let to = if name == "EMAIL_OTP" { EMAIL } else { PHONE };
                let code = pool.last_code(to).await;
                let code = json!({format!("{name}_CODE"): code});
                pool.respond(answer(&reply, EMAIL, code)).await
            }
        };
        assert!(is_in(&reply), "{responses}: {reply}");
    }
}

#[tokio::test]
async fn what_is_not_offered_cannot_be_chosen_and_the_choice_stays_open() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    for (choice, told) in [
        ("SMS_OTP", "SMS_OTP is not an available challenge."),
        ("WEB_AUTHN", "WEB_AUTHN is not an available challenge."),
    ] {
        let refusal = pool
            .not_let_in(answer(&reply, EMAIL, json!({"ANSWER": choice})))
            .await;
        assert_eq!(refusal, error("InvalidParameter", told));
    }
    for responses in [json!({"ANSWER": "MAGIC"}), json!({})] {
        let (code, message) = pool.not_let_in(answer(&reply, EMAIL, responses)).await;
        assert!(
            code == "InvalidParameter" && message.contains("ANSWER"),
            "{message}"
        );
    }
    let password = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD});
    assert!(is_in(&pool.respond(answer(&reply, EMAIL, password)).await));
}

#[tokio::test]
async fn an_address_that_is_not_verified_receives_no_code() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let request = json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributes": [
        {"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "false"},
        {"Name": "phone_number", "Value": PHONE}]});
    pool.ok("AdminUpdateUserAttributes", request).await;
    let reply = pool.initiate(prefer(EMAIL, "EMAIL_OTP")).await;
    assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"]);
}

#[tokio::test]
async fn the_pool_says_which_factors_there_are() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    let passwords = vec!["PASSWORD_SRP", "PASSWORD"];
    for (factors, more) in [
        (vec!["PASSWORD"], vec![]),
        (vec!["PASSWORD", "EMAIL_OTP"], vec!["EMAIL_OTP"]),
        (vec!["SMS_OTP", "PASSWORD"], vec!["SMS_OTP"]),
    ] {
        pool.offering(&factors).await;
        let reply = pool.initiate(begin(EMAIL, json!({}))).await;
        assert_eq!(choices(&reply), [passwords.clone(), more].concat());
    }
    let nothing_said = json!({"UserPoolId": POOL, "AutoVerifiedAttributes": ["email"]});
    pool.ok("UpdateUserPool", nothing_said).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert_eq!(choices(&reply), passwords);
}

#[tokio::test]
async fn a_pool_must_offer_the_password() {
    let pool = Pool::new();
    let policies = json!({"SignInPolicy": {"AllowedFirstAuthFactors": ["EMAIL_OTP"]}});
    let told = error(
        "InvalidParameter",
        "AllowedFirstAuthFactors must include PASSWORD.",
    );
    let create = json!({"PoolName": "p", "Policies": policies});
    assert_eq!(pool.refused("CreateUserPool", create).await, told);
    let update = json!({"UserPoolId": POOL, "Policies": policies});
    assert_eq!(pool.refused("UpdateUserPool", update).await, told);
}

#[tokio::test]
async fn where_a_second_factor_is_a_must_no_code_is_the_first() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    let config = json!({"UserPoolId": POOL, "MfaConfiguration": "ON",
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    for name in [EMAIL, "nobody@example.com"] {
        let reply = pool.initiate(prefer(name, "EMAIL_OTP")).await;
        assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"]);
    }
}

#[tokio::test]
async fn a_client_must_be_allowed_the_choice() {
    let pool = Pool::new();
    let client = pool.client(json!({})).await;
    let mut request = begin(EMAIL, json!({}));
    request["ClientId"] = client["ClientId"].clone();
    let told = "USER_AUTH flow not enabled for this client";
    let refusal = pool.refused("InitiateAuth", request).await;
    assert_eq!(refusal, error("InvalidParameter", told));
}

#[tokio::test]
async fn a_preference_that_there_is_not_is_refused() {
    let pool = Pool::new();
    let (code, message) = pool.refused("InitiateAuth", prefer(EMAIL, "SMS_MFA")).await;
    assert_eq!(code, "InvalidParameter");
    assert!(message.contains("'PREFERRED_CHALLENGE'"), "{message}");
}

#[tokio::test]
async fn a_client_with_a_secret_proves_it_at_every_step() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let settings = json!({"GenerateSecret": true, "ExplicitAuthFlows": ["ALLOW_USER_AUTH"]});
    let client = pool.client(settings).await;
    let id = client["ClientId"].as_str().unwrap();
    let hash = secret_hash(client["ClientSecret"].as_str().unwrap(), EMAIL, id);

    let mut request = begin(EMAIL, json!({"SECRET_HASH": hash}));
    request["ClientId"] = json!(id);
    let reply = pool.initiate(request).await;
    let mut request = answer(&reply, EMAIL, json!({"ANSWER": "PASSWORD"}));
    request["ClientId"] = json!(id);
    let (code, message) = pool.not_let_in(request.clone()).await;
    assert!(code == "NotAuthorized" && message.contains("SECRET_HASH"));
    request["ChallengeResponses"]["SECRET_HASH"] = json!(hash);
    let reply = pool.respond(request).await;
    let password = json!({"PASSWORD": PASSWORD, "SECRET_HASH": hash});
    let mut request = answer(&reply, EMAIL, password);
    request["ClientId"] = json!(id);
    assert!(is_in(&pool.respond(request).await));
    assert_ne!(id, CLIENT);
}

#[tokio::test]
async fn who_has_a_second_factor_begins_with_the_password() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let config =
        json!({"UserPoolId": POOL, "MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    let reply = pool.initiate(begin(EMAIL, json!({}))).await;
    assert!(choices(&reply).contains(&"EMAIL_OTP"));

    let preference = json!({"AccessToken": token, "EmailMfaSettings": {"Enabled": true}});
    pool.ok("SetUserMFAPreference", preference).await;
    let reply = pool.initiate(prefer(EMAIL, "EMAIL_OTP")).await;
    assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"]);
    let password = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD});
    let reply = pool.respond(answer(&reply, EMAIL, password)).await;
    assert_eq!(reply["ChallengeName"], "EMAIL_OTP");
    let code = json!({"EMAIL_OTP_CODE": pool.last_code(EMAIL).await});
    assert!(is_in(&pool.respond(answer(&reply, EMAIL, code)).await));
}
