//! A code proves that its reader has the address that it was sent to, and nothing about any other.

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, update};

const NEW: &str = "anna@example.org";
const NEWER: &str = "anne@example.net";
const PHONE: &str = "+14155552671";
const SECRET: &str = "Secret-1";
const EXPIRED: &str = "Invalid code provided, please request a code again.";

/// A pool where users choose names, and both kinds of addresses are verified: its id and a client of it.
async fn pool_of_names(pool: &Pool) -> (String, String) {
    pool.create(json!({"AutoVerifiedAttributes": ["email", "phone_number"]}))
        .await
}

async fn sign_up(pool: &Pool, client: &str, name: &str, email: &str) {
    let request = json!({"ClientId": client, "Username": name, "Password": SECRET,
        "UserAttributes": [{"Name": "email", "Value": email}]});
    pool.ok("SignUp", request).await;
}

fn confirm(client: &str, name: &str, code: &str) -> Value {
    json!({"ClientId": client, "Username": name, "ConfirmationCode": code})
}

async fn admin_sets(pool: &Pool, pool_id: &str, name: &str, attributes: &[(&str, &str)]) {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| json!({"Name": name, "Value": value}))
        .collect();
    let request = json!({"UserPoolId": pool_id, "Username": name, "UserAttributes": attributes});
    pool.ok("AdminUpdateUserAttributes", request).await;
}

async fn attribute_of(pool: &Pool, pool_id: &str, user: &str, name: &str) -> Option<String> {
    let request = json!({"UserPoolId": pool_id, "Username": user});
    let user = pool.ok("AdminGetUser", request).await;
    let mut attributes = user["UserAttributes"].as_array().unwrap().iter();
    let attribute = attributes.find(|attribute| attribute["Name"] == name)?;
    Some(attribute["Value"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_code_of_a_sign_up_verifies_the_address_it_went_to_and_not_a_number_given_since() {
    let pool = Pool::new();
    let (pool_id, client) = pool_of_names(&pool).await;
    sign_up(&pool, &client, "ann", EMAIL).await;
    let code = pool.last_code(EMAIL).await;
    admin_sets(&pool, &pool_id, "ann", &[("phone_number", PHONE)]).await;
    pool.ok("ConfirmSignUp", confirm(&client, "ann", &code))
        .await;
    for (name, verified) in [
        ("email_verified", "true"),
        ("phone_number_verified", "false"),
    ] {
        let mark = attribute_of(&pool, &pool_id, "ann", name).await;
        assert_eq!(mark.as_deref(), Some(verified), "{name}");
    }
}

#[tokio::test]
async fn the_code_of_a_sign_up_ends_with_the_address_that_it_went_to() {
    let pool = Pool::new();
    let (pool_id, client) = pool_of_names(&pool).await;
    for (name, email, changed) in [
        ("ann", EMAIL, [("email", NEW)].as_slice()),
        ("bob", "bob@example.com", &[("email", "")]),
        (
            "eve",
            "eve@example.com",
            &[("email", NEWER), ("email_verified", "true")],
        ),
    ] {
        sign_up(&pool, &client, name, email).await;
        let code = pool.last_code(email).await;
        admin_sets(&pool, &pool_id, name, changed).await;
        let refusal = pool
            .refused("ConfirmSignUp", confirm(&client, name, &code))
            .await;
        assert_eq!(refusal, error("ExpiredCode", EXPIRED), "{name}");
    }
}

#[tokio::test]
async fn an_address_that_an_administrator_vouches_for_ends_the_code_to_another_one() {
    let pool = Pool::new();
    let settings = json!({"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]}});
    let (pool_id, client) = pool.create(settings).await;
    sign_up(&pool, &client, EMAIL, EMAIL).await;
    let code = pool.last_code(EMAIL).await;
    pool.ok("ConfirmSignUp", confirm(&client, EMAIL, &code))
        .await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, EMAIL, SECRET))
        .await;
    let token = reply["AuthenticationResult"]["AccessToken"].clone();
    pool.ok("UpdateUserAttributes", update(&token, &[("email", NEW)]))
        .await;
    let code = pool.last_code(NEW).await;
    let vouched = [("email", NEWER), ("email_verified", "true")];
    admin_sets(&pool, &pool_id, EMAIL, &vouched).await;
    let verify = json!({"AccessToken": token, "AttributeName": "email", "Code": code});
    assert_eq!(
        pool.refused("VerifyUserAttribute", verify).await,
        error("ExpiredCode", EXPIRED)
    );
    assert_eq!(
        pool.attribute(&token, "email").await.as_deref(),
        Some(NEWER)
    );
}

#[tokio::test]
async fn the_code_of_a_forgotten_password_ends_with_the_address_that_it_went_to() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let forgot = json!({"ClientId": CLIENT, "Username": EMAIL});
    pool.ok("ForgotPassword", forgot).await;
    let stolen = pool.last_code(EMAIL).await;
    pool.ok("UpdateUserAttributes", update(&token, &[("email", NEW)]))
        .await;
    let code = pool.last_code(NEW).await;
    let verify = json!({"AccessToken": token, "AttributeName": "email", "Code": code});
    pool.ok("VerifyUserAttribute", verify).await;
    let reset = json!({"ClientId": CLIENT, "Username": NEW, "ConfirmationCode": stolen,
        "Password": "Passw1rd"});
    assert_eq!(
        pool.refused("ConfirmForgotPassword", reset).await,
        error("ExpiredCode", EXPIRED)
    );
    pool.ok("InitiateAuth", by_password(CLIENT, NEW, PASSWORD))
        .await;
}

#[tokio::test]
async fn a_change_of_address_sends_twenty_codes_in_an_hour_and_no_more() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let change = |address: &str| update(&token, &[("email", address)]);
    for address in [NEW, NEWER].iter().cycle().take(20) {
        pool.ok("UpdateUserAttributes", change(address)).await;
    }
    let sent = pool.messages().await.len();
    let exceeded = "Attempt limit exceeded, please try after some time.";
    assert_eq!(
        pool.refused("UpdateUserAttributes", change(NEW)).await,
        error("LimitExceeded", exceeded)
    );
    assert_eq!(pool.messages().await.len(), sent);
    assert_eq!(
        attribute_of(&pool, POOL, NEWER, "email").await.as_deref(),
        Some(NEWER)
    );
}

#[tokio::test]
async fn who_loses_an_alias_to_another_user_is_verified_by_it_no_longer() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]});
    let (pool_id, client) = pool.create(settings).await;
    let forced = |name: &str| {
        json!({"UserPoolId": pool_id, "Username": name, "ForceAliasCreation": true,
            "UserAttributes": [{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]})
    };
    pool.ok("AdminCreateUser", forced("ann")).await;
    pool.ok("AdminCreateUser", forced("bob")).await;
    sign_up(&pool, &client, "eve", EMAIL).await;
    let code = pool.last_code(EMAIL).await;
    for (name, verified) in [("ann", "false"), ("bob", "true"), ("eve", "false")] {
        let mark = attribute_of(&pool, &pool_id, name, "email_verified").await;
        assert_eq!(mark.as_deref(), Some(verified), "{name}");
    }
    let mut confirm = confirm(&client, "eve", &code);
    confirm["ForceAliasCreation"] = json!(true);
    pool.ok("ConfirmSignUp", confirm).await;
    for (name, verified) in [("ann", "false"), ("bob", "false"), ("eve", "true")] {
        let mark = attribute_of(&pool, &pool_id, name, "email_verified").await;
        assert_eq!(mark.as_deref(), Some(verified), "{name}");
    }
}
