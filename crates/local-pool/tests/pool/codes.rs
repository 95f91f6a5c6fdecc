//! `ConfirmSignUp` and `ResendConfirmationCode`

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, POOL, Pool, confirmation, error, other_than};

const EXPIRED: &str = "Invalid code provided, please request a code again.";
const MISMATCH: &str = "Invalid verification code provided, please try again.";
const TOO_MANY: &str = "Too many failed attempts, please request a code again.";

fn resend(username: &str) -> Value {
    json!({"ClientId": CLIENT, "Username": username})
}

#[tokio::test]
async fn a_code_confirms_once() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let request = confirmation("Ann@Example.com", &pool.last_code(EMAIL).await);
    pool.ok("ConfirmSignUp", request.clone()).await;
    let message = "User cannot be confirmed. Current status is CONFIRMED";
    assert_eq!(
        pool.refused("ConfirmSignUp", request).await,
        error("NotAuthorized", message)
    );
}

#[tokio::test]
async fn wrong_code_is_refused_and_five_end_it() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let code = pool.last_code(EMAIL).await;
    let wrong = confirmation(EMAIL, &other_than(&code));
    for _ in 0..4 {
        assert_eq!(
            pool.refused("ConfirmSignUp", wrong.clone()).await,
            error("CodeMismatch", MISMATCH)
        );
    }
    for request in [wrong, confirmation(EMAIL, &code)] {
        assert_eq!(
            pool.refused("ConfirmSignUp", request).await,
            error("TooManyFailedAttempts", TOO_MANY)
        );
    }
    pool.ok("ResendConfirmationCode", resend(EMAIL)).await;
    pool.ok(
        "ConfirmSignUp",
        confirmation(EMAIL, &pool.last_code(EMAIL).await),
    )
    .await;
}

#[tokio::test]
async fn a_code_lives_a_day() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let request = confirmation(EMAIL, &pool.last_code(EMAIL).await);
    pool.wait(Duration::from_hours(24));
    assert_eq!(
        pool.refused("ConfirmSignUp", request).await,
        error("ExpiredCode", EXPIRED)
    );
}

#[tokio::test]
async fn a_code_works_until_its_last_moment() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    pool.wait(Duration::from_millis(24 * 3_600_000 - 1));
    pool.ok(
        "ConfirmSignUp",
        confirmation(EMAIL, &pool.last_code(EMAIL).await),
    )
    .await;
}

#[tokio::test]
async fn a_new_code_replaces_the_old_one() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let old = pool.last_code(EMAIL).await;
    let reply = pool.ok("ResendConfirmationCode", resend(EMAIL)).await;
    assert_eq!(reply["CodeDeliveryDetails"]["Destination"], "a***@e***");
    let new = pool.last_code(EMAIL).await;
    // One time in a million the new code is the old one.
    if new != old {
        assert_eq!(
            pool.refused("ConfirmSignUp", confirmation(EMAIL, &old))
                .await,
            error("ExpiredCode", EXPIRED)
        );
    }
    pool.ok("ConfirmSignUp", confirmation(EMAIL, &new)).await;
}

#[tokio::test]
async fn the_code_of_one_user_is_not_anothers() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    pool.sign_up("bob@example.com").await;
    let (mine, other) = (
        pool.last_code(EMAIL).await,
        pool.last_code("bob@example.com").await,
    );
    if mine != other {
        let refusal = pool
            .refused("ConfirmSignUp", confirmation(EMAIL, &other))
            .await;
        assert_eq!(refusal, error("CodeMismatch", MISMATCH));
    }
}

#[tokio::test]
async fn a_confirmed_user_gets_no_more_codes() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let refusal = pool.refused("ResendConfirmationCode", resend(EMAIL)).await;
    assert_eq!(
        refusal,
        error("InvalidParameter", "User is already confirmed.")
    );
}

