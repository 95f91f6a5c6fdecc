//! The second factors of a pool, and its domain: kept for the operations that need them.

use serde_json::{Value, json};

use crate::support::{POOL, Pool, by_password, error};

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
        json!({"SmsMfaConfiguration": {"SmsAuthenticationMessage": "no code in it"}}),
        json!({"EmailMfaConfiguration": {"Message": "no code in it", "Subject": "s"}}),
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

/// What the service needs to know before it sends messages to phones.
fn sms() -> Value {
    json!({"SnsCallerArn": "arn:aws:iam::000000000000:role/sms", "ExternalId": "x"})
}

#[tokio::test]
async fn a_pool_that_is_created_with_second_factors_sends_codes_by_sms() {
    let pool = Pool::new();
    for configuration in ["ON", "OPTIONAL"] {
        let settings = json!({"MfaConfiguration": configuration, "SmsConfiguration": sms(),
            "SmsAuthenticationMessage": "Code: {####}"});
        let (id, client) = pool.create(settings).await;
        let read = json!({"UserPoolId": id});
        let expected = json!({"MfaConfiguration": configuration, "SmsMfaConfiguration":
            {"SmsAuthenticationMessage": "Code: {####}", "SmsConfiguration": sms()}});
        assert_eq!(pool.ok("GetUserPoolMfaConfig", read).await, expected);
        if configuration == "OPTIONAL" {
            continue;
        }
        let phone = json!([{"Name": "phone_number", "Value": "+14155552671"}]);
        let ann = json!({"UserPoolId": id, "Username": "ann", "UserAttributes": phone});
        pool.ok("AdminCreateUser", ann).await;
        let password = json!({"UserPoolId": id, "Username": "ann", "Password": "Passw0rd!", "Permanent": true});
        pool.ok("AdminSetUserPassword", password).await;
        let begin = by_password(&client, "ann", "Passw0rd!");
        let challenge = pool.ok("InitiateAuth", begin).await;
        assert_eq!(challenge["ChallengeName"], "SMS_MFA");
        assert_eq!(pool.messages().await[0]["body"].as_str().unwrap().len(), 12);
    }
}

#[tokio::test]
async fn no_second_factor_comes_with_a_pool_that_cannot_send_messages_to_phones() {
    let pool = Pool::new();
    let told = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional";
    let told = error("InvalidParameter", told);
    let (id, _) = pool.create(json!({})).await;
    for configuration in ["ON", "OPTIONAL"] {
        let create = json!({"PoolName": "p", "MfaConfiguration": configuration});
        assert_eq!(pool.refused("CreateUserPool", create).await, told);
        let update = json!({"UserPoolId": id, "MfaConfiguration": configuration});
        assert_eq!(pool.refused("UpdateUserPool", update).await, told);
    }
    let with_phones =
        json!({"UserPoolId": id, "MfaConfiguration": "ON", "SmsConfiguration": sms()});
    pool.ok("UpdateUserPool", with_phones).await;
    let (other, _) = pool.create(json!({})).await;
    let app = json!({"UserPoolId": other, "MfaConfiguration": "OPTIONAL",
        "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    pool.ok("SetUserPoolMfaConfig", app).await;
    let update = json!({"UserPoolId": other, "MfaConfiguration": "ON"});
    pool.ok("UpdateUserPool", update).await;
}

#[tokio::test]
async fn second_factors_are_not_turned_off_and_set_up_together() {
    let pool = Pool::new();
    let (id, _) = pool.create(json!({})).await;
    let told = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together.";
    for factor in [
        json!({"SoftwareTokenMfaConfiguration": {"Enabled": true}}),
        json!({"SmsMfaConfiguration": {"SmsConfiguration": sms()}}),
        json!({"EmailMfaConfiguration": {"Message": "{####}", "Subject": "s"}}),
    ] {
        let mut request = factor;
        request["UserPoolId"] = json!(id);
        for configuration in [None, Some("OFF")] {
            if let Some(configuration) = configuration {
                request["MfaConfiguration"] = json!(configuration);
            }
            let refusal = pool.refused("SetUserPoolMfaConfig", request.clone()).await;
            assert_eq!(refusal, error("InvalidParameter", told), "{request}");
        }
    }
    let off = json!({"UserPoolId": id, "MfaConfiguration": "OFF",
        "SoftwareTokenMfaConfiguration": {"Enabled": false}, "WebAuthnConfiguration": {"RelyingPartyId": "localhost"}});
    pool.ok("SetUserPoolMfaConfig", off).await;
}

#[tokio::test]
async fn where_everybody_needs_a_second_factor_the_first_one_must_be_such_that_it_can_follow() {
    let pool = Pool::new();
    let codes = "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled";
    let passkeys = "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an \
        allowed first auth factor";
    let single = json!({"RelyingPartyId": "localhost", "FactorConfiguration": "SINGLE_FACTOR"});
    let multi = json!({"RelyingPartyId": "localhost", "FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"});
    for (first, configuration, told) in [
        ("EMAIL_OTP", &multi, Some(codes)),
        ("SMS_OTP", &multi, Some(codes)),
        ("WEB_AUTHN", &Value::Null, Some(passkeys)),
        ("WEB_AUTHN", &single, Some(passkeys)),
        ("WEB_AUTHN", &multi, None),
        ("PASSWORD", &single, None),
    ] {
        let policies = json!({"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", first]}});
        let (id, _) = pool.create(json!({"Policies": policies})).await;
        let on = json!({"UserPoolId": id, "MfaConfiguration": "ON", "WebAuthnConfiguration": configuration,
            "SoftwareTokenMfaConfiguration": {"Enabled": true}});
        let update = json!({"UserPoolId": id, "MfaConfiguration": "ON", "SmsConfiguration": sms(),
            "Policies": policies});
        let Some(told) = told else {
            pool.ok("SetUserPoolMfaConfig", on).await;
            pool.ok("UpdateUserPool", update).await;
            continue;
        };
        let told = error("InvalidParameter", told);
        assert_eq!(pool.refused("SetUserPoolMfaConfig", on.clone()).await, told);
        let mut optional = on;
        optional["MfaConfiguration"] = json!("OPTIONAL");
        pool.ok("SetUserPoolMfaConfig", optional).await;
        assert_eq!(pool.refused("UpdateUserPool", update).await, told);
    }
    // The default pool offers all that there is, so that all can be tried.
    let on = json!({"UserPoolId": POOL, "MfaConfiguration": "ON"});
    pool.ok("SetUserPoolMfaConfig", on).await;
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
