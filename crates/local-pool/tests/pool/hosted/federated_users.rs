use serde_json::{Value, json};

use super::{Browser, exchange, granted, request, says, told};
use crate::support::{
    CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, by_password, claims, error, update,
};

pub(super) const FACEBOOK: [(&str, &str); 1] = [("identity_provider", "Facebook")];
pub(super) const ZOE: &str = "zoe@example.com";

/// The tokens of somebody who continues as that account at Facebook.
pub(super) async fn tokens(pool: &Pool, browser: &Browser<'_>, email: &str, name: &str) -> Value {
    let path = request(&[("identity_provider", "Facebook"), ("prompt", "login")]);
    let code = told(&browser.continue_as(&path, email, name).await)["code"].clone();
    granted(&exchange(pool, &code, &[]).await)
}

/// What the default client is set to, as an update takes it.
async fn client(pool: &Pool) -> Value {
    let described = json!({"UserPoolId": POOL, "ClientId": CLIENT});
    let mut client = pool.ok("DescribeUserPoolClient", described).await["UserPoolClient"].clone();
    for name in ["CreationDate", "LastModifiedDate"] {
        client.as_object_mut().unwrap().remove(name);
    }
    client
}

async fn user(pool: &Pool, name: &str) -> Value {
    let request = json!({"UserPoolId": POOL, "Username": name});
    pool.ok("AdminGetUser", request).await
}

#[tokio::test]
async fn a_user_of_a_provider_becomes_a_user_of_the_pool_who_says_where_from() {
    let pool = Pool::new();
    let tokens = tokens(&pool, &Browser::new(&pool), ZOE, "Zoe Example").await;
    let id = claims(&tokens["id_token"]);
    let username = id["cognito:username"].as_str().unwrap();
    let subject = username.strip_prefix("Facebook_").unwrap();
    assert_eq!(
        (id["email"].as_str(), id["name"].as_str()),
        (Some(ZOE), Some("Zoe Example"))
    );
    assert_eq!(id["email_verified"], false);
    assert_eq!(
        id["identities"],
        json!([{"userId": subject, "providerName": "Facebook", "providerType": "Facebook", "issuer": null,
            "primary": "true", "dateCreated": "1795000000000"}])
    );
    assert_eq!(claims(&tokens["access_token"])["username"], username);

    let user = user(&pool, username).await;
    assert_eq!(user["UserStatus"], "EXTERNAL_PROVIDER");
    let identities = user["UserAttributes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|attribute| attribute["Name"] == "identities");
    assert_eq!(
        identities.unwrap()["Value"],
        format!(
            "[{{\"userId\":\"{subject}\",\"providerName\":\"Facebook\",\"providerType\":\"Facebook\",\
             \"issuer\":null,\"primary\":true,\"dateCreated\":1795000000000}}]"
        )
    );
    pool.ok("GetUser", json!({"AccessToken": tokens["access_token"]}))
        .await;
}

#[tokio::test]
async fn who_comes_again_is_the_same_user_with_what_the_provider_says_now() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let first = claims(&tokens(&pool, &browser, ZOE, "Zoe").await["id_token"]);
    let again = claims(&tokens(&pool, &browser, "ZOE@example.com", "Zoe Z").await["id_token"]);
    let other = claims(&tokens(&pool, &browser, EMAIL, "").await["id_token"]);
    assert_eq!(first["sub"], again["sub"]);
    assert_eq!(again["name"], "Zoe Z");
    assert_ne!(first["sub"], other["sub"]);
    assert_eq!(other["name"], "ann");
}

