//! The settings of app clients: which are kept, which are refused, and how long tokens live.

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, by_password, claims, error};

const NOW: i64 = 1_795_000_000;

async fn signed_in(pool: &Pool, client: &Value) -> Value {
    let client = client["ClientId"].as_str().unwrap();
    let reply = pool
        .ok("InitiateAuth", by_password(client, EMAIL, PASSWORD))
        .await;
    reply["AuthenticationResult"].clone()
}

/// 10 minutes, 2 hours, and 90 minutes.
fn lifetimes() -> Value {
    json!({"AccessTokenValidity": 10, "IdTokenValidity": 2, "RefreshTokenValidity": 90,
        "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "hours", "RefreshToken": "minutes"}})
}

#[tokio::test]
async fn a_client_is_described_with_the_settings_that_it_was_given() {
    let pool = Pool::new();
    let mut settings = json!({
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        "AuthSessionValidity": 5,
        "PreventUserExistenceErrors": "LEGACY",
        "EnableTokenRevocation": false,
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 10},
        "ReadAttributes": ["email", "email_verified", "custom:agentName"],
        "WriteAttributes": ["email"],
        "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid", "email"],
        "CallbackURLs": ["http://localhost:8080/auth/callback"],
        "LogoutURLs": ["http://localhost:8080/"],
        "DefaultRedirectURI": "http://localhost:8080/auth/callback",
        "SupportedIdentityProviders": ["COGNITO"],
    });
    let times = lifetimes();
    settings
        .as_object_mut()
        .unwrap()
        .extend(times.as_object().unwrap().clone());
    let created = pool.client(settings.clone()).await;
    let described = pool
        .ok(
            "DescribeUserPoolClient",
            json!({"UserPoolId": POOL, "ClientId": created["ClientId"]}),
        )
        .await["UserPoolClient"]
        .clone();
    assert_eq!(described, created);
    for (name, value) in settings.as_object().unwrap() {
        assert_eq!(&described[name], value, "{name}");
    }
    assert!(described.get("ClientSecret").is_none());
}

#[tokio::test]
async fn only_a_client_that_asks_for_it_has_a_secret() {
    let pool = Pool::new();
    let created = pool.client(json!({"GenerateSecret": true})).await;
    let request = json!({"UserPoolId": POOL, "ClientId": created["ClientId"]});
    let described = pool.ok("DescribeUserPoolClient", request).await["UserPoolClient"].clone();
    assert_eq!(described["ClientSecret"].as_str().unwrap().len(), 51);
    assert_eq!(described["ClientSecret"], created["ClientSecret"]);
}

#[tokio::test]
async fn settings_that_the_service_does_not_know_are_refused() {
    let pool = Pool::new();
    for settings in [
        json!({"ExplicitAuthFlows": ["ALLOW_MAGIC"]}),
        json!({"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"]}),
        json!({"ReadAttributes": ["custom:unknown"]}),
        json!({"WriteAttributes": ["custom:unknown"]}),
        json!({"WriteAttributes": ["email_verified"]}),
        json!({"TokenValidityUnits": {"AccessToken": "weeks"}}),
        json!({"AccessTokenValidity": -1}),
        json!({"AccessTokenValidity": 0}),
        json!({"RefreshTokenRotation": {}}),
        json!({"AuthSessionValidity": 16}),
        json!({"AllowedOAuthFlows": ["password"]}),
        json!({"CallbackURLs": ["http://example.com/"]}),
        json!({"CallbackURLs": ["javascript://a.example/%0aalert(1)"]}),
        json!({"CallbackURLs": ["data:text/html,x"]}),
        json!({"LogoutURLs": ["https://a.example/#x"]}),
        json!({"LogoutURLs": ["https://a.example/\u{e4}"]}),
        json!({"CallbackURLs": ["https://a.example"], "DefaultRedirectURI": "https://b.example"}),
    ] {
        let mut request = json!({"UserPoolId": POOL, "ClientName": "c"});
        request
            .as_object_mut()
            .unwrap()
            .extend(settings.as_object().unwrap().clone());
        let refusal = pool.refused("CreateUserPoolClient", request.clone()).await;
        assert_eq!(refusal.0, "InvalidParameter", "{settings}");
        request["ClientId"] = json!(CLIENT);
        let refusal = pool.refused("UpdateUserPoolClient", request).await;
        assert_eq!(refusal.0, "InvalidParameter", "{settings}");
    }
}

