//! Changing and verifying an address or phone number: `UpdateUserAttributes`,
//! `GetUserAttributeVerificationCode` and `VerifyUserAttribute`

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, by_password, error, update};

const NEW: &str = "anna@example.org";
const EXPIRED: &str = "Invalid code provided, please request a code again.";
const TAKEN: &str = "An account with the email already exists.";
const SECRET: &str = "Secret-1";

fn ask(token: &Value, name: &str) -> Value {
    json!({"AccessToken": token, "AttributeName": name})
}

fn verify(token: &Value, name: &str, code: &str) -> Value {
    json!({"AccessToken": token, "AttributeName": name, "Code": code})
}

async fn change_email(pool: &Pool, token: &Value, email: &str) -> Value {
    pool.ok("UpdateUserAttributes", update(token, &[("email", email)]))
        .await
}

/// A confirmed user of another pool, signed in: the access token.
async fn entered_by_name(pool: &Pool, client: &str, name: &str, email: &str) -> Value {
    let sign_up = json!({"ClientId": client, "Username": name, "Password": SECRET,
        "UserAttributes": [{"Name": "email", "Value": email}]});
    pool.ok("SignUp", sign_up).await;
    let code = pool.last_code(email).await;
    let confirm = json!({"ClientId": client, "Username": name, "ConfirmationCode": code});
    pool.ok("ConfirmSignUp", confirm).await;
    let reply = pool
        .ok("InitiateAuth", by_password(client, name, SECRET))
        .await;
    reply["AuthenticationResult"]["AccessToken"].clone()
}

async fn signs_in(pool: &Pool, client: &str, name: &str, password: &str) -> bool {
    let request = by_password(client, name, password);
    pool.call("InitiateAuth", request).await.status.is_success()
}

#[tokio::test]
async fn a_new_email_is_sent_a_code_and_takes_the_place_of_the_old_one_at_once() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let reply = change_email(&pool, &token, NEW).await;
    let details =
        json!({"Destination": "a***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    assert_eq!(reply["CodeDeliveryDetailsList"], json!([details]));
    assert_eq!(pool.messages().await[0]["to"], NEW);
    assert_eq!(pool.messages().await[0]["kind"], "attribute");
    assert_eq!(pool.attribute(&token, "email").await.as_deref(), Some(NEW));
    assert_eq!(
        pool.attribute(&token, "email_verified").await.as_deref(),
        Some("false")
    );
    assert!(signs_in(&pool, CLIENT, NEW, PASSWORD).await);
    assert!(!signs_in(&pool, CLIENT, EMAIL, PASSWORD).await);
    pool.sign_up(EMAIL).await;

    let code = pool.last_code(NEW).await;
    let request = verify(&token, "email", &code);
    assert_eq!(
        pool.ok("VerifyUserAttribute", request.clone()).await,
        json!({})
    );
    assert_eq!(
        pool.attribute(&token, "email_verified").await.as_deref(),
        Some("true")
    );
    let again = pool.refused("VerifyUserAttribute", request).await;
    assert_eq!(again, error("ExpiredCode", EXPIRED));
}

#[tokio::test]
async fn the_same_email_sends_nothing_and_stays_verified() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let sent = pool.messages().await.len();
    let reply = change_email(&pool, &token, EMAIL).await;
    assert_eq!(reply["CodeDeliveryDetailsList"], json!([]));
    assert_eq!(pool.messages().await.len(), sent);
    assert_eq!(
        pool.attribute(&token, "email_verified").await.as_deref(),
        Some("true")
    );
}

#[tokio::test]
async fn the_email_of_another_user_is_refused_whatever_its_case() {
    let pool = Pool::new();
    pool.confirmed("bob@example.com").await;
    let token = pool.entered(EMAIL).await;
    for taken in ["bob@example.com", "Bob@Example.com"] {
        let request = update(&token, &[("name", "Ann"), ("email", taken)]);
        let refusal = pool.refused("UpdateUserAttributes", request).await;
        assert_eq!(refusal, error("AliasExists", TAKEN));
    }
    assert_eq!(
        pool.attribute(&token, "email").await.as_deref(),
        Some(EMAIL)
    );
    assert!(signs_in(&pool, CLIENT, "bob@example.com", PASSWORD).await);
}

#[tokio::test]
async fn an_alias_signs_in_from_its_verification_on() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]});
    let (_, client) = pool.create(settings).await;
    let token = entered_by_name(&pool, &client, "ann", EMAIL).await;
    assert!(signs_in(&pool, &client, EMAIL, SECRET).await);
    change_email(&pool, &token, NEW).await;
    for address in [EMAIL, NEW] {
        assert!(!signs_in(&pool, &client, address, SECRET).await);
    }
    let code = pool.last_code(NEW).await;
    pool.ok("VerifyUserAttribute", verify(&token, "email", &code))
        .await;
    assert!(signs_in(&pool, &client, NEW, SECRET).await);
    assert!(!signs_in(&pool, &client, EMAIL, SECRET).await);
}