#[tokio::test]
async fn the_same_address_here_and_at_a_provider_are_two_users() {
    let pool = Pool::new();
    let own = pool.confirmed(EMAIL).await;
    let tokens = tokens(&pool, &Browser::new(&pool), EMAIL, "Ann").await;
    assert_ne!(claims(&tokens["id_token"])["sub"], own);
    let token = &tokens["access_token"];
    pool.ok(
        "UpdateUserAttributes",
        update(token, &[("email", "new@example.com")]),
    )
    .await;
    pool.ok("UpdateUserAttributes", update(token, &[("email", EMAIL)]))
        .await;
    let signed_in = pool.signed_in(EMAIL).await;
    assert_eq!(claims(&signed_in["IdToken"])["sub"], own);
    pool.ok("DeleteUser", json!({"AccessToken": token})).await;
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn a_user_of_a_provider_has_no_password_to_sign_in_by_change_or_reset() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let tokens = tokens(&pool, &browser, ZOE, "Zoe").await;
    let username = claims(&tokens["id_token"])["cognito:username"].clone();
    let username = username.as_str().unwrap();
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    for password in [PASSWORD, ""] {
        let refusal = pool
            .refused("InitiateAuth", by_password(CLIENT, username, password))
            .await;
        assert_eq!(refusal, incorrect);
    }
    let srp = SrpClient::new();
    let begun = pool.ok("InitiateAuth", srp.begin(username)).await;
    let answer = srp.answer(&begun, PASSWORD);
    assert_eq!(
        pool.refused("RespondToAuthChallenge", answer).await,
        incorrect
    );
    let reply = browser
        .sign_in(&request(&[("prompt", "login")]), username, PASSWORD)
        .await;
    assert!(says(&reply, "Incorrect username or password."));

    let change = json!({"AccessToken": tokens["access_token"], "ProposedPassword": "Passw0rd2"});
    assert_eq!(
        pool.refused("ChangePassword", change).await,
        error(
            "NotAuthorized",
            "User password cannot be changed in the current state."
        )
    );
    let state = error(
        "NotAuthorized",
        "User password cannot be reset in the current state.",
    );
    let name = json!({"UserPoolId": POOL, "Username": username});
    assert_eq!(pool.refused("AdminResetUserPassword", name).await, state);
    let mails = pool.messages().await.len();
    pool.ok(
        "ForgotPassword",
        json!({"ClientId": CLIENT, "Username": username}),
    )
    .await;
    assert_eq!(pool.messages().await.len(), mails);
}

#[tokio::test]
async fn nobody_says_of_oneself_who_one_is_at_a_provider() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    let identities = "[{\"userId\":\"1\",\"providerName\":\"Facebook\"}]";
    let refusal = pool
        .refused(
            "UpdateUserAttributes",
            update(&token, &[("identities", identities)]),
        )
        .await;
    assert_eq!(refusal.0, "InvalidParameter");
}

#[tokio::test]
async fn who_took_the_name_of_a_provider_user_at_the_sign_up_is_not_that_user() {
    let pool = Pool::new();
    let (pool_id, _) = pool.create(json!({})).await;
    let details = json!({"client_id": "1", "client_secret": "s", "authorize_scopes": "email"});
    // Whoever can choose the address chooses the subject here, so that it can be taken before.
    let provider = json!({"UserPoolId": pool_id, "ProviderName": "Facebook", "ProviderType": "Facebook",
        "ProviderDetails": details, "AttributeMapping": {"username": "email", "email": "email"}});
    pool.ok("CreateIdentityProvider", provider).await;
    let client = json!({"UserPoolId": pool_id, "ClientName": "c", "AllowedOAuthFlowsUserPoolClient": true,
        "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"], "CallbackURLs": [super::CALLBACK],
        "SupportedIdentityProviders": ["Facebook"]});
    let client = pool.ok("CreateUserPoolClient", client).await["UserPoolClient"].clone();
    let id = client["ClientId"].as_str().unwrap();
    let user = json!({"UserPoolId": pool_id, "Username": format!("Facebook_{ZOE}")});
    pool.ok("AdminCreateUser", user).await;
    let path = request(&[
        ("client_id", id),
        ("scope", "openid"),
        ("identity_provider", "Facebook"),
    ]);
    let told = told(&Browser::new(&pool).continue_as(&path, ZOE, "Zoe").await);
    assert_eq!(told["error"], "invalid_request");
    assert_eq!(told["error_description"], "The user name is taken.");
}

#[tokio::test]
async fn a_disabled_user_of_a_provider_stays_out() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let tokens = tokens(&pool, &browser, ZOE, "Zoe").await;
    let username = &claims(&tokens["id_token"])["cognito:username"];
    let name = json!({"UserPoolId": POOL, "Username": username});
    pool.ok("AdminDisableUser", name).await;
    let told = told(&browser.continue_as(&request(&FACEBOOK), ZOE, "").await);
    assert_eq!(told["error"], "access_denied");
    assert_eq!(told["error_description"], "User is disabled.");
}

