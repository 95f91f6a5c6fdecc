//! Pools and clients with settings of their own.

use serde_json::{Value, json};

use crate::support::{PASSWORD, Pool, SrpClient, by_password, claims, error};

fn sign_up(client: &str, username: &str, password: &str, email: &str) -> Value {
    json!({"ClientId": client, "Username": username, "Password": password,
        "UserAttributes": [{"Name": "email", "Value": email}]})
}

#[tokio::test]
async fn a_pool_of_chosen_names_signs_in_by_name_and_by_verified_email() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"],
        "UsernameConfiguration": {"CaseSensitive": false},
        "Policies": {"PasswordPolicy": {"MinimumLength": 6, "RequireSymbols": true}}});
    let (pool_id, client) = pool.create(settings).await;
    let as_email = pool
        .refused(
            "SignUp",
            sign_up(&client, "bob@example.com", "Secret-1", "bob@example.com"),
        )
        .await;
    assert_eq!(as_email.0, "InvalidParameter");
    let weak = pool
        .refused(
            "SignUp",
            sign_up(&client, "Bob", PASSWORD, "bob@example.com"),
        )
        .await;
    let rule = "Password did not conform with policy: Password must have symbol characters";
    assert_eq!(weak, error("InvalidPassword", rule));
    pool.ok(
        "SignUp",
        sign_up(&client, "Bob", "Secret-1", "bob@example.com"),
    )
    .await;
    let code = pool.last_code("bob@example.com").await;
    let unverified = pool
        .refused(
            "InitiateAuth",
            by_password(&client, "bob@example.com", "Secret-1"),
        )
        .await;
    assert_eq!(unverified, error("UserNotFound", "User does not exist."));
    let confirm = json!({"ClientId": client, "Username": "bob", "ConfirmationCode": code});
    pool.ok("ConfirmSignUp", confirm).await;

    for name in ["Bob", "BOB", "bob@example.com"] {
        let mut srp = SrpClient::new();
        (srp.pool_id, srp.client_id) = (pool_id.clone(), client.clone());
        let question = pool.ok("InitiateAuth", srp.begin(name)).await;
        assert_eq!(question["ChallengeParameters"]["USER_ID_FOR_SRP"], "bob");
        let reply = pool
            .ok("RespondToAuthChallenge", srp.answer(&question, "Secret-1"))
            .await;
        let result = &reply["AuthenticationResult"];
        assert_eq!(result["ExpiresIn"], 300);
        assert_eq!(claims(&result["AccessToken"])["username"], "Bob");
    }
}

#[tokio::test]
async fn an_email_that_another_user_verified_is_not_taken_over_unless_forced() {
    let pool = Pool::new();
    let settings = json!({"AliasAttributes": ["email"], "AutoVerifiedAttributes": ["email"]});
    let (_, client) = pool.create(settings).await;
    for name in ["bob", "rob"] {
        pool.ok(
            "SignUp",
            sign_up(&client, name, "Secret-1", "shared@example.com"),
        )
        .await;
        let code = pool.last_code("shared@example.com").await;
        let mut request = json!({"ClientId": client, "Username": name, "ConfirmationCode": code});
        if name == "rob" {
            let refusal = pool.refused("ConfirmSignUp", request.clone()).await;
            assert_eq!(
                refusal,
                error("AliasExists", "An account with the email already exists.")
            );
            request["ForceAliasCreation"] = json!(true);
        }
        pool.ok("ConfirmSignUp", request).await;
        let reply = pool
            .ok(
                "InitiateAuth",
                by_password(&client, "shared@example.com", "Secret-1"),
            )
            .await;
        assert_eq!(
            claims(&reply["AuthenticationResult"]["AccessToken"])["username"],
            name
        );
    }
}

#[tokio::test]
async fn a_schema_is_honoured() {
    let pool = Pool::new();
    let (_, client) = pool.create(json!({"UsernameAttributes": ["email"], "Schema": [
        {"Name": "name", "AttributeDataType": "String", "Mutable": true, "Required": true},
        {"Name": "pin", "AttributeDataType": "String", "StringAttributeConstraints": {"MinLength": "4", "MaxLength": "4"}},
        {"Name": "age", "AttributeDataType": "Number", "NumberAttributeConstraints": {"MinValue": "18", "MaxValue": "99"}},
    ]})).await;
    let request = |attributes: &[(&str, &str)]| {
        let attributes: Vec<Value> = attributes
            .iter()
            .map(|(name, value)| json!({"Name": name, "Value": value}))
            .collect();
        json!({"ClientId": client, "Username": "bob@example.com", "Password": "Secret-1", "UserAttributes": attributes})
    };
    for attributes in [
        [].as_slice(),
        &[("name", "")],
        &[("name", "Bob"), ("custom:pin", "123")],
        &[("name", "Bob"), ("custom:pin", "12345")],
        &[("name", "Bob"), ("custom:age", "17")],
        &[("name", "Bob"), ("custom:age", "old")],
        &[("name", "Bob"), ("pin", "1234")],
    ] {
        let (code, message) = pool.refused("SignUp", request(attributes)).await;
        assert_eq!(code, "InvalidParameter");
        assert!(
            message.starts_with("Attributes did not conform to the schema: "),
            "{message}"
        );
    }
    pool.ok(
        "SignUp",
        request(&[
            ("name", "Bob"),
            ("custom:pin", "1234"),
            ("custom:age", "18"),
        ]),
    )
    .await;
}

#[tokio::test]
async fn settings_out_of_range_are_refused() {
    let pool = Pool::new();
    let both =
        json!({"PoolName": "p", "UsernameAttributes": ["email"], "AliasAttributes": ["email"]});
    assert_eq!(
        pool.refused("CreateUserPool", both).await.0,
        "InvalidParameter"
    );
    let required = json!({"PoolName": "p", "Schema": [
        {"Name": "x", "AttributeDataType": "String", "Required": true}]});
    let message = "Required custom attributes are not supported currently.";
    assert_eq!(
        pool.refused("CreateUserPool", required).await,
        error("InvalidParameter", message)
    );
    for settings in [
        json!({"AccessTokenValidity": 25}),
        json!({"IdTokenValidity": 4, "TokenValidityUnits": {"IdToken": "minutes"}}),
        json!({"RefreshTokenValidity": 4000}),
        json!({"AuthSessionValidity": 2}),
        json!({"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 61}}),
        json!({"PreventUserExistenceErrors": "MAYBE"}),
    ] {
        let mut request = json!({"UserPoolId": crate::support::POOL, "ClientName": "c"});
        request
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        assert_eq!(
            pool.refused("CreateUserPoolClient", request).await.0,
            "InvalidParameter",
            "{settings}"
        );
    }
    let nowhere = json!({"UserPoolId": "us-east-1_Nothing", "ClientName": "c"});
    let refusal = pool.refused("CreateUserPoolClient", nowhere).await;
    assert_eq!(
        refusal,
        error(
            "ResourceNotFound",
            "User pool us-east-1_Nothing does not exist."
        )
    );
}
