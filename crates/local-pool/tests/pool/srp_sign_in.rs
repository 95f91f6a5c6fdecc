//! `USER_SRP_AUTH` and `PASSWORD_VERIFIER`

use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, SrpClient, claims, error};

const INCORRECT: &str = "Incorrect username or password.";

async fn challenge(pool: &Pool, client: &SrpClient, username: &str) -> Value {
    pool.ok("InitiateAuth", client.begin(username)).await
}

#[tokio::test]
async fn the_right_password_signs_in_whatever_the_salt() {
    let pool = Pool::new();
    for index in 0..12 {
        let email = format!("user{index}@example.com");
        let sub = pool.confirmed(&email).await;
        let client = SrpClient::new();
        let question = challenge(&pool, &client, &email).await;
        assert_eq!(question["ChallengeName"], "PASSWORD_VERIFIER");
        assert_eq!(question["ChallengeParameters"]["USERNAME"], sub);
        assert_eq!(question["ChallengeParameters"]["USER_ID_FOR_SRP"], sub);
        let reply = pool
            .ok("RespondToAuthChallenge", client.answer(&question, PASSWORD))
            .await;
        assert_eq!(
            claims(&reply["AuthenticationResult"]["AccessToken"])["sub"],
            sub
        );
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    let question = challenge(&pool, &client, EMAIL).await;
    let refusal = pool
        .refused(
            "RespondToAuthChallenge",
            client.answer(&question, "Passw0rD"),
        )
        .await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn wrong_proofs_are_counted_as_wrong_passwords() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    for _ in 0..5 {
        let question = challenge(&pool, &client, EMAIL).await;
        pool.refused(
            "RespondToAuthChallenge",
            client.answer(&question, "Passw0rD"),
        )
        .await;
    }
    let question = challenge(&pool, &client, EMAIL).await;
    let refusal = pool
        .refused("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "Password attempts exceeded")
    );
}

#[tokio::test]
async fn an_unconfirmed_user_is_told_so_after_the_right_proof_only() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let client = SrpClient::new();
    for (password, name, message) in [
        ("Passw0rD", "NotAuthorized", INCORRECT),
        (PASSWORD, "UserNotConfirmed", "User is not confirmed."),
    ] {
        let question = challenge(&pool, &client, EMAIL).await;
        let refusal = pool
            .refused("RespondToAuthChallenge", client.answer(&question, password))
            .await;
        assert_eq!(refusal, error(name, message));
    }
}

#[tokio::test]
async fn a_challenge_answers_once_whether_the_answer_was_right_or_wrong() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    let question = challenge(&pool, &client, EMAIL).await;
    let answer = client.answer(&question, PASSWORD);
    pool.ok("RespondToAuthChallenge", answer.clone()).await;
    let replay = pool.refused("RespondToAuthChallenge", answer).await;
    assert_eq!(replay, error("NotAuthorized", INCORRECT));

    let question = challenge(&pool, &client, EMAIL).await;
    pool.refused(
        "RespondToAuthChallenge",
        client.answer(&question, "Passw0rD"),
    )
    .await;
    let second = pool
        .refused("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
    assert_eq!(second, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn a_challenge_waits_three_minutes() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    let question = challenge(&pool, &client, EMAIL).await;
    pool.wait(Duration::from_millis(179_999));
    pool.ok("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;

    let question = challenge(&pool, &client, EMAIL).await;
    pool.wait(Duration::from_mins(3));
    let late = pool
        .refused("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
    assert_eq!(
        late,
        error(
            "NotAuthorized",
            "Invalid session for the user, session is expired."
        )
    );
}

#[tokio::test]
async fn a_challenge_is_for_the_client_and_user_that_asked() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    let question = challenge(&pool, &client, EMAIL).await;
    let mut answer = client.answer(&question, PASSWORD);
    answer["ClientId"] = pool.client(json!({})).await["ClientId"].clone();
    let refusal = pool.refused("RespondToAuthChallenge", answer.clone()).await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));

    answer["ClientId"] = json!(CLIENT);
    answer["ChallengeResponses"]["USERNAME"] = json!("bob@example.com");
    let refusal = pool.refused("RespondToAuthChallenge", answer).await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn every_part_of_the_answer_is_covered_by_the_signature() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    for (name, value) in [
        ("TIMESTAMP", "Sat Nov 7 08:05:10 UTC 2026"),
        ("PASSWORD_CLAIM_SIGNATURE", "not base64!"),
        ("PASSWORD_CLAIM_SIGNATURE", "AAAA"),
    ] {
        let question = challenge(&pool, &client, EMAIL).await;
        let mut answer = client.answer(&question, PASSWORD);
        answer["ChallengeResponses"][name] = json!(value);
        let refusal = pool.refused("RespondToAuthChallenge", answer).await;
        assert_eq!(refusal, error("NotAuthorized", INCORRECT), "{name}={value}");
    }
}

