//! `SignUp`

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, error};

fn request(username: &str, password: &str, attributes: &[(&str, &str)]) -> Value {
    let attributes: Vec<Value> = attributes
        .iter()
        .map(|(name, value)| json!({"Name": name, "Value": value}))
        .collect();
    json!({"ClientId": CLIENT, "Username": username, "Password": password, "UserAttributes": attributes})
}

#[tokio::test]
async fn a_sign_up_tells_where_the_code_went_and_the_mailbox_has_it() {
    let pool = Pool::new();
    let reply = pool
        .ok(
            "SignUp",
            request(EMAIL, PASSWORD, &[("custom:agentName", "Bond")]),
        )
        .await;
    assert_eq!(reply["UserConfirmed"], false);
    assert_eq!(reply["UserSub"].as_str().unwrap().len(), 36);
    let details =
        json!({"Destination": "a***@e***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    assert_eq!(reply["CodeDeliveryDetails"], details);

    let messages = pool.messages().await;
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    let code = message["code"].as_str().unwrap();
    assert!(code.len() == 6 && code.bytes().all(|digit| digit.is_ascii_digit()));
    assert!(message["body"].as_str().unwrap().contains(code));
    assert_eq!(message["to"], EMAIL);
    assert_eq!(message["kind"], "sign_up");
    assert_eq!(message["sent_at"], "2026-11-18T11:06:40Z");
    assert_eq!(message.as_object().unwrap().len(), 6);
}

#[tokio::test]
async fn an_email_signs_up_once_whatever_its_case() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    for again in [EMAIL, "ANN@Example.com"] {
        let refusal = pool.refused("SignUp", request(again, PASSWORD, &[])).await;
        assert_eq!(refusal, error("UsernameExists", "User already exists"));
    }
    assert_eq!(pool.messages().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_parallel_sign_ups_with_one_email_one_wins() {
    let pool = Pool::new();
    let call = || pool.call("SignUp", request(EMAIL, PASSWORD, &[]));
    let replies = tokio::join!(call(), call(), call(), call());
    let statuses = [replies.0, replies.1, replies.2, replies.3].map(|reply| reply.status.as_u16());
    assert_eq!(
        statuses.iter().filter(|status| **status == 200).count(),
        1,
        "{statuses:?}"
    );
    assert_eq!(pool.messages().await.len(), 1);
}

#[tokio::test]
async fn a_password_that_breaks_the_policy_is_refused_with_the_rule() {
    let pool = Pool::new();
    for (password, rule) in [
        ("Short1", "Password not long enough"),
        ("Password", "Password must have numeric characters"),
        ("PASSW0RD", "Password must have lowercase characters"),
        ("passw0rd", "Password must have uppercase characters"),
    ] {
        let refusal = pool.refused("SignUp", request(EMAIL, password, &[])).await;
        let message = format!("Password did not conform with policy: {rule}");
        assert_eq!(refusal, error("InvalidPassword", &message));
    }
    assert!(pool.messages().await.is_empty());
}

#[tokio::test]
async fn attributes_must_fit_the_schema_and_be_the_users_to_write() {
    let pool = Pool::new();
    let long = "x".repeat(2048);
    for (name, value, code, message) in [
        (
            "custom:nope",
            "x",
            "InvalidParameter",
            "Attributes did not conform to the schema: Type for attribute {custom:nope} could not be determined",
        ),
        (
            "nope",
            "x",
            "InvalidParameter",
            "Attributes did not conform to the schema: Type for attribute {nope} could not be determined",
        ),
        (
            "birthdate",
            "today",
            "InvalidParameter",
            "Attributes did not conform to the schema: birthdate: The value does not satisfy the constraints of the attribute",
        ),
        (
            "updated_at",
            "now",
            "InvalidParameter",
            "Attributes did not conform to the schema: updated_at: The value does not satisfy the constraints of the attribute",
        ),
        (
            "phone_number",
            "555",
            "InvalidParameter",
            "Invalid phone number format.",
        ),
        (
            "email",
            "other@example.com",
            "InvalidParameter",
            "The username and the attribute that it stands for differ.",
        ),
        (
            "email_verified",
            "true",
            "NotAuthorized",
            "A client attempted to write unauthorized attribute",
        ),
        (
            "sub",
            &long,
            "NotAuthorized",
            "A client attempted to write unauthorized attribute",
        ),
    ] {
        let refusal = pool
            .refused("SignUp", request(EMAIL, PASSWORD, &[(name, value)]))
            .await;
        assert_eq!(refusal, error(code, message), "{name}");
    }
    pool.ok(
        "SignUp",
        request(
            EMAIL,
            PASSWORD,
            &[("name", &long), ("birthdate", "2000-01-01")],
        ),
    )
    .await;
}

#[tokio::test]
async fn the_user_name_must_be_an_email() {
    let pool = Pool::new();
    for name in ["ann", "ann@", "+14155552671"] {
        let refusal = pool.refused("SignUp", request(name, PASSWORD, &[])).await;
        assert_eq!(
            refusal,
            error("InvalidParameter", "Username should be an email.")
        );
    }
}

#[tokio::test]
async fn an_unknown_client_does_not_exist() {
    let pool = Pool::new();
    let request = json!({"ClientId": "nobody", "Username": EMAIL, "Password": PASSWORD});
    let refusal = pool.refused("SignUp", request).await;
    assert_eq!(
        refusal,
        error(
            "ResourceNotFound",
            "User pool client nobody does not exist."
        )
    );
}
