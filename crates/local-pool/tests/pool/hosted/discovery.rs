use serde_json::json;

use crate::support::{BASE, POOL, Pool};

#[tokio::test]
async fn the_pool_says_where_everything_is() {
    let pool = Pool::new();
    let path = format!("/{POOL}/.well-known/openid-configuration");
    let document = pool.get(&path).await.json();
    assert_eq!(document["issuer"], format!("{BASE}/{POOL}"));
    for (name, path) in [
        ("authorization_endpoint", "/oauth2/authorize"),
        ("token_endpoint", "/oauth2/token"),
        ("userinfo_endpoint", "/oauth2/userInfo"),
        ("revocation_endpoint", "/oauth2/revoke"),
        ("end_session_endpoint", "/logout"),
    ] {
        assert_eq!(document[name], format!("{BASE}{path}"));
        assert_ne!(pool.get(path).await.status.as_u16(), 404, "{path}");
    }
    let jwks = document["jwks_uri"].as_str().unwrap();
    let keys = pool.get(jwks.strip_prefix(BASE).unwrap()).await.json();
    assert_eq!(keys["keys"][0]["alg"], "RS256");
    assert_eq!(
        document["code_challenge_methods_supported"],
        json!(["S256"])
    );
    assert_eq!(document["response_types_supported"], json!(["code"]));
}
