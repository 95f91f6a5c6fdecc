//! The identity providers of a user pool, and the clients whose users may come from them.

use serde_json::{Value, json};

use crate::support::{POOL, Pool, error};

fn amazon() -> Value {
    json!({"UserPoolId": POOL, "ProviderName": "LoginWithAmazon", "ProviderType": "LoginWithAmazon",
        "ProviderDetails": {"client_id": "1", "client_secret": "s", "authorize_scopes": "profile"},
        "AttributeMapping": {"email": "email"}, "IdpIdentifiers": ["shop"]})
}

/// A provider of OpenID Connect.
fn corp() -> Value {
    let details = json!({"client_id": "1", "attributes_request_method": "GET", "authorize_scopes": "openid",
        "oidc_issuer": "https://corp.example"});
    with(
        amazon(),
        json!({"ProviderName": "Corp", "ProviderType": "OIDC", "ProviderDetails": details}),
    )
}

fn with(mut request: Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else {
        unreachable!()
    };
    request.as_object_mut().unwrap().extend(changes);
    request
}

#[tokio::test]
async fn a_provider_is_kept_as_it_was_given_until_it_is_changed_or_deleted() {
    let pool = Pool::new();
    let name = json!({"UserPoolId": POOL, "ProviderName": "LoginWithAmazon"});
    let created = pool.ok("CreateIdentityProvider", amazon()).await["IdentityProvider"].clone();
    assert_eq!(created["ProviderDetails"], amazon()["ProviderDetails"]);
    assert_eq!(
        created["AttributeMapping"],
        json!({"email": "email", "username": "user_id"})
    );
    let described = pool.ok("DescribeIdentityProvider", name.clone()).await;
    assert_eq!(described["IdentityProvider"], created);

    let update = with(name.clone(), json!({"AttributeMapping": {"name": "name"}}));
    let updated = pool.ok("UpdateIdentityProvider", update).await["IdentityProvider"].clone();
    assert_eq!(updated["ProviderDetails"], created["ProviderDetails"]);
    assert_eq!(updated["IdpIdentifiers"], json!(["shop"]));
    assert_eq!(
        updated["AttributeMapping"],
        json!({"name": "name", "username": "user_id"})
    );

    pool.ok("DeleteIdentityProvider", name.clone()).await;
    for operation in [
        "DescribeIdentityProvider",
        "UpdateIdentityProvider",
        "DeleteIdentityProvider",
    ] {
        let message = "Identity provider LoginWithAmazon does not exist.";
        assert_eq!(
            pool.refused(operation, name.clone()).await,
            error("ResourceNotFound", message)
        );
    }
}

#[tokio::test]
async fn the_default_pool_has_facebook_and_google_and_lists_them_a_page_at_a_time() {
    let pool = Pool::new();
    let request = json!({"UserPoolId": POOL, "MaxResults": 1});
    let first = pool.ok("ListIdentityProviders", request.clone()).await;
    assert_eq!(first["Providers"][0]["ProviderName"], "Facebook");
    assert_eq!(first["Providers"].as_array().unwrap().len(), 1);
    let next = with(request, json!({"NextToken": first["NextToken"]}));
    let second = pool.ok("ListIdentityProviders", next).await;
    assert_eq!(second["Providers"][0]["ProviderType"], "Google");
    assert!(second.get("NextToken").is_none());
}

