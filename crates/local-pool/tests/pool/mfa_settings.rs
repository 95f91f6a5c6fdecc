//! The second factors of a pool, and its domain: kept for the operations that need them.

use serde_json::json;

use crate::support::{POOL, Pool, error};

#[tokio::test]
async fn factors_are_kept_and_what_is_not_named_stays() {
    let pool = Pool::new();
    let read = || pool.ok("GetUserPoolMfaConfig", json!({"UserPoolId": POOL}));
    let seeded = json!({
        "MfaConfiguration": "OPTIONAL",
        "SoftwareTokenMfaConfiguration": {"Enabled": true},
        "WebAuthnConfiguration": {"RelyingPartyId": "localhost", "UserVerification": "preferred"},
    });
    assert_eq!(read().await, seeded);
    let passkeys = json!({"RelyingPartyId": "example.com", "UserVerification": "required",
        "FactorConfiguration": "SINGLE_FACTOR"});
    let set = json!({"UserPoolId": POOL, "WebAuthnConfiguration": passkeys});
    let reply = pool.ok("SetUserPoolMfaConfig", set).await;
    let mut expected = seeded;
    expected["WebAuthnConfiguration"] = passkeys.clone();
    assert_eq!(reply, expected);

    let factors = json!({
        "MfaConfiguration": "OPTIONAL",
        "SoftwareTokenMfaConfiguration": {"Enabled": true},
        "EmailMfaConfiguration": {"Subject": "Code", "Message": "It is {####}"},
        "SmsMfaConfiguration": {"SmsAuthenticationMessage": "{####}", "SmsConfiguration": {"SnsCallerArn": "arn:x"}},
    });
    let mut set = factors.clone();
    set["UserPoolId"] = json!(POOL);
    let reply = pool.ok("SetUserPoolMfaConfig", set).await;
    let mut expected = factors;
    expected["WebAuthnConfiguration"] = passkeys;
    assert_eq!(reply, expected);
    assert_eq!(read().await, expected);
    let described = pool
        .ok("DescribeUserPool", json!({"UserPoolId": POOL}))
        .await;
    assert_eq!(described["UserPool"]["MfaConfiguration"], "OPTIONAL");
}

#[tokio::test]
async fn factors_that_the_service_does_not_know_are_refused() {
    let pool = Pool::new();
    for settings in [
        json!({"MfaConfiguration": "ON", "SoftwareTokenMfaConfiguration": {"Enabled": false}}),
        json!({"MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": false}}),
        json!({"MfaConfiguration": "MAYBE"}),
        json!({"WebAuthnConfiguration": {"UserVerification": "discouraged"}}),
        json!({"WebAuthnConfiguration": {"RelyingPartyId": ""}}),
        json!({"WebAuthnConfiguration": {"FactorConfiguration": "NONE"}}),
    ] {
        let mut request = settings.clone();
        request["UserPoolId"] = json!(POOL);
        let refusal = pool.refused("SetUserPoolMfaConfig", request).await;
        assert_eq!(refusal.0, "InvalidParameter", "{settings}");
    }
    let nowhere = json!({"UserPoolId": "us-east-1_Nothing"});
    let message = "User pool us-east-1_Nothing does not exist.";
    for operation in ["SetUserPoolMfaConfig", "GetUserPoolMfaConfig"] {
        let refusal = pool.refused(operation, nowhere.clone()).await;
        assert_eq!(refusal, error("ResourceNotFound", message));
    }
}

#[tokio::test]
async fn a_domain_belongs_to_one_pool_and_a_pool_has_one_domain() {
    let pool = Pool::new();
    let (other, _) = pool.create(json!({})).await;
    let request = |pool_id: &str, domain: &str| json!({"UserPoolId": pool_id, "Domain": domain});
    pool.ok("CreateUserPoolDomain", request(POOL, "vestibule"))
        .await;
    let described = pool
        .ok("DescribeUserPool", json!({"UserPoolId": POOL}))
        .await;
    assert_eq!(described["UserPool"]["Domain"], "vestibule");
    for (pool_id, domain, message) in [
        (
            other.as_str(),
            "vestibule",
            "Domain already associated with another user pool.",
        ),
        (
            POOL,
            "another",
            "User pool already has a domain configured.",
        ),
        (
            other.as_str(),
            "my-cognito-pages",
            "Domain cannot contain reserved word: cognito",
        ),
    ] {
        let refusal = pool
            .refused("CreateUserPoolDomain", request(pool_id, domain))
            .await;
        assert_eq!(refusal, error("InvalidParameter", message));
    }
    for domain in ["", "-a", "a-", "A", "a.b", &"a".repeat(64)] {
        let refusal = pool
            .refused("CreateUserPoolDomain", request(&other, domain))
            .await;
        assert_eq!(refusal.0, "InvalidParameter", "{domain}");
    }
    let versioned = json!({"UserPoolId": other, "Domain": "a", "ManagedLoginVersion": 2});
    let reply = pool.ok("CreateUserPoolDomain", versioned).await;
    assert_eq!(reply, json!({"ManagedLoginVersion": 2}));
    let nowhere = pool
        .refused("CreateUserPoolDomain", request("us-east-1_Nothing", "b"))
        .await;
    assert_eq!(nowhere.0, "ResourceNotFound");
}
