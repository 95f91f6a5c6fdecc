//! `AdminCreateUser`

use std::time::Duration;

use serde_json::json;

use super::{TEMPORARY, ann, ann_with, invite, look_up, value, with};
use crate::support::{CLIENT, EMAIL, POOL, Pool, by_password, error};

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_created_user_must_change_the_password_and_is_told_the_temporary_one() {
    let pool = Pool::new();
    let user = invite(&pool).await;
    let sub = user["Username"].as_str().unwrap();
    assert_eq!(user["UserStatus"], "FORCE_CHANGE_PASSWORD");
    assert_eq!(user["Enabled"], true);
    assert_eq!(user["UserCreateDate"], 1_795_000_000.0);
    assert_eq!(user["UserLastModifiedDate"], 1_795_000_000.0);
    assert_eq!(
        user["Attributes"],
        json!([{"Name": "sub", "Value": sub}, {"Name": "email", "Value": EMAIL}])
    );
    let message = pool.messages().await[0].clone();
    assert_eq!(message["to"], EMAIL);
    assert_eq!(message["kind"], "sign_up");
    assert_eq!(message["code"], TEMPORARY);
    assert_eq!(
        message["body"],
        format!("Your username is {EMAIL} and temporary password is {TEMPORARY}.")
    );
}

#[tokio::test]
async fn a_password_that_was_not_given_is_made_up_by_the_policy() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({"UsernameAttributes": ["email"]})).await;
    let request = ann_with(json!({"UserPoolId": pool_id}));
    pool.ok("AdminCreateUser", request).await;
    let password = pool.last_code(EMAIL).await;
    assert!(password.len() >= 8);
    let reply = pool
        .ok("InitiateAuth", by_password(&client, EMAIL, &password))
        .await;
    assert_eq!(reply["ChallengeName"], "NEW_PASSWORD_REQUIRED");
}

#[tokio::test]
async fn an_invitation_can_be_suppressed_and_has_the_words_of_the_pool() {
    let pool = Pool::new();
    pool.ok(
        "AdminCreateUser",
        ann_with(json!({"MessageAction": "SUPPRESS"})),
    )
    .await;
    assert!(pool.messages().await.is_empty());

    let template = json!({"EmailSubject": "Welcome", "EmailMessage": "{username}, say {####}!"});
    let config = json!({"InviteMessageTemplate": template});
    let (pool_id, _) = pool
        .create(json!({"UsernameAttributes": ["email"], "AdminCreateUserConfig": config}))
        .await;
    let request =
        json!({"UserPoolId": pool_id, "Username": EMAIL, "TemporaryPassword": "Temp0rary!"});
    pool.ok("AdminCreateUser", request).await;
    let message = pool.messages().await[0].clone();
    assert_eq!(message["subject"], "Welcome");
    assert_eq!(message["body"], format!("{EMAIL}, say Temp0rary!!"));
}

#[tokio::test]
async fn an_invitation_goes_where_it_is_wanted() {
    let pool = Pool::new();
    let (pool_id, _) = pool.create(json!({})).await;
    let request = |name: &str, mediums: &[&str]| {
        json!({"UserPoolId": pool_id, "Username": name, "DesiredDeliveryMediums": mediums,
            "UserAttributes": [{"Name": "email", "Value": EMAIL}, {"Name": "phone_number", "Value": "+14155552671"}]})
    };
    for (name, mediums, expected) in [
        ("bob", [].as_slice(), vec!["+14155552671"]),
        ("rob", &["EMAIL"], vec![EMAIL]),
        ("zoe", &["EMAIL", "SMS"], vec!["+14155552671", EMAIL]),
    ] {
        let before = pool.messages().await.len();
        pool.ok("AdminCreateUser", request(name, mediums)).await;
        let messages = pool.messages().await;
        let to: Vec<_> = messages[..messages.len() - before]
            .iter()
            .map(|message| message["to"].as_str().unwrap())
            .collect();
        assert_eq!(to, expected, "{name}");
    }
    let nowhere =
        json!({"UserPoolId": pool_id, "Username": "eve", "DesiredDeliveryMediums": ["EMAIL"]});
    assert_eq!(
        pool.refused("AdminCreateUser", nowhere).await.0,
        "InvalidParameter"
    );
    // Nothing is sent to somebody without any address, and that is no mistake.
    pool.ok(
        "AdminCreateUser",
        json!({"UserPoolId": pool_id, "Username": "eve"}),
    )
    .await;
}