#[tokio::test]
async fn an_address_without_encryption_is_refused_in_the_services_words_except_on_this_machine() {
    let pool = Pool::new();
    let with = |url: &str| json!({"UserPoolId": POOL, "ClientName": "c", "CallbackURLs": [url]});
    let refusal = pool
        .refused("CreateUserPoolClient", with("http://example.com"))
        .await;
    let words = "http://example.com cannot use the HTTP protocol.";
    assert_eq!(refusal, error("InvalidParameter", words));
    for url in ["http://localhost:3000", "http://127.0.0.1/a", "myapp://a"] {
        pool.ok("CreateUserPoolClient", with(url)).await;
    }
}

#[tokio::test]
async fn a_setting_of_the_wrong_type_is_named() {
    for (setting, path) in [
        (
            json!({"TokenValidityUnits": {"IdToken": 5}}),
            "'tokenValidityUnits.idToken'",
        ),
        (
            json!({"CallbackURLs": "https://a.example"}),
            "'callbackURLs'",
        ),
        (json!({"LogoutURLs": [5]}), "'logoutURLs[0]'"),
        (json!({"ExplicitAuthFlows": {}}), "'explicitAuthFlows'"),
    ] {
        let mut request = json!({"UserPoolId": POOL, "ClientName": "c"});
        request
            .as_object_mut()
            .unwrap()
            .extend(setting.as_object().unwrap().clone());
        let (_, message) = Pool::new().refused("CreateUserPoolClient", request).await;
        assert!(message.contains(path), "{path}: {message}");
    }
}

#[tokio::test]
async fn the_old_names_of_flows_leave_srp_and_refreshing_on() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let disabled = error(
        "InvalidParameter",
        "USER_PASSWORD_AUTH flow not enabled for this client",
    );
    for (flows, by_password_works, srp_works) in [
        (json!(["USER_PASSWORD_AUTH"]), true, true),
        (json!(["ADMIN_NO_SRP_AUTH"]), false, true),
        (json!(["CUSTOM_AUTH_FLOW_ONLY"]), false, false),
        (json!([]), false, true),
        (json!(["ALLOW_USER_PASSWORD_AUTH"]), true, false),
    ] {
        let client = pool.client(json!({"ExplicitAuthFlows": flows})).await;
        let id = client["ClientId"].as_str().unwrap();
        let mut srp = SrpClient::new();
        id.clone_into(&mut srp.client_id);
        let reply = pool.call("InitiateAuth", srp.begin(EMAIL)).await;
        assert_eq!(reply.status.is_success(), srp_works, "{flows}");
        let request = by_password(id, EMAIL, PASSWORD);
        if !by_password_works {
            assert_eq!(
                pool.refused("InitiateAuth", request).await,
                disabled,
                "{flows}"
            );
            continue;
        }
        let tokens = pool.ok("InitiateAuth", request).await["AuthenticationResult"].clone();
        let refresh = json!({"ClientId": id, "AuthFlow": "REFRESH_TOKEN_AUTH",
            "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}});
        let reply = pool.call("InitiateAuth", refresh).await;
        assert_eq!(reply.status.is_success(), srp_works, "{flows}");
    }
}

#[tokio::test]
async fn an_empty_list_of_flows_means_the_default() {
    let client = Pool::new().client(json!({"ExplicitAuthFlows": []})).await;
    let default = [
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
    ];
    assert_eq!(client["ExplicitAuthFlows"], json!(default));
}

#[tokio::test]
async fn tokens_live_as_long_as_the_client_says() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = pool.client(lifetimes()).await;
    let tokens = signed_in(&pool, &client).await;
    assert_eq!(tokens["ExpiresIn"], 600);
    assert_eq!(claims(&tokens["AccessToken"])["exp"], NOW + 600);
    assert_eq!(claims(&tokens["IdToken"])["exp"], NOW + 7200);

    let get_user = json!({"AccessToken": tokens["AccessToken"]});
    pool.wait(Duration::from_secs(599));
    pool.ok("GetUser", get_user.clone()).await;
    pool.wait(Duration::from_secs(1));
    let expired = error("NotAuthorized", "Access Token has expired");
    assert_eq!(pool.refused("GetUser", get_user).await, expired);

    let refresh = json!({"ClientId": client["ClientId"], "RefreshToken": tokens["RefreshToken"]});
    pool.wait_nearly(Duration::from_mins(80));
    let fresh = pool.ok("GetTokensFromRefreshToken", refresh.clone()).await;
    assert_eq!(fresh["AuthenticationResult"]["ExpiresIn"], 600);
    pool.wait(Duration::from_millis(1));
    let expired = error("NotAuthorized", "Refresh Token has expired");
    assert_eq!(
        pool.refused("GetTokensFromRefreshToken", refresh).await,
        expired
    );
}

