//! The settings of user pools: which are kept, which are refused, and the operations that read them.

use serde_json::{Value, json};

use crate::support::{EMAIL, PASSWORD, POOL, Pool, by_password, error};

async fn refusal(pool: &Pool, settings: Value) -> (String, String) {
    let mut request = json!({"PoolName": "p"});
    request
        .as_object_mut()
        .unwrap()
        .extend(settings.as_object().unwrap().clone());
    pool.refused("CreateUserPool", request).await
}

#[tokio::test]
async fn a_pool_is_described_with_the_settings_that_it_was_given() {
    let pool = Pool::new();
    let settings = json!({
        "PoolName": "Everything",
        "Policies": {
            "PasswordPolicy": {"MinimumLength": 10, "RequireUppercase": true, "RequireLowercase": true,
                "RequireNumbers": true, "RequireSymbols": false, "PasswordHistorySize": 3, "TemporaryPasswordValidityDays": 2},
            "SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"]}},
        "AutoVerifiedAttributes": ["email"],
        "UsernameAttributes": ["email"],
        "UsernameConfiguration": {"CaseSensitive": false},
        "MfaConfiguration": "OPTIONAL",
        "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": true, "DeviceOnlyRememberedOnUserPrompt": false},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]},
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true,
            "InviteMessageTemplate": {"EmailSubject": "Welcome", "EmailMessage": "{username}: {####}", "SMSMessage": "{username} {####}"}},
        "UserPoolTags": {"team": "identity"},
        "DeletionProtection": "INACTIVE",
        "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"},
        "SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::000000000000:role/sms"},
    });
    let created = pool.ok("CreateUserPool", settings.clone()).await["UserPool"].clone();
    let id = created["Id"].as_str().unwrap();
    assert!(id.starts_with("us-east-1_"), "{id}");
    let described =
        pool.ok("DescribeUserPool", json!({"UserPoolId": id})).await["UserPool"].clone();
    assert_eq!(described, created);
    for (name, value) in settings.as_object().unwrap() {
        if name != "PoolName" {
            assert_eq!(&described[name], value, "{name}");
        }
    }
    assert_eq!(described["Name"], "Everything");
    assert_eq!(described["EstimatedNumberOfUsers"], 0);
    assert_eq!(described["CreationDate"], 1_795_000_000.0);
    let arn = format!("arn:aws:cognito-idp:us-east-1:000000000000:userpool/{id}");
    assert_eq!(described["Arn"], arn);
}

