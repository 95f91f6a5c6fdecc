use std::sync::Arc;

use local_pool::{AmplifyOutputs, Config, Storage, SystemClock};
use serde_json::{Value, json};

use crate::support::{BASE, CLIENT, POOL, Pool};

async fn client(pool: &Pool) -> Value {
    let request = json!({"UserPoolId": POOL, "ClientId": CLIENT});
    pool.ok("DescribeUserPoolClient", request).await["UserPoolClient"].clone()
}

#[tokio::test]
async fn the_default_client_may_use_the_pages() {
    let client = client(&Pool::new()).await;
    for (name, value) in [
        ("AllowedOAuthFlowsUserPoolClient", json!(true)),
        ("AllowedOAuthFlows", json!(["code"])),
        (
            "AllowedOAuthScopes",
            json!([
                "openid",
                "email",
                "profile",
                "aws.cognito.signin.user.admin"
            ]),
        ),
        (
            "CallbackURLs",
            json!([
                "http://localhost:8080/auth/callback",
                "http://127.0.0.1:8080/auth/callback"
            ]),
        ),
        (
            "LogoutURLs",
            json!([
                "http://localhost:8080/auth/login",
                "http://127.0.0.1:8080/auth/login"
            ]),
        ),
        (
            "SupportedIdentityProviders",
            json!(["COGNITO", "Facebook", "Google"]),
        ),
    ] {
        assert_eq!(client[name], value, "{name}");
    }
}

#[tokio::test]
async fn the_configuration_can_name_other_addresses_which_are_added_to_those_of_before() {
    let directory = tempfile::tempdir().unwrap();
    let open = |seed| {
        Pool::open(Config {
            storage: Storage::Directory(directory.path().to_owned()),
            base_url: BASE.to_owned(),
            clock: Arc::new(SystemClock),
            seed,
        })
    };
    let ids = json!({"aws_region": "us-east-1", "user_pool_id": POOL, "user_pool_client_id": CLIENT,
        "oauth": {"domain": "127.0.0.1:9229", "identity_providers": ["FACEBOOK"], "response_type": "code",
            "redirect_sign_in_uri": ["http://localhost:1/in"], "redirect_sign_out_uri": ["http://localhost:1/out"],
            "scopes": ["openid"]}});
    let outputs = AmplifyOutputs::parse(&json!({"auth": ids}).to_string()).unwrap();
    let before = open(outputs);
    let first = client(&before).await;
    assert_eq!(first["CallbackURLs"], json!(["http://localhost:1/in"]));
    assert_eq!(first["LogoutURLs"], json!(["http://localhost:1/out"]));
    assert_eq!(first["AllowedOAuthScopes"], json!(["openid"]));
    drop(before);

    let sign_in = vec!["http://localhost:2/in".to_owned()];
    let outputs = AmplifyOutputs::built_in().unwrap();
    let after = open(outputs.with_redirects(sign_in, Vec::new()));
    let second = client(&after).await;
    assert_eq!(
        second["CallbackURLs"],
        json!(["http://localhost:1/in", "http://localhost:2/in"])
    );
    assert_eq!(second["CreationDate"], first["CreationDate"]);
}
