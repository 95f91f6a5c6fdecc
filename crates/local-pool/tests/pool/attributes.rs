//! `UpdateUserAttributes` and `DeleteUserAttributes`, for what is no address

use serde_json::{Value, json};

use crate::support::{EMAIL, PASSWORD, Pool, by_password, error, update};

const UNAUTHORIZED: &str = "A client attempted to write unauthorized attribute";
const OPENING: &str = "Attributes did not conform to the schema: ";

fn delete(token: &Value, names: &[&str]) -> Value {
    json!({"AccessToken": token, "UserAttributeNames": names})
}

/// The access token of a user of a pool with that schema.
async fn entered_with(pool: &Pool, schema: Value, attributes: Value) -> Value {
    let settings = json!({"UsernameAttributes": ["email"], "AutoVerifiedAttributes": ["email"], "Schema": schema});
    let (_, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": EMAIL, "Password": "Secret-1", "UserAttributes": attributes});
    pool.ok("SignUp", sign_up).await;
    let code = pool.last_code(EMAIL).await;
    let confirm = json!({"ClientId": client, "Username": EMAIL, "ConfirmationCode": code});
    pool.ok("ConfirmSignUp", confirm).await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, EMAIL, "Secret-1"))
        .await;
    reply["AuthenticationResult"]["AccessToken"].clone()
}

#[tokio::test]
async fn new_values_are_kept_and_send_no_codes() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let sent = pool.messages().await.len();
    let changes = [
        ("custom:agentName", "Bond"),
        ("name", "James"),
        ("birthdate", "1920-11-11"),
    ];
    let reply = pool
        .ok("UpdateUserAttributes", update(&token, &changes))
        .await;
    assert_eq!(reply, json!({"CodeDeliveryDetailsList": []}));
    for (name, value) in changes {
        assert_eq!(pool.attribute(&token, name).await.as_deref(), Some(value));
    }
    assert_eq!(pool.messages().await.len(), sent);
}

#[tokio::test]
async fn an_empty_value_stays_as_a_blank_if_custom_and_removes_what_is_standard() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for value in ["Bond", ""] {
        let changes = [("custom:agentName", value), ("birthdate", "1920-11-11")];
        pool.ok("UpdateUserAttributes", update(&token, &changes))
            .await;
    }
    pool.ok("UpdateUserAttributes", update(&token, &[("birthdate", "")]))
        .await;
    assert_eq!(
        pool.attribute(&token, "custom:agentName").await.as_deref(),
        Some("")
    );
    assert_eq!(pool.attribute(&token, "birthdate").await, None);
}

#[tokio::test]
async fn what_the_schema_forbids_is_refused_and_nothing_changes() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let long = "x".repeat(2049);
    let constraints = |name: &str| {
        format!("{OPENING}{name}: The value does not satisfy the constraints of the attribute")
    };
    let unknown =
        |name: &str| format!("{OPENING}Type for attribute {{{name}}} could not be determined");
    for (name, value, message) in [
        ("custom:nope", "x", unknown("custom:nope")),
        ("nope", "x", unknown("nope")),
        ("birthdate", "2001-02-29", constraints("birthdate")),
        ("updated_at", "now", constraints("updated_at")),
        ("email", "ann", "Invalid email address format.".to_owned()),
        ("phone_number", "555", "Invalid phone number format.".to_owned()),
        ("email", "", "user.email: Required attribute cannot be deleted.".to_owned()),
        (
            "name",
            &long,
            "1 validation error detected: Value at 'userAttributes[1].value' failed to satisfy constraint: \
             Member must have length less than or equal to 2048"
                .to_owned(),
        ),
    ] {
        let changes = [("custom:agentName", "Bond"), (name, value)];
        let refusal = pool
            .refused("UpdateUserAttributes", update(&token, &changes))
            .await;
        assert_eq!(refusal, error("InvalidParameter", &message), "{name}");
    }
    assert_eq!(pool.attribute(&token, "custom:agentName").await, None);
}

