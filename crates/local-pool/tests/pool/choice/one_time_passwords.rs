//! Codes that sign in.

use std::time::Duration;

use serde_json::{Value, json};

use super::{INVALID, PHONE, answer, begin, is_in, nobody_with, prefer};
use crate::support::{EMAIL, Pool, USED, error, other_than};

const MISMATCH: &str = "Invalid code or auth state for the user.";

fn code(reply: &Value, code: &str) -> Value {
    answer(reply, EMAIL, json!({"EMAIL_OTP_CODE": code}))
}

/// Eight digits that are not these.
fn other(code: &str) -> String {
    format!("{}{}", &code[..2], other_than(&code[2..]))
}

#[tokio::test]
async fn a_code_has_eight_digits_and_is_said_to_be_for_signing_in() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    for (choice, to, medium, masked) in [
        ("EMAIL_OTP", EMAIL, "EMAIL", "a***@e***"),
        ("SMS_OTP", PHONE, "SMS", "+*******2671"),
    ] {
        let reply = pool.initiate(prefer(EMAIL, choice)).await;
        let told =
            json!({"CODE_DELIVERY_DELIVERY_MEDIUM": medium, "CODE_DELIVERY_DESTINATION": masked});
        assert_eq!(reply["ChallengeParameters"], told);
        let message = pool.messages().await[0].clone();
        assert_eq!(message["kind"], "otp");
        assert_eq!(message["to"], to);
        let code = message["code"].as_str().unwrap();
        assert!(code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit()));
    }
}

#[tokio::test]
async fn the_right_code_signs_in_once() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (reply, right) = pool.with_code().await;
    assert!(is_in(&pool.respond(code(&reply, &right)).await));
    let again = pool.not_let_in(code(&reply, &right)).await;
    assert_eq!(again, error("NotAuthorized", USED));
}

#[tokio::test]
async fn wrong_codes_are_told_and_five_end_the_session() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for (wrong_ones, ends) in [(4, false), (5, true)] {
        let (reply, right) = pool.with_code().await;
        for _ in 0..wrong_ones {
            let refusal = pool.not_let_in(code(&reply, &other(&right))).await;
            assert_eq!(refusal, error("CodeMismatch", MISMATCH));
        }
        if ends {
            let refusal = pool.not_let_in(code(&reply, &right)).await;
            assert_eq!(refusal, error("NotAuthorized", USED));
        } else {
            assert!(is_in(&pool.respond(code(&reply, &right)).await));
        }
    }
}

#[tokio::test]
async fn a_code_is_good_for_the_session_that_it_was_sent_for() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (first, first_code) = pool.with_code().await;
    let (second, second_code) = pool.with_code().await;
    let refusal = pool.not_let_in(code(&first, &second_code)).await;
    assert_eq!(refusal, error("CodeMismatch", MISMATCH));
    assert!(is_in(&pool.respond(code(&first, &first_code)).await));
    assert!(is_in(&pool.respond(code(&second, &second_code)).await));
}

#[tokio::test]
async fn a_code_by_sms_does_not_answer_for_one_by_email() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.with_phone(EMAIL).await;
    let reply = pool.initiate(prefer(EMAIL, "SMS_OTP")).await;
    let right = pool.last_code(PHONE).await;
    let mut request = code(&reply, &right);
    request["ChallengeName"] = json!("EMAIL_OTP");
    let refusal = pool.not_let_in(request).await;
    assert_eq!(refusal, error("NotAuthorized", INVALID));
}

#[tokio::test]
async fn twenty_codes_in_an_hour_are_enough_for_anybody() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for name in [EMAIL, &nobody_with(&pool, "EMAIL_OTP").await] {
        for _ in 0..20 {
            pool.initiate(prefer(name, "EMAIL_OTP")).await;
        }
        let told = "Too many sign-in codes, please try after some time.";
        let refusal = pool
            .refused("InitiateAuth", prefer(name, "EMAIL_OTP"))
            .await;
        assert_eq!(refusal, error("TooManyRequests", told));
    }
    pool.initiate(begin(EMAIL, json!({}))).await;
    pool.wait(Duration::from_hours(1));
    pool.with_code().await;
}