#[tokio::test]
async fn a_pool_without_settings_has_those_of_the_service() {
    let pool = Pool::new();
    let described = pool.ok("CreateUserPool", json!({"PoolName": "p"})).await["UserPool"].clone();
    assert_eq!(
        described["Policies"]["PasswordPolicy"],
        json!({"MinimumLength": 8, "RequireUppercase": true, "RequireLowercase": true,
            "RequireNumbers": true, "RequireSymbols": true, "TemporaryPasswordValidityDays": 7})
    );
    assert_eq!(
        described["UsernameConfiguration"],
        json!({"CaseSensitive": true})
    );
    assert_eq!(described["MfaConfiguration"], "OFF");
    assert_eq!(described["SchemaAttributes"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn a_policy_requires_only_what_it_says() {
    let pool = Pool::new();
    let policy = json!({"Policies": {"PasswordPolicy": {"MinimumLength": 6}}});
    let (_, client) = pool.create(policy).await;
    let sign_up = json!({"ClientId": client, "Username": "bob", "Password": "simple"});
    pool.ok("SignUp", sign_up).await;
}

#[tokio::test]
async fn case_matters_unless_the_pool_says_otherwise() {
    let pool = Pool::new();
    let policy = json!({"PasswordPolicy": {"MinimumLength": 6}});
    for (configuration, taken) in [(None, false), (Some(false), true), (Some(true), false)] {
        let mut settings = json!({"Policies": policy});
        if let Some(case_sensitive) = configuration {
            settings["UsernameConfiguration"] = json!({"CaseSensitive": case_sensitive});
        }
        let (_, client) = pool.create(settings).await;
        let sign_up =
            |name: &str| json!({"ClientId": client, "Username": name, "Password": PASSWORD});
        pool.ok("SignUp", sign_up("bob")).await;
        let reply = pool.call("SignUp", sign_up("Bob")).await;
        assert_eq!(reply.status.as_u16() == 400, taken, "{configuration:?}");
    }
}

#[tokio::test]
async fn sign_up_is_closed_where_only_administrators_create_users() {
    let pool = Pool::new();
    let closed = json!({"AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true}});
    let (_, client) = pool.create(closed).await;
    let sign_up = json!({"ClientId": client, "Username": "bob", "Password": PASSWORD});
    assert_eq!(
        pool.refused("SignUp", sign_up).await,
        error(
            "NotAuthorized",
            "SignUp is not permitted for this user pool"
        )
    );
}

fn text(bounds: &Value) -> Value {
    json!({"Name": "x", "AttributeDataType": "String", "StringAttributeConstraints": bounds})
}

fn number(bounds: &Value) -> Value {
    json!({"Name": "x", "AttributeDataType": "Number", "NumberAttributeConstraints": bounds})
}

#[tokio::test]
async fn a_setting_of_the_wrong_type_is_named() {
    let pool = Pool::new();
    for (setting, path) in [
        (json!({"EmailConfiguration": 5}), "'emailConfiguration'"),
        (
            json!({"EmailVerificationSubject": {}}),
            "'emailVerificationSubject'",
        ),
        (json!({"LambdaConfig": []}), "'lambdaConfig'"),
        (json!({"UserPoolTags": {"a": 1}}), "'userPoolTags.a'"),
        (json!({"SmsConfiguration": "x"}), "'smsConfiguration'"),
    ] {
        let (name, message) = refusal(&pool, setting).await;
        assert_eq!(name, "InvalidParameter", "{path}");
        assert!(message.contains(path), "{path}: {message}");
    }
}

#[tokio::test]
async fn settings_that_the_service_does_not_know_are_refused() {
    let pool = Pool::new();
    for settings in [
        json!({"UsernameAttributes": ["nickname"]}),
        json!({"AliasAttributes": ["name"]}),
        json!({"AutoVerifiedAttributes": ["preferred_username"]}),
        json!({"MfaConfiguration": "SOMETIMES"}),
        json!({"UsernameConfiguration": {}}),
        json!({"Policies": {"PasswordPolicy": {"MinimumLength": 5}}}),
        json!({"Policies": {"PasswordPolicy": {"MinimumLength": 100}}}),
        json!({"Policies": {"PasswordPolicy": {"PasswordHistorySize": 25}}}),
        json!({"Policies": {"PasswordPolicy": {"TemporaryPasswordValidityDays": 366}}}),
        json!({"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["MAGIC"]}}}),
        json!({"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": []}}}),
        json!({"Schema": [{"Name": "x", "AttributeDataType": "Text"}]}),
        json!({"DeletionProtection": "MAYBE"}),
        json!({"UserPoolTier": "GOLD"}),
        json!({"Schema": [{"Name": "untyped"}]}),
        json!({"Schema": [{"Name": "a b", "AttributeDataType": "String"}]}),
        json!({"Schema": [{"Name": "twice", "AttributeDataType": "String"}, {"Name": "twice", "AttributeDataType": "Number"}]}),
        json!({"Schema": [{"Name": "email", "Required": true}, {"Name": "email", "Required": false}]}),
        json!({"Schema": [text(&json!({"MinLength": "abc"}))]}),
        json!({"Schema": [text(&json!({"MinLength": "-1"}))]}),
        json!({"Schema": [text(&json!({"MaxLength": "99999"}))]}),
        json!({"Schema": [text(&json!({"MinLength": "5", "MaxLength": "4"}))]}),
        json!({"Schema": [{"Name": "email", "StringAttributeConstraints": {"MaxLength": "2049"}}]}),
        json!({"Schema": [number(&json!({"MinValue": "abc"}))]}),
        json!({"Schema": [number(&json!({"MinValue": "2", "MaxValue": "1"}))]}),
        json!({"Schema": [{"Name": "aNameOfMoreThanTwenty", "AttributeDataType": "String"}]}),
        json!({"Schema": [{"Name": "email", "DeveloperOnlyAttribute": true}]}),
        json!({"Schema": [{"Name": "email", "AttributeDataType": "Number"}]}),
        json!({"AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "friend"}]}}),
        json!({"AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 3, "Name": "verified_email"}]}}),
        json!({"AccountRecoverySetting": {"RecoveryMechanisms": []}}),
        json!({"UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]}}),
        json!({"EmailVerificationMessage": "no code in it"}),
        json!({"SmsVerificationMessage": "{###}"}),
        json!({"SmsAuthenticationMessage": format!("{{####}}{}", "x".repeat(135))}),
    ] {
        assert_eq!(
            refusal(&pool, settings.clone()).await.0,
            "InvalidParameter",
            "{settings}"
        );
    }
}

/// The description of an attribute in a pool of that schema.
async fn declared(schema: Value, name: &str) -> Value {
    let request = json!({"PoolName": "p", "Schema": schema});
    let described = Pool::new().ok("CreateUserPool", request).await["UserPool"].clone();
    let attributes = described["SchemaAttributes"].as_array().unwrap();
    let mut named = attributes.iter().filter(|one| one["Name"] == name);
    let found = named.next().unwrap().clone();
    assert!(named.next().is_none(), "{name} is there twice");
    found
}

#[tokio::test]
async fn what_is_not_said_of_a_standard_attribute_stays() {
    let birthdate = declared(
        json!([{"Name": "birthdate", "Required": true}]),
        "birthdate",
    )
    .await;
    assert_eq!(
        birthdate,
        json!({"Name": "birthdate", "AttributeDataType": "String", "DeveloperOnlyAttribute": false,
            "Mutable": true, "Required": true, "StringAttributeConstraints": {"MinLength": "10", "MaxLength": "10"}})
    );
    let fixed = declared(json!([{"Name": "email", "Mutable": false}]), "email").await;
    assert_eq!(
        (&fixed["Mutable"], &fixed["Required"]),
        (&json!(false), &json!(false))
    );
    let updated_at = declared(
        json!([{"Name": "updated_at", "Required": false}]),
        "updated_at",
    )
    .await;
    assert_eq!(updated_at["AttributeDataType"], "Number");
}

#[tokio::test]
async fn an_attribute_of_ones_own_can_change_unless_it_is_declared_fixed() {
    for (said, mutable) in [(None, true), (Some(true), true), (Some(false), false)] {
        let schema = json!([{"Name": "agent", "AttributeDataType": "String", "Mutable": said}]);
        assert_eq!(
            declared(schema, "custom:agent").await["Mutable"],
            mutable,
            "{said:?}"
        );
    }
    let developers =
        json!([{"Name": "a", "AttributeDataType": "Number", "DeveloperOnlyAttribute": true}]);
    let attribute = declared(developers, "dev:custom:a").await;
    assert_eq!(attribute["AttributeDataType"], "Number");
}

#[tokio::test]
async fn pools_are_listed_a_page_at_a_time() {
    let pool = Pool::new();
    for name in ["a", "b", "c"] {
        pool.ok("CreateUserPool", json!({"PoolName": name})).await;
    }
    let mut names = Vec::new();
    let mut request = json!({"MaxResults": 3});
    loop {
        let page = pool.ok("ListUserPools", request.clone()).await;
        let pools = page["UserPools"].as_array().unwrap();
        assert!(pools.len() <= 3);
        names.extend(
            pools
                .iter()
                .map(|pool| pool["Name"].as_str().unwrap().to_owned()),
        );
        match page.get("NextToken") {
            Some(token) => request["NextToken"] = token.clone(),
            None => break,
        }
    }
    names.sort();
    assert_eq!(names, ["Default pool", "a", "b", "c"]);
    for request in [
        json!({"MaxResults": 61}),
        json!({"MaxResults": 0}),
        json!({"MaxResults": 3, "NextToken": "?"}),
    ] {
        assert_eq!(
            pool.refused("ListUserPools", request).await.0,
            "InvalidParameter"
        );
    }
}

#[tokio::test]
async fn a_pool_that_does_not_exist_is_said_so() {
    let pool = Pool::new();
    let request = json!({"UserPoolId": "us-east-1_Nothing"});
    let message = "User pool us-east-1_Nothing does not exist.";
    for operation in ["DescribeUserPool", "ListUserPoolClients"] {
        let refusal = pool.refused(operation, request.clone()).await;
        assert_eq!(refusal, error("ResourceNotFound", message), "{operation}");
    }
}

#[tokio::test]
async fn the_number_of_users_is_counted() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.ok(
        "InitiateAuth",
        by_password(crate::support::CLIENT, EMAIL, PASSWORD),
    )
    .await;
    let described = pool
        .ok("DescribeUserPool", json!({"UserPoolId": POOL}))
        .await;
    assert_eq!(described["UserPool"]["EstimatedNumberOfUsers"], 1);
}