#[tokio::test]
async fn a_required_attribute_that_the_provider_does_not_give_is_missed() {
    let pool = Pool::new();
    let mapping = json!({"UserPoolId": POOL, "ProviderName": "Facebook", "AttributeMapping": {"name": "name"}});
    pool.ok("UpdateIdentityProvider", mapping).await;
    let told = told(
        &Browser::new(&pool)
            .continue_as(&request(&FACEBOOK), ZOE, "Zoe")
            .await,
    );
    assert_eq!(told["error"], "invalid_request");
    assert!(told["error_description"].contains("email is required"));
}

#[tokio::test]
async fn users_of_a_provider_are_a_group_as_tokens_and_role_mappings_see() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let group = format!("{POOL}_Facebook");
    for email in [ZOE, ZOE, EMAIL] {
        let tokens = tokens(&pool, &browser, email, "").await;
        for token in [&tokens["id_token"], &tokens["access_token"]] {
            assert_eq!(claims(token)["cognito:groups"], json!([group]));
        }
        let username = &claims(&tokens["id_token"])["cognito:username"];
        let named = json!({"UserPoolId": POOL, "Username": username});
        let groups = pool.ok("AdminListGroupsForUser", named).await;
        assert_eq!(
            groups["Groups"][0]["Description"],
            "Autogenerated group for users who sign in using Facebook"
        );
    }
}

#[tokio::test]
async fn what_the_client_may_not_write_must_be_so_already() {
    let pool = Pool::new();
    let mut client = client(&pool).await;
    let all = client.clone();
    client["WriteAttributes"] = json!(["email"]);
    pool.ok("UpdateUserPoolClient", client.clone()).await;
    let refusal = async |name| {
        let path = request(&[("identity_provider", "Facebook"), ("prompt", "login")]);
        let told = told(&Browser::new(&pool).continue_as(&path, ZOE, name).await);
        (told["error"].clone(), told["error_description"].clone())
    };
    let words = "user.name: Attribute cannot be updated.";
    assert_eq!(refusal("Zoe").await, error("invalid_request", words));
    let users = pool.ok("ListUsers", json!({"UserPoolId": POOL})).await;
    assert_eq!(users["Users"], json!([]));

    pool.ok("UpdateUserPoolClient", all).await;
    tokens(&pool, &Browser::new(&pool), ZOE, "Zoe").await;
    pool.ok("UpdateUserPoolClient", client).await;
    tokens(&pool, &Browser::new(&pool), ZOE, "Zoe").await;
    assert_eq!(refusal("Zoe Z").await, error("invalid_request", words));
}

#[tokio::test]
async fn an_attribute_of_ones_own_that_is_called_like_a_mark_is_for_the_client_to_write() {
    let pool = Pool::new();
    let attribute = json!({"Name": "is_verified", "AttributeDataType": "String", "Mutable": true});
    let added = json!({"UserPoolId": POOL, "CustomAttributes": [attribute]});
    pool.ok("AddCustomAttributes", added).await;
    let mapping =
        json!({"email": "email", "email_verified": "email_verified", "custom:is_verified": "name"});
    let mapped =
        json!({"UserPoolId": POOL, "ProviderName": "Facebook", "AttributeMapping": mapping});
    pool.ok("UpdateIdentityProvider", mapped).await;
    let mut client = client(&pool).await;
    client["WriteAttributes"] = json!(["email"]);
    pool.ok("UpdateUserPoolClient", client.clone()).await;
    let path = request(&FACEBOOK);
    let refused = told(&Browser::new(&pool).continue_as(&path, ZOE, "Zoe").await);
    let words = "user.custom:is_verified: Attribute cannot be updated.";
    assert_eq!(
        (
            refused["error"].clone(),
            refused["error_description"].clone()
        ),
        error("invalid_request", words)
    );
    client["WriteAttributes"] = json!(["email", "custom:is_verified"]);
    pool.ok("UpdateUserPoolClient", client).await;
    let tokens = tokens(&pool, &Browser::new(&pool), ZOE, "Zoe").await;
    assert_eq!(claims(&tokens["id_token"])["email_verified"], true);
}
