//! Groups, and what tokens say of them.

use serde_json::{Value, json};

use super::{ann, ann_with};
use crate::support::{CLIENT, EMAIL, POOL, Pool, claims, error};

const ROLE: &str = "arn:aws:iam::123456789012:role/editors";
const OTHER_ROLE: &str = "arn:aws:iam::123456789012:role/admins";

async fn create(pool: &Pool, name: &str, settings: Value) -> Value {
    let request = super::with(json!({"UserPoolId": POOL, "GroupName": name}), settings);
    pool.ok("CreateGroup", request).await["Group"].clone()
}

async fn join(pool: &Pool, name: &str) {
    pool.ok("AdminAddUserToGroup", ann_with(json!({"GroupName": name})))
        .await;
}

#[tokio::test]
async fn a_group_is_described_and_its_name_is_given_once() {
    let pool = Pool::new();
    let settings = json!({"Description": "Who may edit", "RoleArn": ROLE, "Precedence": 1});
    let group = create(&pool, "editors", settings).await;
    assert_eq!(
        group,
        json!({"GroupName": "editors", "UserPoolId": POOL, "Description": "Who may edit", "RoleArn": ROLE,
            "Precedence": 1, "CreationDate": 1_795_000_000.0, "LastModifiedDate": 1_795_000_000.0})
    );
    let again = json!({"UserPoolId": POOL, "GroupName": "editors"});
    let message = "A group with the name already exists.";
    assert_eq!(
        pool.refused("CreateGroup", again).await,
        error("GroupExists", message)
    );
    let (other, _) = pool.create(json!({})).await;
    let elsewhere = json!({"UserPoolId": other, "GroupName": "editors"});
    pool.ok("CreateGroup", elsewhere).await;
}

#[tokio::test]
async fn tokens_name_the_groups_by_precedence_from_the_next_ones_on() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for (name, settings) in [
        ("last", json!({})),
        ("editors", json!({"Precedence": 2, "RoleArn": ROLE})),
        ("admins", json!({"Precedence": 1, "RoleArn": OTHER_ROLE})),
        ("others", json!({"Precedence": 0})),
    ] {
        create(&pool, name, settings).await;
    }
    let before = pool.signed_in(EMAIL).await;
    assert!(
        claims(&before["AccessToken"])
            .get("cognito:groups")
            .is_none()
    );
    for name in ["last", "editors", "admins", "admins"] {
        join(&pool, name).await;
    }
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": before["RefreshToken"]});
    let refreshed = pool.ok("GetTokensFromRefreshToken", refresh).await;
    for tokens in [
        refreshed["AuthenticationResult"].clone(),
        pool.signed_in(EMAIL).await,
    ] {
        let (access, id) = (claims(&tokens["AccessToken"]), claims(&tokens["IdToken"]));
        for token in [&access, &id] {
            assert_eq!(
                token["cognito:groups"],
                json!(["admins", "editors", "last"])
            );
        }
        assert_eq!(id["cognito:roles"], json!([OTHER_ROLE, ROLE]));
        assert_eq!(id["cognito:preferred_role"], OTHER_ROLE);
        assert!(access.get("cognito:roles").is_none());
    }
}

#[tokio::test]
async fn groups_of_equal_precedence_prefer_a_role_only_if_they_agree() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for (name, role, preferred) in [
        ("a", ROLE, Some(ROLE)),
        ("b", ROLE, Some(ROLE)),
        ("c", OTHER_ROLE, None),
    ] {
        create(&pool, name, json!({"Precedence": 5, "RoleArn": role})).await;
        join(&pool, name).await;
        let id = claims(&pool.signed_in(EMAIL).await["IdToken"]);
        let found = id.get("cognito:preferred_role").and_then(Value::as_str);
        assert_eq!(found, preferred, "{name}");
    }
}

#[tokio::test]
async fn the_groups_of_a_user_are_listed() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for name in ["a", "b", "c"] {
        create(&pool, name, json!({})).await;
    }
    for name in ["c", "a"] {
        join(&pool, name).await;
    }
    let first = pool
        .ok("AdminListGroupsForUser", ann_with(json!({"Limit": 1})))
        .await;
    assert_eq!(first["Groups"][0]["GroupName"], "a");
    let next = ann_with(json!({"Limit": 1, "NextToken": first["NextToken"]}));
    let second = pool.ok("AdminListGroupsForUser", next).await;
    assert_eq!(second["Groups"][0]["GroupName"], "c");
    assert!(second.get("NextToken").is_none());
}

#[tokio::test]
async fn groups_users_and_pools_that_do_not_exist_are_said_so() {
    let pool = Pool::new();
    create(&pool, "editors", json!({})).await;
    let join = |request| pool.refused("AdminAddUserToGroup", request);
    let unknown = error("UserNotFound", "User does not exist.");
    assert_eq!(
        join(ann_with(json!({"GroupName": "editors"}))).await,
        unknown
    );
    pool.confirmed(EMAIL).await;
    let unknown = error("ResourceNotFound", "Group not found.");
    assert_eq!(
        join(ann_with(json!({"GroupName": "readers"}))).await,
        unknown
    );
    let nowhere = json!({"UserPoolId": "us-east-1_Nothing", "GroupName": "g"});
    let message = "User pool us-east-1_Nothing does not exist.";
    let unknown = error("ResourceNotFound", message);
    assert_eq!(pool.refused("CreateGroup", nowhere).await, unknown);
    assert_eq!(
        pool.ok("AdminListGroupsForUser", ann()).await,
        json!({"Groups": []})
    );
}

#[tokio::test]
async fn settings_of_a_group_that_the_service_does_not_know_are_refused() {
    let pool = Pool::new();
    for settings in [
        json!({"GroupName": "two words"}),
        json!({"Precedence": -1}),
        json!({"RoleArn": "editors and nothing more"}),
    ] {
        let request = super::with(json!({"UserPoolId": POOL, "GroupName": "g"}), settings);
        let refusal = pool.refused("CreateGroup", request.clone()).await;
        assert_eq!(refusal.0, "InvalidParameter", "{request}");
    }
}