#[tokio::test]
async fn attributes_are_taken_as_the_administrator_gives_them() {
    let pool = Pool::new();
    let attributes = json!([{"Name": "email_verified", "Value": "True"}, {"Name": "name", "Value": "Ann"},
        {"Name": "custom:agentName", "Value": "007"}]);
    let request = ann_with(json!({"UserAttributes": attributes}));
    pool.ok("AdminCreateUser", request).await;
    let user = look_up(&pool).await;
    for (name, expected) in [
        ("email", EMAIL),
        ("email_verified", "true"),
        ("name", "Ann"),
        ("custom:agentName", "007"),
    ] {
        assert_eq!(value(&user["UserAttributes"], name), Some(expected));
    }
}

#[tokio::test]
async fn what_does_not_fit_the_pool_is_refused_and_creates_nobody() {
    let pool = Pool::new();
    for (fields, code) in [
        (json!({"TemporaryPassword": "weak"}), "InvalidPassword"),
        (
            json!({"UserAttributes": [{"Name": "shoe", "Value": "42"}]}),
            "InvalidParameter",
        ),
        (
            json!({"UserAttributes": [{"Name": "sub", "Value": "me"}]}),
            "InvalidParameter",
        ),
        (
            json!({"UserAttributes": [{"Name": "email", "Value": "bob@example.com"}]}),
            "InvalidParameter",
        ),
        (
            json!({"UserAttributes": [{"Name": "phone_number_verified", "Value": "true"}]}),
            "InvalidParameter",
        ),
        (json!({"MessageAction": "SHOUT"}), "InvalidParameter"),
        (
            json!({"DesiredDeliveryMediums": ["PIGEON"]}),
            "InvalidParameter",
        ),
        (json!({"Username": "ann"}), "InvalidParameter"),
        (
            json!({"UserPoolId": "us-east-1_Nothing"}),
            "ResourceNotFound",
        ),
    ] {
        let refusal = pool
            .refused("AdminCreateUser", ann_with(fields.clone()))
            .await;
        assert_eq!(refusal.0, code, "{fields}");
    }
    let users = pool.ok("ListUsers", json!({"UserPoolId": POOL})).await;
    assert_eq!(users["Users"], json!([]));
    assert!(pool.messages().await.is_empty());
}

#[tokio::test]
async fn a_name_is_given_once() {
    let pool = Pool::new();
    invite(&pool).await;
    let taken = error("UsernameExists", "User account already exists");
    let shouted = with(ann(), json!({"Username": "ANN@example.com"}));
    for request in [ann(), shouted] {
        assert_eq!(pool.refused("AdminCreateUser", request).await, taken);
    }
    let sign_up = json!({"ClientId": CLIENT, "Username": EMAIL, "Password": TEMPORARY});
    assert_eq!(pool.refused("SignUp", sign_up).await.0, "UsernameExists");
}

#[tokio::test]
async fn a_verified_email_is_a_name_in_a_pool_of_aliases_and_moves_only_by_force() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({"AliasAttributes": ["email"]})).await;
    let request = |name: &str, force: bool| {
        json!({"UserPoolId": pool_id, "Username": name, "TemporaryPassword": "Temp0rary!", "ForceAliasCreation": force,
            "UserAttributes": [{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]})
    };
    pool.ok("AdminCreateUser", request("bob", false)).await;
    let refusal = pool.refused("AdminCreateUser", request("rob", false)).await;
    let message = "An account with the email already exists.";
    assert_eq!(refusal, error("AliasExists", message));
    pool.ok("AdminCreateUser", request("rob", true)).await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, EMAIL, "Temp0rary!"))
        .await;
    assert_eq!(reply["ChallengeParameters"]["USER_ID_FOR_SRP"], "rob");
}