#[tokio::test]
async fn a_client_that_hides_users_treats_an_unknown_one_as_waiting() {
    let pool = Pool::new();
    let reply = pool
        .ok("ResendConfirmationCode", resend("zoe@nowhere.org"))
        .await;
    let details =
        json!({"Destination": "z***@n***", "DeliveryMedium": "EMAIL", "AttributeName": "email"});
    assert_eq!(reply["CodeDeliveryDetails"], details);
    assert!(pool.messages().await.is_empty());
    let refusal = pool
        .refused("ConfirmSignUp", confirmation("zoe@nowhere.org", "123456"))
        .await;
    assert_eq!(refusal, error("ExpiredCode", EXPIRED));
}

#[tokio::test]
async fn a_legacy_client_says_that_a_user_is_unknown() {
    let pool = Pool::new();
    let client = pool.client(json!({})).await["ClientId"].clone();
    let unknown = error("UserNotFound", "Username/client id combination not found.");
    let resend = json!({"ClientId": client, "Username": EMAIL});
    assert_eq!(
        pool.refused("ResendConfirmationCode", resend).await,
        unknown
    );
    let confirm = json!({"ClientId": client, "Username": EMAIL, "ConfirmationCode": "123456"});
    assert_eq!(pool.refused("ConfirmSignUp", confirm).await, unknown);
}

#[tokio::test]
async fn an_administrator_confirms_without_a_code() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let request = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminConfirmSignUp", request.clone()).await;
    pool.signed_in(EMAIL).await;
    let message = "User cannot be confirmed. Current status is CONFIRMED";
    assert_eq!(
        pool.refused("AdminConfirmSignUp", request).await,
        error("NotAuthorized", message)
    );
    let unknown = json!({"UserPoolId": POOL, "Username": "bob@example.com"});
    let refusal = pool.refused("AdminConfirmSignUp", unknown).await;
    assert_eq!(refusal, error("UserNotFound", "User does not exist."));
}

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough_for_those_as_well_who_do_not_exist() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let exceeded = "Attempt limit exceeded, please try after some time.";
    for name in [EMAIL, "zoe@nowhere.org"] {
        for _ in 0..20 {
            pool.ok("ResendConfirmationCode", resend(name)).await;
        }
        assert_eq!(
            pool.refused("ResendConfirmationCode", resend(name)).await,
            error("LimitExceeded", exceeded)
        );
        pool.wait(Duration::from_hours(1));
        pool.ok("ResendConfirmationCode", resend(name)).await;
    }
}

#[tokio::test]
async fn a_disabled_user_gets_no_code_and_only_a_legacy_client_says_so() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let disable = json!({"UserPoolId": POOL, "Username": EMAIL});
    pool.ok("AdminDisableUser", disable).await;
    let sent = pool.messages().await.len();
    let reply = pool.ok("ResendConfirmationCode", resend(EMAIL)).await;
    assert_eq!(reply["CodeDeliveryDetails"]["Destination"], "a***@e***");
    let client = pool.client(json!({})).await["ClientId"].clone();
    let request = json!({"ClientId": client, "Username": EMAIL});
    assert_eq!(
        pool.refused("ResendConfirmationCode", request).await,
        error("NotAuthorized", "User is disabled.")
    );
    assert_eq!(pool.messages().await.len(), sent);
}

#[tokio::test]
async fn the_mailbox_keeps_the_newest_five_hundred_messages() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let first = pool.messages().await.remove(0);
    for number in 0..499 {
        if number % 20 == 0 {
            pool.wait(Duration::from_hours(1));
        }
        pool.ok("ResendConfirmationCode", resend(EMAIL)).await;
    }
    let messages = pool.messages().await;
    assert!(messages.len() == 500 && messages[499] == first);
    pool.wait(Duration::from_hours(1));
    pool.ok("ResendConfirmationCode", resend(EMAIL)).await;
    let after = pool.messages().await;
    assert!(after.len() == 500 && after[1..] == messages[..499]);
}
