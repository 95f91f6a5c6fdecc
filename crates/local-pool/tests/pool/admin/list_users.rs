//! `ListUsers`

use serde_json::{Value, json};

use super::{ann, with};
use crate::support::{EMAIL, POOL, Pool, error};

/// The e-mail addresses of the users that a request finds, sorted.
async fn found(pool: &Pool, fields: Value) -> Vec<String> {
    let request = with(json!({"UserPoolId": POOL}), fields);
    let reply = pool.ok("ListUsers", request).await;
    let mut emails: Vec<String> = reply["Users"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| {
            super::value(&user["Attributes"], "email")
                .unwrap()
                .to_owned()
        })
        .collect();
    emails.sort();
    emails
}

#[tokio::test]
async fn users_are_shown_with_their_attributes() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let reply = pool.ok("ListUsers", json!({"UserPoolId": POOL})).await;
    assert_eq!(
        reply,
        json!({"Users": [{"Username": sub, "Attributes": [
            {"Name": "sub", "Value": sub},
            {"Name": "email", "Value": EMAIL},
            {"Name": "email_verified", "Value": "true"},
        ], "UserCreateDate": 1_795_000_000.0, "UserLastModifiedDate": 1_795_000_000.0,
        "Enabled": true, "UserStatus": "CONFIRMED"}]})
    );
    let some = json!({"UserPoolId": POOL, "AttributesToGet": ["email"]});
    let reply = pool.ok("ListUsers", some).await;
    let expected = json!([{"Name": "email", "Value": EMAIL}]);
    assert_eq!(reply["Users"][0]["Attributes"], expected);
}

#[tokio::test]
async fn users_are_found_by_what_the_service_can_search() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    pool.sign_up("anton@example.com").await;
    let bob = json!({"Username": "bob@example.com", "TemporaryPassword": "Temp0rary!", "UserAttributes": [{"Name": "name", "Value": "Bob \"the\" Builder"}]});
    pool.ok("AdminCreateUser", with(ann(), bob)).await;
    pool.ok(
        "AdminDisableUser",
        with(ann(), json!({"Username": "bob@example.com"})),
    )
    .await;
    let (anton, bob) = ("anton@example.com", "bob@example.com");
    for (filter, expected) in [
        (
            r#"email = "ann@example.com""#.to_owned(),
            [EMAIL].as_slice(),
        ),
        (r#"email ^= "an""#.to_owned(), &[EMAIL, anton]),
        (r#"email="an""#.to_owned(), &[]),
        (format!(r#"sub = "{sub}""#), &[EMAIL]),
        (format!(r#"username = "{sub}""#), &[EMAIL]),
        (format!(r#"username ^= "{}""#, sub.to_uppercase()), &[]),
        (
            r#"cognito:user_status = "UNCONFIRMED""#.to_owned(),
            &[anton],
        ),
        (
            r#""cognito:user_status" = "confirmed""#.to_owned(),
            &[EMAIL],
        ),
        (r#"cognito:user_status ^= "FORCE""#.to_owned(), &[bob]),
        (r#"status = "Enabled""#.to_owned(), &[EMAIL, anton]),
        (r#"status = "Disabled""#.to_owned(), &[bob]),
        (r#"status = "disabled""#.to_owned(), &[]),
        (r#"name = "Bob \"the\" Builder""#.to_owned(), &[bob]),
        (String::new(), &[EMAIL, anton, bob]),
    ] {
        assert_eq!(
            found(&pool, json!({"Filter": filter})).await,
            expected,
            "{filter}"
        );
    }
}

#[tokio::test]
async fn users_come_a_page_at_a_time_and_each_once() {
    let pool = Pool::new();
    let mut expected = Vec::new();
    for number in 0..5 {
        let email = format!("user{number}@example.com");
        pool.sign_up(&email).await;
        expected.push(email);
    }
    let mut emails = Vec::new();
    let mut request = json!({"Limit": 2, "Filter": "email ^= \"user\""});
    for size in [2, 2, 1] {
        let page = pool
            .ok(
                "ListUsers",
                with(request.clone(), json!({"UserPoolId": POOL})),
            )
            .await;
        assert_eq!(page["Users"].as_array().unwrap().len(), size);
        emails.extend(found(&pool, request.clone()).await);
        match page.get("PaginationToken") {
            Some(token) => request["PaginationToken"] = token.clone(),
            None => assert_eq!(size, 1),
        }
    }
    emails.sort();
    assert_eq!(emails, expected);
}

#[tokio::test]
async fn users_of_other_pools_are_not_shown() {
    let pool = Pool::new();
    let (other, _) = pool.create(json!({})).await;
    pool.sign_up(EMAIL).await;
    let reply = pool.ok("ListUsers", json!({"UserPoolId": other})).await;
    assert_eq!(reply, json!({"Users": []}));
}

#[tokio::test]
async fn what_cannot_be_searched_is_refused() {
    let pool = Pool::new();
    for fields in [
        json!({"Filter": "email"}),
        json!({"Filter": "custom:agentName = \"007\""}),
        json!({"Filter": "x".repeat(257)}),
        json!({"Limit": 61}),
        json!({"Limit": -1}),
        json!({"PaginationToken": "?"}),
    ] {
        let request = with(json!({"UserPoolId": POOL}), fields);
        let refusal = pool.refused("ListUsers", request.clone()).await;
        assert_eq!(refusal.0, "InvalidParameter", "{request}");
    }
    let request = json!({"UserPoolId": POOL, "AttributesToGet": ["email", "shoe"]});
    let message = "One or more requested attributes do not exist.";
    let refusal = pool.refused("ListUsers", request).await;
    assert_eq!(refusal, error("InvalidParameter", message));
    let nowhere = json!({"UserPoolId": "us-east-1_Nothing"});
    let message = "User pool us-east-1_Nothing does not exist.";
    let refusal = pool.refused("ListUsers", nowhere).await;
    assert_eq!(refusal, error("ResourceNotFound", message));
}
