//! Pools, clients, domains and attributes that are removed.

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, update};

async fn status(pool: &Pool, operation: &str, request: Value) -> (String, String) {
    let reply = pool.call(operation, request).await.json();
    let told = |name: &str| reply[name].as_str().unwrap_or_default().to_owned();
    (told("__type"), told("message"))
}

#[tokio::test]
async fn a_pool_is_removed_with_all_that_is_its_own_and_no_more() {
    let pool = Pool::new();
    let kept = pool.entered(EMAIL).await;
    let policies = json!({"PasswordPolicy": {"MinimumLength": 8}});
    let settings = json!({"UsernameAttributes": ["email"], "Policies": policies});
    let (id, client) = pool.create(settings).await;
    let sign_up = json!({"ClientId": client, "Username": EMAIL, "Password": PASSWORD});
    pool.ok("SignUp", sign_up.clone()).await;
    let ann = json!({"UserPoolId": id, "Username": EMAIL});
    pool.ok("AdminConfirmSignUp", ann.clone()).await;
    let begin = by_password(&client, EMAIL, PASSWORD);
    let tokens = pool.ok("InitiateAuth", begin.clone()).await["AuthenticationResult"].clone();
    pool.ok("DeleteUserPool", json!({"UserPoolId": id})).await;

    let gone = format!("User pool {id} does not exist.");
    for (operation, request) in [
        ("DescribeUserPool", json!({"UserPoolId": id})),
        ("DeleteUserPool", json!({"UserPoolId": id})),
        ("AdminGetUser", ann),
    ] {
        let refusal = pool.refused(operation, request).await;
        assert_eq!(refusal, error("ResourceNotFound", &gone), "{operation}");
    }
    for (operation, request) in [
        ("InitiateAuth", begin),
        ("SignUp", sign_up),
        ("GetUser", json!({"AccessToken": tokens["AccessToken"]})),
        (
            "GetTokensFromRefreshToken",
            json!({"ClientId": client, "RefreshToken": tokens["RefreshToken"]}),
        ),
    ] {
        let (name, message) = status(&pool, operation, request).await;
        assert!(!name.is_empty(), "{operation}");
        assert_ne!(name, "InternalErrorException", "{operation}: {message}");
    }
    let jwks = pool.get(&format!("/{id}/.well-known/jwks.json")).await;
    assert_eq!(jwks.status, 404);
    pool.ok("GetUser", json!({"AccessToken": kept})).await;
    let listed = pool.ok("ListUserPools", json!({"MaxResults": 9})).await;
    assert_eq!(listed["UserPools"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_pool_that_is_protected_or_has_a_domain_is_not_removed() {
    let pool = Pool::new();
    let (id, _) = pool.create(json!({"DeletionProtection": "ACTIVE"})).await;
    let delete = json!({"UserPoolId": id});
    let told = "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be \
        inactivated first.";
    let refusal = pool.refused("DeleteUserPool", delete.clone()).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    pool.ok("UpdateUserPool", delete.clone()).await;
    let domain = json!({"UserPoolId": id, "Domain": "ann"});
    pool.ok("CreateUserPoolDomain", domain.clone()).await;
    let told =
        "User pool cannot be deleted. It has a domain configured that should be deleted first.";
    let refusal = pool.refused("DeleteUserPool", delete.clone()).await;
    assert_eq!(refusal, error("InvalidParameter", told));
    pool.ok("DeleteUserPoolDomain", domain.clone()).await;
    let refusal = pool.refused("DeleteUserPoolDomain", domain.clone()).await;
    assert_eq!(refusal.0, "InvalidParameter");
    pool.ok("DeleteUserPool", delete).await;
    let elsewhere = json!({"UserPoolId": POOL, "Domain": "ann"});
    pool.ok("CreateUserPoolDomain", elsewhere).await;
}

#[tokio::test]
async fn what_was_issued_to_a_client_that_is_removed_is_of_no_use() {
    let pool = Pool::new();
    let kept = pool.entered(EMAIL).await;
    let client = pool.client(json!({})).await["ClientId"].clone();
    let id = client.as_str().unwrap();
    let begin = by_password(id, EMAIL, PASSWORD);
    let tokens = pool.ok("InitiateAuth", begin.clone()).await["AuthenticationResult"].clone();
    let delete = json!({"UserPoolId": POOL, "ClientId": client});
    pool.ok("DeleteUserPoolClient", delete.clone()).await;
    let gone = error(
        "ResourceNotFound",
        &format!("User pool client {id} does not exist."),
    );
    for (operation, request) in [
        ("DeleteUserPoolClient", delete),
        ("InitiateAuth", begin),
        ("GetUser", json!({"AccessToken": tokens["AccessToken"]})),
        (
            "GetTokensFromRefreshToken",
            json!({"ClientId": client, "RefreshToken": tokens["RefreshToken"]}),
        ),
    ] {
        let refusal = pool.refused(operation, request).await;
        assert_eq!(refusal, gone, "{operation}");
    }
    pool.ok("GetUser", json!({"AccessToken": kept})).await;
    let (other, _) = pool.create(json!({})).await;
    let foreign = json!({"UserPoolId": other, "ClientId": CLIENT});
    let refusal = pool.refused("DeleteUserPoolClient", foreign).await;
    assert_eq!(refusal.0, "ResourceNotFound");
}

#[tokio::test]
async fn an_administrator_removes_attributes_that_may_go() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let set = update(&token, &[("name", "Ann"), ("family_name", "Lee")]);
    pool.ok("UpdateUserAttributes", set).await;
    let delete = |names: &[&str]| json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributeNames": names});
    pool.ok("AdminDeleteUserAttributes", delete(&["name", "nickname"]))
        .await;
    assert_eq!(pool.attribute(&token, "name").await, None);
    for names in [["family_name", "sub"], ["family_name", "email"]] {
        let refusal = pool.refused("AdminDeleteUserAttributes", delete(&names));
        assert_eq!(refusal.await.0, "InvalidParameter", "{names:?}");
    }
    let family_name = pool.attribute(&token, "family_name").await;
    assert_eq!(family_name.as_deref(), Some("Lee"));
}
