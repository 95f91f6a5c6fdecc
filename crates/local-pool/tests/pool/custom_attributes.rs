//! Attributes of one's own that a pool gets after it was created.

use serde_json::{Value, json};

use crate::support::{EMAIL, POOL, Pool, error, update};

fn added(pool_id: &str, name: &str) -> Value {
    let lengths = json!({"MinLength": "0", "MaxLength": "2048"});
    let attribute = json!({"Name": name, "AttributeDataType": "String", "Mutable": true,
        "StringAttributeConstraints": lengths});
    json!({"UserPoolId": pool_id, "CustomAttributes": [attribute]})
}

#[tokio::test]
async fn a_pool_gets_attributes_of_its_own_later_too() {
    let pool = Pool::new();
    let token = pool.entered(EMAIL).await;
    pool.ok("AddCustomAttributes", added(POOL, "shoe")).await;
    // Whatever it is called, it is none of the standard ones.
    pool.ok("AddCustomAttributes", added(POOL, "nickname"))
        .await;
    let values = [("custom:shoe", "left"), ("custom:nickname", "Annie")];
    pool.ok("UpdateUserAttributes", update(&token, &values))
        .await;
    let described = pool
        .ok("DescribeUserPool", json!({"UserPoolId": POOL}))
        .await;
    let schema = described["UserPool"]["SchemaAttributes"]
        .as_array()
        .unwrap();
    let names: Vec<&str> = schema
        .iter()
        .filter_map(|attribute| attribute["Name"].as_str())
        .filter(|name| name.starts_with("custom:"))
        .collect();
    assert_eq!(
        names,
        [
            "custom:agentName",
            "custom:facebook_token",
            "custom:shoe",
            "custom:nickname"
        ]
    );
}

#[tokio::test]
async fn an_attribute_that_could_not_be_is_not_added() {
    let pool = Pool::new();
    let existing = "custom:agentName: Existing attribute already has name custom:agentName.";
    assert_eq!(
        pool.refused("AddCustomAttributes", added(POOL, "agentName"))
            .await,
        error("InvalidParameter", existing)
    );
    let mut required = added(POOL, "shoe");
    required["CustomAttributes"][0]["Required"] = json!(true);
    let mut unbounded = added(POOL, "shoe");
    unbounded["CustomAttributes"][0]["StringAttributeConstraints"]["MaxLength"] = json!("2049");
    let mut none = added(POOL, "shoe");
    none["CustomAttributes"] = json!([]);
    let mut twice = added(POOL, "shoe");
    let shoe = twice["CustomAttributes"][0].clone();
    twice["CustomAttributes"] = json!([shoe, shoe]);
    let longer = added(POOL, &"x".repeat(21));
    for request in [required, unbounded, none, twice, longer] {
        let (name, _) = pool.refused("AddCustomAttributes", request.clone()).await;
        assert_eq!(name, "InvalidParameter", "{request}");
    }
    let nowhere = added("us-east-1_Nothing", "shoe");
    let (name, _) = pool.refused("AddCustomAttributes", nowhere).await;
    assert_eq!(name, "ResourceNotFound");
}