#[tokio::test]
async fn a_temporary_password_expires_after_seven_days_and_a_resent_one_begins_anew() {
    let pool = Pool::new();
    invite(&pool).await;
    let sign_in = |password: &str| by_password(CLIENT, EMAIL, password);
    pool.wait_nearly(DAY * 7);
    pool.ok("InitiateAuth", sign_in(TEMPORARY)).await;
    pool.wait(Duration::from_millis(1));
    let message = "Temporary password has expired and must be reset by an administrator.";
    assert_eq!(
        pool.refused("InitiateAuth", sign_in(TEMPORARY)).await,
        error("NotAuthorized", message)
    );

    pool.ok(
        "AdminCreateUser",
        ann_with(json!({"MessageAction": "RESEND"})),
    )
    .await;
    let password = pool.last_code(EMAIL).await;
    assert_ne!(password, TEMPORARY);
    pool.wait_nearly(DAY * 7);
    pool.ok("InitiateAuth", sign_in(&password)).await;
    let old = pool.refused("InitiateAuth", sign_in(TEMPORARY)).await;
    assert_eq!(
        old,
        error("NotAuthorized", "Incorrect username or password.")
    );
}

#[tokio::test]
async fn the_pool_says_how_long_a_temporary_password_lives_and_zero_means_seven_days() {
    let pool = Pool::new();
    for (days, expected) in [(1, 1), (0, 7), (365, 365)] {
        let policy = json!({"MinimumLength": 8, "TemporaryPasswordValidityDays": days});
        let (pool_id, client) = pool
            .create(json!({"Policies": {"PasswordPolicy": policy}}))
            .await;
        let request =
            json!({"UserPoolId": pool_id, "Username": "bob", "TemporaryPassword": TEMPORARY});
        pool.ok("AdminCreateUser", request).await;
        let sign_in = by_password(&client, "bob", TEMPORARY);
        pool.wait_nearly(DAY * expected);
        pool.ok("InitiateAuth", sign_in.clone()).await;
        pool.wait(Duration::from_millis(1));
        assert_eq!(
            pool.refused("InitiateAuth", sign_in).await.0,
            "NotAuthorized"
        );
    }
}

#[tokio::test]
async fn only_those_who_have_not_chosen_a_password_are_invited_again() {
    let pool = Pool::new();
    let resend = ann_with(json!({"MessageAction": "RESEND"}));
    assert_eq!(
        pool.refused("AdminCreateUser", resend.clone()).await,
        error("UserNotFound", "User does not exist.")
    );
    pool.confirmed(EMAIL).await;
    let refusal = pool.refused("AdminCreateUser", resend).await;
    assert_eq!(refusal.0, "UnsupportedUserState");
}

#[tokio::test]
async fn where_one_time_codes_sign_in_a_user_needs_no_password() {
    let pool = Pool::new();
    let policies = json!({"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}});
    let (pool_id, _) = pool
        .create(json!({"UsernameAttributes": ["email"], "Policies": policies}))
        .await;
    let request = json!({"UserPoolId": pool_id, "Username": EMAIL});
    let user = pool.ok("AdminCreateUser", request.clone()).await["User"].clone();
    assert_eq!(user["UserStatus"], "CONFIRMED");
    let blank = with(
        request.clone(),
        json!({"Username": "cat@example.com", "TemporaryPassword": ""}),
    );
    let user = pool.ok("AdminCreateUser", blank).await["User"].clone();
    assert_eq!(user["UserStatus"], "CONFIRMED");
    let with_password = with(
        request,
        json!({"Username": "bob@example.com", "TemporaryPassword": "Temp0rary!"}),
    );
    let user = pool.ok("AdminCreateUser", with_password).await["User"].clone();
    assert_eq!(user["UserStatus"], "FORCE_CHANGE_PASSWORD");
}
