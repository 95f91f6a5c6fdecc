//! Keys that travel unprotected must not leave this machine.

use serde_json::json;

use super::{Place, Program, config, status};
use crate::support::{CLIENT, FIRST, Issuer, STRANGER, access_claims, token_of};

#[tokio::test]
async fn the_keys_of_a_pool_on_this_machine_are_not_fetched_through_a_proxy() {
    let (pool, proxy) = (
        Issuer::with_keys(&[&FIRST]),
        Issuer::with_keys(&[&STRANGER]),
    );
    let place = Place::new();
    let mut config = config();
    let origin = pool.jwks_url().origin().ascii_serialization();
    config["custom"] = json!({ "issuer": format!("{origin}/pool") });
    place.write("config.json", &config);

    let proxy_url = proxy.jwks_url().origin().ascii_serialization();
    let mut command = place.command();
    command.env_remove("VESTIBULE_JWKS_FILE");
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, &proxy_url);
    }
    let place = place.path("log");
    let program = tokio::task::spawn_blocking(move || Program::start(&mut command, &place))
        .await
        .unwrap();
    let mut claims = access_claims();
    claims["iss"] = json!(format!("{origin}/pool"));
    claims["client_id"] = json!(CLIENT);
    assert_eq!(status(&program, &token_of(&claims, &STRANGER)).await, 401);
    assert_eq!(status(&program, &token_of(&claims, &FIRST)).await, 200);
    assert_eq!(proxy.fetches(), 0);
}
