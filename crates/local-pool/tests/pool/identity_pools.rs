//! Identity pools and their roles.

use serde_json::{Value, json};

use crate::support::{CLIENT, POOL, Pool, error};

const DEFAULT: &str = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";
const ROLE: &str = "arn:aws:iam::123456789012:role/guests";

#[tokio::test]
async fn the_default_identity_pool_takes_the_tokens_of_the_default_client() {
    let pool = Pool::new();
    let described = pool
        .identity_ok("DescribeIdentityPool", json!({"IdentityPoolId": DEFAULT}))
        .await;
    let provider = format!("cognito-idp.us-east-1.amazonaws.com/{POOL}");
    assert_eq!(
        described["CognitoIdentityProviders"],
        json!([{"ProviderName": provider, "ClientId": CLIENT}])
    );
}

#[tokio::test]
async fn an_identity_pool_is_described_with_the_settings_that_it_was_given() {
    let pool = Pool::new();
    let settings = json!({
        "IdentityPoolName": "guests and members",
        "AllowUnauthenticatedIdentities": true,
        "AllowClassicFlow": false,
        "CognitoIdentityProviders": [{"ProviderName": "cognito-idp.us-east-1.amazonaws.com/us-east-1_x",
            "ClientId": "c", "ServerSideTokenCheck": true}],
        "SupportedLoginProviders": {"graph.facebook.com": "123"},
        "OpenIdConnectProviderARNs": ["arn:aws:iam::123456789012:oidc-provider/x"],
        "SamlProviderARNs": [],
        "DeveloperProviderName": "login.example",
        "IdentityPoolTags": {"team": "identity"},
    });
    let created = pool
        .identity_ok("CreateIdentityPool", settings.clone())
        .await;
    let id = created["IdentityPoolId"].as_str().unwrap();
    assert!(id.starts_with("us-east-1:") && id.len() == 46, "{id}");
    let described = pool
        .identity_ok("DescribeIdentityPool", json!({"IdentityPoolId": id}))
        .await;
    assert_eq!(described, created);
    for (name, value) in settings.as_object().unwrap() {
        assert_eq!(&described[name], value, "{name}");
    }
}

#[tokio::test]
async fn the_roles_of_an_identity_pool_are_kept() {
    let pool = Pool::new();
    let read = || pool.identity_ok("GetIdentityPoolRoles", json!({"IdentityPoolId": DEFAULT}));
    assert_eq!(
        read().await,
        json!({"IdentityPoolId": DEFAULT, "Roles": {
            "authenticated": "arn:aws:iam::000000000000:role/VestibuleAuthenticated",
            "unauthenticated": "arn:aws:iam::000000000000:role/VestibuleUnauthenticated",
        }})
    );
    let settings = json!({"IdentityPoolId": DEFAULT, "Roles": {"authenticated": ROLE, "unauthenticated": ROLE},
        "RoleMappings": {"cognito-idp.us-east-1.amazonaws.com/us-east-1_x:c":
            {"Type": "Token", "AmbiguousRoleResolution": "AuthenticatedRole"}}});
    let reply = pool
        .identity_ok("SetIdentityPoolRoles", settings.clone())
        .await;
    assert_eq!(reply, json!({}));
    assert_eq!(read().await, settings);
}

#[tokio::test]
async fn identity_pools_and_settings_that_do_not_exist_are_refused() {
    let pool = Pool::new();
    let unknown = "us-east-1:00000000-0000-4000-8000-000000000000";
    let message = format!("IdentityPool '{unknown}' not found.");
    for (operation, fields) in [
        ("DescribeIdentityPool", json!({})),
        ("GetIdentityPoolRoles", json!({})),
        (
            "SetIdentityPoolRoles",
            json!({"Roles": {"authenticated": ROLE}}),
        ),
    ] {
        let mut request: Value = fields;
        request["IdentityPoolId"] = json!(unknown);
        let refusal = pool.identity_refused(operation, request).await;
        assert_eq!(refusal, error("ResourceNotFound", &message), "{operation}");
    }
    for (operation, request) in [
        (
            "DescribeIdentityPool",
            json!({"IdentityPoolId": "us-east-1:XYZ"}),
        ),
        (
            "SetIdentityPoolRoles",
            json!({"IdentityPoolId": DEFAULT, "Roles": {"king": ROLE}}),
        ),
        (
            "SetIdentityPoolRoles",
            json!({"IdentityPoolId": DEFAULT, "Roles": {"authenticated": "me"}}),
        ),
        ("CreateIdentityPool", json!({"IdentityPoolName": "x"})),
        (
            "CreateIdentityPool",
            json!({"IdentityPoolName": "x", "AllowUnauthenticatedIdentities": true,
            "CognitoIdentityProviders": [{"ClientId": "c"}]}),
        ),
        (
            "CreateIdentityPool",
            json!({"IdentityPoolName": "x", "AllowUnauthenticatedIdentities": true, "AllowClassicFlow": "yes"}),
        ),
    ] {
        let refusal = pool.identity_refused(operation, request.clone()).await;
        assert_eq!(refusal.0, "InvalidParameter", "{request}");
    }
}

#[tokio::test]
async fn the_two_services_do_not_answer_for_each_other() {
    let pool = Pool::new();
    let request = json!({"IdentityPoolId": DEFAULT});
    let refusal = pool.refused("DescribeIdentityPool", request).await;
    assert_eq!(refusal.0, "UnknownOperation");
}