#[tokio::test]
async fn a_signature_over_another_challenge_or_user_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let client = SrpClient::new();
    let other = challenge(&pool, &client, EMAIL).await["ChallengeParameters"].clone();
    for (parameter, value, response) in [
        (
            "SECRET_BLOCK",
            other["SECRET_BLOCK"].clone(),
            "PASSWORD_CLAIM_SECRET_BLOCK",
        ),
        ("USER_ID_FOR_SRP", json!("bob"), "USERNAME"),
    ] {
        let question = challenge(&pool, &client, EMAIL).await;
        let mut signed = question.clone();
        signed["ChallengeParameters"][parameter] = value;
        let mut answer = client.answer(&signed, PASSWORD);
        answer["ChallengeResponses"][response] = question["ChallengeParameters"][parameter].clone();
        let refusal = pool.refused("RespondToAuthChallenge", answer).await;
        assert_eq!(refusal, error("NotAuthorized", INCORRECT), "{parameter}");
    }
}

#[tokio::test]
async fn a_badly_written_timestamp_is_refused_and_costs_nothing() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let mut client = SrpClient::new();
    let question = challenge(&pool, &client, EMAIL).await;
    client.timestamp = "Sat Nov 07 08:05:09 UTC 2026".to_owned();
    let refusal = pool
        .refused("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
    let message = "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.";
    assert_eq!(refusal, error("InvalidParameter", message));
    client.timestamp = "Sat Nov 7 08:05:09 UTC 2026".to_owned();
    pool.ok("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
}

#[tokio::test]
async fn a_public_value_that_fixes_the_secret_is_refused() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let mut request = SrpClient::new().begin(EMAIL);
    for a_public in ["0", "00", "", "xyz", "-1"] {
        request["AuthParameters"]["SRP_A"] = json!(a_public);
        let refusal = pool.refused("InitiateAuth", request.clone()).await;
        assert_eq!(
            refusal,
            error("InvalidParameter", "SRP_A is not a valid public value."),
            "{a_public}"
        );
    }
}

#[tokio::test]
async fn an_unknown_user_is_given_the_same_believable_challenge_each_time() {
    let pool = Pool::new();
    let client = SrpClient::new();
    let first = challenge(&pool, &client, "Zoe@Example.com").await["ChallengeParameters"].clone();
    let second = challenge(&pool, &client, "zoe@example.com").await["ChallengeParameters"].clone();
    let other = challenge(&pool, &client, "yan@example.com").await["ChallengeParameters"].clone();
    for name in ["SALT", "USER_ID_FOR_SRP", "USERNAME"] {
        assert_eq!(first[name], second[name], "{name}");
        assert_ne!(first[name], other[name], "{name}");
    }
    for name in ["SRP_B", "SECRET_BLOCK"] {
        assert_ne!(first[name], second[name], "{name}");
    }

    pool.confirmed(EMAIL).await;
    let real = challenge(&pool, &client, EMAIL).await["ChallengeParameters"].clone();
    let shape = |parameters: &Value| {
        let id = parameters["USER_ID_FOR_SRP"].as_str().unwrap();
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        let block = parameters["SECRET_BLOCK"].as_str().unwrap().len();
        (
            groups,
            id.as_bytes()[14],
            block,
            parameters.as_object().unwrap().len(),
        )
    };
    assert_eq!(shape(&first), shape(&real));
}

#[tokio::test]
async fn an_unknown_user_fails_like_a_wrong_password() {
    let pool = Pool::new();
    let client = SrpClient::new();
    let question = challenge(&pool, &client, "zoe@example.com").await;
    let refusal = pool
        .refused("RespondToAuthChallenge", client.answer(&question, PASSWORD))
        .await;
    assert_eq!(refusal, error("NotAuthorized", INCORRECT));
}

#[tokio::test]
async fn a_legacy_client_says_that_a_user_does_not_exist() {
    let pool = Pool::new();
    let mut client = SrpClient::new();
    client.client_id = pool.client(json!({})).await["ClientId"]
        .as_str()
        .unwrap()
        .to_owned();
    let refusal = pool
        .refused("InitiateAuth", client.begin("zoe@example.com"))
        .await;
    assert_eq!(refusal, error("UserNotFound", "User does not exist."));
}