#[tokio::test]
async fn only_what_the_client_may_write_can_be_changed_or_deleted() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    for name in ["email_verified", "phone_number_verified", "sub"] {
        let refusal = pool
            .refused("UpdateUserAttributes", update(&token, &[(name, "true")]))
            .await;
        assert_eq!(refusal, error("NotAuthorized", UNAUTHORIZED), "{name}");
    }
    for name in ["email_verified", "sub"] {
        let refusal = pool
            .refused("DeleteUserAttributes", delete(&token, &[name]))
            .await;
        assert_eq!(refusal, error("NotAuthorized", UNAUTHORIZED), "{name}");
    }
    assert_eq!(
        pool.attribute(&token, "email_verified").await.as_deref(),
        Some("true")
    );

    let client = pool
        .client(json!({"WriteAttributes": ["email", "name"]}))
        .await;
    let reply = pool
        .ok(
            "InitiateAuth",
            by_password(client["ClientId"].as_str().unwrap(), EMAIL, PASSWORD),
        )
        .await;
    let token = &reply["AuthenticationResult"]["AccessToken"];
    pool.ok("UpdateUserAttributes", update(token, &[("name", "Ann")]))
        .await;
    let changes = [("name", "Anna"), ("nickname", "A")];
    let refusal = pool
        .refused("UpdateUserAttributes", update(token, &changes))
        .await;
    assert_eq!(refusal, error("NotAuthorized", UNAUTHORIZED));
    let refusal = pool
        .refused("DeleteUserAttributes", delete(token, &["nickname"]))
        .await;
    assert_eq!(refusal, error("NotAuthorized", UNAUTHORIZED));
    // The schema is not explained to those who may not write at all.
    let refusal = pool
        .refused("DeleteUserAttributes", delete(token, &["unheard-of"]))
        .await;
    assert_eq!(refusal, error("NotAuthorized", UNAUTHORIZED));
    assert_eq!(pool.attribute(token, "name").await.as_deref(), Some("Ann"));
}

#[tokio::test]
async fn what_is_immutable_stays() {
    let pool = Pool::new();
    let schema = json!([{"Name": "badge", "AttributeDataType": "String", "Mutable": false,
            "StringAttributeConstraints": {"MinLength": "1", "MaxLength": "10"}}]);
    let given = json!([{"Name": "custom:badge", "Value": "007"}]);
    let token = entered_with(&pool, schema, given).await;
    let refusal = error(
        "InvalidParameter",
        "user.custom:badge: Attribute cannot be updated.",
    );
    for value in ["008", "007", ""] {
        let request = update(&token, &[("custom:badge", value)]);
        assert_eq!(pool.refused("UpdateUserAttributes", request).await, refusal);
    }
    let request = delete(&token, &["custom:badge"]);
    assert_eq!(pool.refused("DeleteUserAttributes", request).await, refusal);
    assert_eq!(
        pool.attribute(&token, "custom:badge").await.as_deref(),
        Some("007")
    );
}

#[tokio::test]
async fn lengths_and_numbers_keep_to_the_schema() {
    let pool = Pool::new();
    let schema = json!([
        {"Name": "pin", "AttributeDataType": "String", "Mutable": true,
            "StringAttributeConstraints": {"MinLength": "4", "MaxLength": "4"}},
        {"Name": "age", "AttributeDataType": "Number", "Mutable": true,
            "NumberAttributeConstraints": {"MinValue": "18", "MaxValue": "99"}},
    ]);
    let token = entered_with(&pool, schema, json!([])).await;
    for (name, value) in [
        ("custom:pin", "123"),
        ("custom:pin", "12345"),
        ("custom:age", "17"),
        ("custom:age", "100"),
        ("custom:age", "old"),
    ] {
        let refusal = pool
            .refused("UpdateUserAttributes", update(&token, &[(name, value)]))
            .await;
        assert_eq!(refusal.0, "InvalidParameter", "{name} {value}");
        assert!(refusal.1.starts_with(OPENING), "{refusal:?}");
    }
    let fitting = [("custom:pin", "1234"), ("custom:age", "18")];
    pool.ok("UpdateUserAttributes", update(&token, &fitting))
        .await;
}

#[tokio::test]
async fn deleted_attributes_are_gone_and_absent_ones_are_no_matter() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let given = [("custom:agentName", "Bond"), ("name", "James")];
    pool.ok("UpdateUserAttributes", update(&token, &given))
        .await;
    for names in [["custom:agentName", "nickname"].as_slice(), &[]] {
        assert_eq!(
            pool.ok("DeleteUserAttributes", delete(&token, names)).await,
            json!({})
        );
    }
    assert_eq!(pool.attribute(&token, "custom:agentName").await, None);
    assert_eq!(
        pool.attribute(&token, "name").await.as_deref(),
        Some("James")
    );
}

#[tokio::test]
async fn required_and_unknown_attributes_cannot_be_deleted() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok("UpdateUserAttributes", update(&token, &[("name", "Ann")]))
        .await;
    for (name, message) in [
        ("email", "user.email: Required attribute cannot be deleted."),
        (
            "custom:nope",
            "Attributes did not conform to the schema: Type for attribute {custom:nope} could not be determined",
        ),
    ] {
        let refusal = pool
            .refused("DeleteUserAttributes", delete(&token, &["name", name]))
            .await;
        assert_eq!(refusal, error("InvalidParameter", message));
    }
    assert_eq!(pool.attribute(&token, "name").await.as_deref(), Some("Ann"));
}
