//! Access and ID tokens: what they say, and who takes them.

use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Value, json};

use crate::support::{BASE, CLIENT, EMAIL, POOL, Pool, claims, error, header};

const NOW: i64 = 1_795_000_000;

async fn get_user(pool: &Pool, token: &Value) -> (String, String) {
    pool.refused("GetUser", json!({"AccessToken": token})).await
}

#[tokio::test]
async fn tokens_carry_the_services_claims_and_verify_with_the_published_key() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    pool.wait(Duration::from_millis(500));
    let tokens = pool.signed_in(EMAIL).await;
    let (access, id) = (claims(&tokens["AccessToken"]), claims(&tokens["IdToken"]));
    for token in [&access, &id] {
        assert_eq!(token["sub"], sub);
        assert_eq!(token["iss"], format!("{BASE}/{POOL}"));
        assert_eq!(token["auth_time"], NOW);
        assert_eq!(token["iat"], NOW);
        assert_eq!(token["exp"], NOW + 3600);
        assert!(token.get("cognito:groups").is_none());
    }
    for name in ["origin_jti", "event_id"] {
        assert_eq!(access[name], id[name]);
    }
    assert_ne!(access["jti"], id["jti"]);
    assert_eq!(access["token_use"], "access");
    assert!(access.get("version").is_none());
    assert_eq!(access["client_id"], CLIENT);
    assert_eq!(access["scope"], "aws.cognito.signin.user.admin");
    assert_eq!(access["username"], sub);
    assert!(access.get("aud").is_none() && access.get("email").is_none());
    assert_eq!(id["token_use"], "id");
    assert_eq!(id["aud"], CLIENT);
    assert_eq!(id["cognito:username"], sub);
    assert_eq!(id["email"], EMAIL);
    assert_eq!(id["email_verified"], true);

    let keys = pool
        .get(&format!("/{POOL}/.well-known/jwks.json"))
        .await
        .json();
    let key = &keys["keys"][0];
    let (n, e) = (key["n"].as_str().unwrap(), key["e"].as_str().unwrap());
    let mut validation = Validation::new(Algorithm::RS256);
    validation.validate_aud = false;
    validation.validate_exp = false;
    for token in [&tokens["AccessToken"], &tokens["IdToken"]] {
        assert_eq!(header(token), json!({"alg": "RS256", "kid": key["kid"]}));
        let decoding_key = DecodingKey::from_rsa_components(n, e).unwrap();
        jsonwebtoken::decode::<Value>(token.as_str().unwrap(), &decoding_key, &validation).unwrap();
    }
}

#[tokio::test]
async fn get_user_shows_the_user_with_the_subject_first() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let user = pool
        .ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
    assert_eq!(
        user,
        json!({"Username": sub, "UserAttributes": [
            {"Name": "sub", "Value": sub},
            {"Name": "email", "Value": EMAIL},
            {"Name": "email_verified", "Value": "true"},
        ]})
    );
}

#[tokio::test]
async fn what_is_not_an_access_token_of_ours_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let access = tokens["AccessToken"].as_str().unwrap();
    let foreign = Pool::new();
    foreign.confirmed(EMAIL).await;
    let (head, rest) = access.split_once('.').unwrap();
    let (body, signature) = rest.split_once('.').unwrap();
    let flipped: String = signature.chars().rev().collect();
    for token in [
        tokens["IdToken"].clone(),
        tokens["RefreshToken"].clone(),
        foreign.signed_in(EMAIL).await["AccessToken"].clone(),
        json!(format!("{head}.{body}.{flipped}")),
        json!(format!("{head}.{body}.")),
        // {"alg":"none"}
        json!(format!("eyJhbGciOiJub25lIn0.{body}.")),
        // {"alg":"HS256"}
        json!(format!("eyJhbGciOiJIUzI1NiJ9.{body}.{signature}")),
        json!("nonsense"),
        json!("a.b.c"),
    ] {
        assert_eq!(
            get_user(&pool, &token).await,
            error("NotAuthorized", "Invalid Access Token"),
            "{token}"
        );
    }
}

#[tokio::test]
async fn an_access_token_lives_an_hour() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let token = pool.signed_in(EMAIL).await["AccessToken"].clone();
    pool.wait(Duration::from_secs(3599));
    pool.ok("GetUser", json!({"AccessToken": token})).await;
    pool.wait(Duration::from_secs(1));
    assert_eq!(
        get_user(&pool, &token).await,
        error("NotAuthorized", "Access Token has expired")
    );
}

#[tokio::test]
async fn revoking_a_refresh_token_ends_its_session_and_no_other() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (one, two) = (pool.signed_in(EMAIL).await, pool.signed_in(EMAIL).await);
    pool.ok(
        "RevokeToken",
        json!({"ClientId": CLIENT, "Token": one["RefreshToken"]}),
    )
    .await;
    let revoked = error("NotAuthorized", "Access Token has been revoked");
    assert_eq!(get_user(&pool, &one["AccessToken"]).await, revoked);
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": one["RefreshToken"]});
    let refusal = pool.refused("GetTokensFromRefreshToken", refresh).await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "Refresh Token has been revoked")
    );
    pool.ok("GetUser", json!({"AccessToken": two["AccessToken"]}))
        .await;
}

#[tokio::test]
async fn only_refresh_tokens_of_the_client_can_be_revoked() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    let access = json!({"ClientId": CLIENT, "Token": tokens["AccessToken"]});
    assert_eq!(
        pool.refused("RevokeToken", access).await.0,
        "UnsupportedTokenType"
    );
    let other = pool.client(json!({})).await;
    let foreign = json!({"ClientId": other["ClientId"], "Token": tokens["RefreshToken"]});
    assert_eq!(pool.refused("RevokeToken", foreign).await.0, "Unauthorized");
    let plain = pool.client(json!({"EnableTokenRevocation": false})).await;
    let disabled = json!({"ClientId": plain["ClientId"], "Token": tokens["RefreshToken"]});
    assert_eq!(
        pool.refused("RevokeToken", disabled).await.0,
        "UnsupportedOperation"
    );
    // A token that is not known needs no revoking (RFC 7009 section 2.2).
    pool.ok(
        "RevokeToken",
        json!({"ClientId": CLIENT, "Token": "unknown"}),
    )
    .await;
    pool.ok("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
        .await;
}

#[tokio::test]
async fn a_global_sign_out_ends_every_session_of_the_user_alone() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.confirmed("bob@example.com").await;
    let (one, two) = (pool.signed_in(EMAIL).await, pool.signed_in(EMAIL).await);
    let other = pool.signed_in("bob@example.com").await;
    pool.ok("GlobalSignOut", json!({"AccessToken": one["AccessToken"]}))
        .await;
    let revoked = error("NotAuthorized", "Access Token has been revoked");
    for tokens in [&one, &two] {
        assert_eq!(get_user(&pool, &tokens["AccessToken"]).await, revoked);
        let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
        let refusal = pool.refused("GetTokensFromRefreshToken", refresh).await;
        assert_eq!(
            refusal,
            error("NotAuthorized", "Refresh Token has been revoked")
        );
    }
    assert_eq!(
        pool.refused("GlobalSignOut", json!({"AccessToken": two["AccessToken"]}))
            .await,
        revoked
    );
    pool.ok("GetUser", json!({"AccessToken": other["AccessToken"]}))
        .await;
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn an_unknown_pool_has_no_keys() {
    let reply = Pool::new()
        .get("/us-east-1_Nothing/.well-known/jwks.json")
        .await;
    assert_eq!(reply.status.as_u16(), 404);
}