#[tokio::test]
async fn an_update_applies_from_the_next_token_on_and_resets_what_it_does_not_name() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = pool.client(json!({"IdTokenValidity": 5})).await;
    let tokens = signed_in(&pool, &client).await;
    let request = json!({"UserPoolId": POOL, "ClientId": client["ClientId"], "AccessTokenValidity": 1800,
        "TokenValidityUnits": {"AccessToken": "seconds"}});
    pool.wait(Duration::from_secs(1));
    let updated = pool.ok("UpdateUserPoolClient", request).await["UserPoolClient"].clone();
    assert_eq!(updated["ClientName"], client["ClientName"]);
    assert_eq!(updated["CreationDate"], client["CreationDate"]);
    assert_eq!(updated["LastModifiedDate"], 1_795_000_001.0);
    assert_eq!(
        updated["ExplicitAuthFlows"],
        json!([
            "ALLOW_USER_SRP_AUTH",
            "ALLOW_CUSTOM_AUTH",
            "ALLOW_REFRESH_TOKEN_AUTH"
        ])
    );
    let refresh = json!({"ClientId": client["ClientId"], "RefreshToken": tokens["RefreshToken"]});
    let fresh = pool.ok("GetTokensFromRefreshToken", refresh).await["AuthenticationResult"].clone();
    assert_eq!(fresh["ExpiresIn"], 1800);
    assert_eq!(claims(&fresh["IdToken"])["exp"], NOW + 1 + 3600);
}

#[tokio::test]
async fn a_client_shows_and_takes_only_the_attributes_that_it_may() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = pool
        .client(json!({"ReadAttributes": ["email"], "WriteAttributes": ["name"]}))
        .await;
    let tokens = signed_in(&pool, &client).await;
    let user = pool
        .ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    let names: Vec<_> = user["UserAttributes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attribute| attribute["Name"].clone())
        .collect();
    assert_eq!(names, ["sub", "email"]);
    assert!(claims(&tokens["IdToken"]).get("email_verified").is_none());
    let sign_up = json!({"ClientId": client["ClientId"], "Username": "bob@example.com", "Password": PASSWORD,
        "UserAttributes": [{"Name": "custom:agentName", "Value": "007"}]});
    let message = "A client attempted to write unauthorized attribute";
    assert_eq!(
        pool.refused("SignUp", sign_up).await,
        error("NotAuthorized", message)
    );
}

#[tokio::test]
async fn the_clients_of_a_pool_are_listed_a_page_at_a_time() {
    let pool = Pool::new();
    let (other, _) = pool.create(json!({})).await;
    for _ in 0..3 {
        pool.client(json!({})).await;
    }
    let first = pool
        .ok(
            "ListUserPoolClients",
            json!({"UserPoolId": POOL, "MaxResults": 3}),
        )
        .await;
    assert_eq!(first["UserPoolClients"].as_array().unwrap().len(), 3);
    let request = json!({"UserPoolId": POOL, "MaxResults": 3, "NextToken": first["NextToken"]});
    let second = pool.ok("ListUserPoolClients", request).await;
    assert_eq!(second["UserPoolClients"].as_array().unwrap().len(), 1);
    assert!(second.get("NextToken").is_none());
    let others = pool
        .ok("ListUserPoolClients", json!({"UserPoolId": other}))
        .await;
    let listed = others["UserPoolClients"].as_array().unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["UserPoolId"], other);
    assert_eq!(listed[0]["ClientName"], "app");
}

#[tokio::test]
async fn a_client_of_another_pool_is_not_found() {
    let pool = Pool::new();
    let (other, _) = pool.create(json!({})).await;
    let message = format!("User pool client {CLIENT} does not exist.");
    for operation in ["DescribeUserPoolClient", "UpdateUserPoolClient"] {
        let request = json!({"UserPoolId": other, "ClientId": CLIENT});
        let refusal = pool.refused(operation, request).await;
        assert_eq!(refusal, error("ResourceNotFound", &message), "{operation}");
    }
}