#[tokio::test]
async fn a_provider_that_could_not_work_is_refused() {
    let pool = Pool::new();
    for (changes, words) in [
        (
            json!({"ProviderName": "Shop"}),
            "Provider Shop cannot be of type LoginWithAmazon.",
        ),
        (
            json!({"ProviderName": "SignInWithApple", "ProviderType": "SAML"}),
            "Provider SignInWithApple cannot be of type SAML.",
        ),
        // What app clients call the pool's own users.
        (
            json!({"ProviderName": "COGNITO", "ProviderType": "OIDC"}),
            "Provider COGNITO cannot be of type OIDC.",
        ),
        (
            json!({"ProviderName": "Corp", "ProviderType": "SAML"}),
            "The local pool has no SAML providers.",
        ),
        (
            json!({"ProviderDetails": {"client_id": "1", "client_secret": "", "authorize_scopes": "x"}}),
            "client_id, client_secret, authorize_scopes are all required idp details",
        ),
        (
            json!({"ProviderName": "Corp", "ProviderType": "OIDC"}),
            "client_id, attributes_request_method, oidc_issuer, authorize_scopes are all required idp details",
        ),
        (
            json!({"AttributeMapping": {"custom:unknown": "x"}}),
            "Attribute mapping: custom:unknown is not in the schema.",
        ),
    ] {
        let request = with(amazon(), changes);
        let refusal = pool.refused("CreateIdentityProvider", request).await;
        assert_eq!(refusal, error("InvalidParameter", words));
    }
    let (other, _) = pool.create(json!({})).await;
    for name in ["Facebook", "Google", "LoginWithAmazon", "SignInWithApple"] {
        let request = with(corp(), json!({"UserPoolId": other, "ProviderName": name}));
        let told = format!("Provider {name} cannot be of type OIDC.");
        let refusal = pool.refused("CreateIdentityProvider", request).await;
        assert_eq!(refusal, error("InvalidParameter", &told));
    }
    for name in ["ab", "_abc", "ab_", "a bc"] {
        let request = with(amazon(), json!({"ProviderName": name}));
        let refusal = pool.refused("CreateIdentityProvider", request).await;
        assert_eq!(refusal.0, "InvalidParameter", "{name}");
    }
}

#[tokio::test]
async fn names_and_identifiers_of_providers_are_unique_in_a_pool() {
    let pool = Pool::new();
    pool.ok("CreateIdentityProvider", amazon()).await;
    let message = "A provider with the name LoginWithAmazon already exists in the user pool.";
    assert_eq!(
        pool.refused("CreateIdentityProvider", amazon()).await,
        error("DuplicateProvider", message)
    );
    assert_eq!(
        pool.refused("CreateIdentityProvider", corp()).await,
        error("InvalidParameter", "The identifier shop is in use.")
    );
    pool.ok(
        "CreateIdentityProvider",
        with(corp(), json!({"IdpIdentifiers": ["corp.example"]})),
    )
    .await;
    // In another case it is no provider of a kind of its own.
    let google = json!({"ProviderName": "google", "IdpIdentifiers": []});
    pool.ok("CreateIdentityProvider", with(corp(), google))
        .await;
    let (other, _) = pool.create(json!({})).await;
    let elsewhere = with(amazon(), json!({"UserPoolId": other}));
    pool.ok("CreateIdentityProvider", elsewhere).await;
}

#[tokio::test]
async fn a_client_is_refused_hosted_settings_that_could_not_work() {
    let pool = Pool::new();
    let on = json!({"AllowedOAuthFlowsUserPoolClient": true});
    let required = "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use \
        OAuth flows.";
    for (settings, name, message) in [
        (on.clone(), "InvalidOAuthFlow", required),
        (
            with(on, json!({"AllowedOAuthFlows": ["code"]})),
            "InvalidOAuthFlow",
            required,
        ),
        (
            json!({"AllowedOAuthFlows": ["code", "client_credentials"]}),
            "InvalidOAuthFlow",
            "client_credentials flow can not be selected along with code flow or implicit flow.",
        ),
        (
            json!({"AllowedOAuthFlows": ["client_credentials"]}),
            "InvalidOAuthFlow",
            "client_credentials flow can not be selected if client does not have a client secret.",
        ),
        (
            json!({"AllowedOAuthScopes": ["openid", "Cognito"]}),
            "ScopeDoesNotExist",
            "Invalid scope requested: Cognito",
        ),
        (
            json!({"SupportedIdentityProviders": ["COGNITO", "LoginWithAmazon"]}),
            "InvalidParameter",
            "The provider LoginWithAmazon does not exist for User Pool us-east-1_Vestibule",
        ),
        (
            json!({"LogoutURLs": ["http://example.com"]}),
            "InvalidParameter",
            "http://example.com cannot use the HTTP protocol.",
        ),
    ] {
        let request = with(
            json!({"UserPoolId": POOL, "ClientName": "c"}),
            settings.clone(),
        );
        let refusal = pool.refused("CreateUserPoolClient", request).await;
        assert_eq!(refusal, error(name, message), "{settings}");
    }
}
