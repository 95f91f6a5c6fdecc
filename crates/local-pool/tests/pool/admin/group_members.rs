//! Groups that are listed and removed, and who is in them.

use serde_json::{Value, json};

use super::{ann_with, with};
use crate::support::{EMAIL, POOL, Pool, claims, error};

const BOB: &str = "bob@example.com";

fn group(name: &str) -> Value {
    json!({"UserPoolId": POOL, "GroupName": name})
}

/// A pool with two users in that group.
async fn editors() -> Pool {
    let pool = Pool::new();
    pool.ok("CreateGroup", group("editors")).await;
    for email in [EMAIL, BOB] {
        pool.confirmed(email).await;
        let join = with(group("editors"), json!({"Username": email}));
        pool.ok("AdminAddUserToGroup", join).await;
    }
    pool
}

/// The addresses of the members of a group, one page after the other.
async fn members(pool: &Pool, name: &str) -> Vec<String> {
    let (mut addresses, mut page) = (Vec::new(), with(group(name), json!({"Limit": 1})));
    loop {
        let reply = pool.ok("ListUsersInGroup", page.clone()).await;
        for user in reply["Users"].as_array().unwrap() {
            let email = super::value(&user["Attributes"], "email").unwrap();
            addresses.push(email.to_owned());
        }
        match reply.get("NextToken") {
            None => break,
            Some(next) => page["NextToken"] = next.clone(),
        }
    }
    addresses.sort();
    addresses
}

#[tokio::test]
async fn the_groups_of_a_pool_are_read_and_listed_by_name() {
    let pool = Pool::new();
    for name in ["writers", "admins", "editors"] {
        pool.ok("CreateGroup", group(name)).await;
    }
    let (other, _) = pool.create(json!({})).await;
    let elsewhere = json!({"UserPoolId": other, "GroupName": "else"});
    pool.ok("CreateGroup", elsewhere).await;
    let list = json!({"UserPoolId": POOL, "Limit": 2});
    let first = pool.ok("ListGroups", list.clone()).await;
    let rest = with(list, json!({"NextToken": first["NextToken"]}));
    let second = pool.ok("ListGroups", rest).await;
    assert!(second.get("NextToken").is_none());
    let pages = [&first["Groups"], &second["Groups"]];
    let groups = pages.iter().flat_map(|page| page.as_array().unwrap());
    let mut names = Vec::new();
    for listed in groups {
        let name = listed["GroupName"].as_str().unwrap();
        let read = pool.ok("GetGroup", group(name)).await;
        assert_eq!(&read["Group"], listed);
        names.push(name);
    }
    assert_eq!(names, ["admins", "editors", "writers"]);
}

#[tokio::test]
async fn the_members_of_a_group_are_listed_until_they_are_removed() {
    let pool = editors().await;
    pool.confirmed("cat@example.com").await;
    assert_eq!(members(&pool, "editors").await, [EMAIL, BOB]);
    let remove = ann_with(json!({"GroupName": "editors"}));
    for _ in 0..2 {
        pool.ok("AdminRemoveUserFromGroup", remove.clone()).await;
    }
    assert_eq!(members(&pool, "editors").await, [BOB]);
    let tokens = pool.signed_in(EMAIL).await;
    assert!(
        claims(&tokens["AccessToken"])
            .get("cognito:groups")
            .is_none()
    );
}

#[tokio::test]
async fn a_group_that_is_removed_has_no_members_if_it_comes_again() {
    let pool = editors().await;
    pool.ok("DeleteGroup", group("editors")).await;
    let told = error("ResourceNotFound", "Group not found.");
    for operation in ["GetGroup", "DeleteGroup", "ListUsersInGroup"] {
        let refusal = pool.refused(operation, group("editors")).await;
        assert_eq!(refusal, told, "{operation}");
    }
    let remove = ann_with(json!({"GroupName": "editors"}));
    let refusal = pool.refused("AdminRemoveUserFromGroup", remove).await;
    assert_eq!(refusal, told);
    pool.ok("CreateGroup", group("editors")).await;
    assert!(members(&pool, "editors").await.is_empty());
}