#[tokio::test]
async fn an_address_that_another_user_verified_first_is_not_taken_over() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]});
    let (_, client) = pool.create(settings).await;
    let ann = entered_by_name(&pool, &client, "ann", EMAIL).await;
    let bob = entered_by_name(&pool, &client, "bob", "bob@example.com").await;
    change_email(&pool, &ann, NEW).await;
    let anns = pool.last_code(NEW).await;
    change_email(&pool, &bob, NEW).await;
    let bobs = pool.last_code(NEW).await;
    pool.ok("VerifyUserAttribute", verify(&bob, "email", &bobs))
        .await;
    let refusal = pool
        .refused("VerifyUserAttribute", verify(&ann, "email", &anns))
        .await;
    assert_eq!(refusal, error("AliasExists", TAKEN));
    let carol = entered_by_name(&pool, &client, "carol", "carol@example.com").await;
    let refusal = pool
        .refused("UpdateUserAttributes", update(&carol, &[("email", NEW)]))
        .await;
    assert_eq!(refusal, error("AliasExists", TAKEN));
}

#[tokio::test]
async fn where_the_pool_wants_it_the_old_email_stays_until_the_new_one_is_verified() {
    let pool = Pool::new();
    let settings = json!({"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]}});
    let (_, client) = pool.create(settings).await;
    let token = entered_by_name(&pool, &client, EMAIL, EMAIL).await;
    let reply = change_email(&pool, &token, NEW).await;
    assert_eq!(
        reply["CodeDeliveryDetailsList"][0]["AttributeName"],
        "email"
    );
    for (name, value) in [("email", EMAIL), ("email_verified", "true")] {
        assert_eq!(pool.attribute(&token, name).await.as_deref(), Some(value));
    }
    assert!(signs_in(&pool, &client, EMAIL, SECRET).await);
    assert!(!signs_in(&pool, &client, NEW, SECRET).await);

    pool.ok("GetUserAttributeVerificationCode", ask(&token, "email"))
        .await;
    let code = pool.last_code(NEW).await;
    pool.ok("VerifyUserAttribute", verify(&token, "email", &code))
        .await;
    for (name, value) in [("email", NEW), ("email_verified", "true")] {
        assert_eq!(pool.attribute(&token, name).await.as_deref(), Some(value));
    }
    assert!(signs_in(&pool, &client, NEW, SECRET).await);
    assert!(!signs_in(&pool, &client, EMAIL, SECRET).await);
}

#[tokio::test]
async fn a_phone_number_has_codes_of_its_own() {
    let pool = Pool::new();
    let verified = ["email", "phone_number"];
    let settings = json!({"AutoVerifiedAttributes": verified});
    let (_, client) = pool.create(settings).await;
    let token = entered_by_name(&pool, &client, "ann", EMAIL).await;
    let changes = [("email", NEW), ("phone_number", "+14155552671")];
    let reply = pool
        .ok("UpdateUserAttributes", update(&token, &changes))
        .await;
    let list = &reply["CodeDeliveryDetailsList"];
    assert_eq!(list[0]["Destination"], "a***@e***");
    assert_eq!(
        list[1],
        json!({"Destination": "+*******2671", "DeliveryMedium": "SMS", "AttributeName": "phone_number"})
    );
    for (name, value) in changes {
        let code = pool.last_code(value).await;
        pool.ok("VerifyUserAttribute", verify(&token, name, &code))
            .await;
        let verified = pool.attribute(&token, &format!("{name}_verified")).await;
        assert_eq!(verified.as_deref(), Some("true"));
    }
    // A number that is not required can be given up, and what it said of itself goes with it.
    let delete = json!({"AccessToken": token, "UserAttributeNames": ["phone_number"]});
    pool.ok("DeleteUserAttributes", delete).await;
    for name in ["phone_number", "phone_number_verified"] {
        assert_eq!(pool.attribute(&token, name).await, None);
    }
    let refusal = pool
        .refused(
            "GetUserAttributeVerificationCode",
            ask(&token, "phone_number"),
        )
        .await;
    assert_eq!(
        refusal,
        error("InvalidParameter", "User does not have phone_number.")
    );
}

#[tokio::test]
async fn a_preferred_user_name_signs_in_at_once_and_is_anothers_no_more() {
    let pool = Pool::new();
    let settings =
        json!({"AliasAttributes": ["preferred_username"], "AutoVerifiedAttributes": ["email"]});
    let (_, client) = pool.create(settings).await;
    let ann = entered_by_name(&pool, &client, "ann", EMAIL).await;
    let bob = entered_by_name(&pool, &client, "bob", "bob@example.com").await;
    let prefer = |token: &Value, name: &str| update(token, &[("preferred_username", name)]);
    pool.ok("UpdateUserAttributes", prefer(&ann, "queen")).await;
    assert!(signs_in(&pool, &client, "queen", SECRET).await);
    let refusal = pool
        .refused("UpdateUserAttributes", prefer(&bob, "queen"))
        .await;
    assert_eq!(refusal.0, "AliasExists");
    pool.ok("UpdateUserAttributes", prefer(&ann, "")).await;
    assert!(!signs_in(&pool, &client, "queen", SECRET).await);
    pool.ok("UpdateUserAttributes", prefer(&bob, "queen")).await;
}
