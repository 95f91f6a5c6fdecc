//! The passkeys of those who do not exist.

use serde_json::{Value, json};

use super::options;
use crate::support::{CLIENT, Pool, SecurityKey, error};

/// As many names that some must seem to have a passkey, and some not.
fn nobodies() -> Vec<String> {
    (0..64).map(|n| format!("nobody{n}@example.com")).collect()
}

#[tokio::test]
async fn some_of_those_who_do_not_exist_seem_to_have_a_passkey_always_the_same() {
    let pool = Pool::new();
    let (mut with, mut without) = (Vec::new(), 0);
    for name in nobodies() {
        let first = pool.asked_for_passkey(&name).await;
        let second = pool.asked_for_passkey(&name).await;
        assert_eq!(first["ChallengeName"], second["ChallengeName"]);
        if first["ChallengeName"] == "SELECT_CHALLENGE" {
            assert_eq!(first["AvailableChallenges"], second["AvailableChallenges"]);
            without += 1;
            continue;
        }
        let [mut first, mut second] = [first, second].map(|reply| options(&reply));
        assert_ne!(first["challenge"].take(), second["challenge"].take());
        assert_eq!(first, second);
        let allowed = first["allowCredentials"].as_array().unwrap();
        assert_eq!(allowed.len(), 1);
        assert!(allowed[0]["transports"].is_array(), "{allowed:?}");
        assert!(!with.contains(&allowed[0]));
        with.push(allowed[0].clone());
    }
    assert!(without > 0 && !with.is_empty());
}

#[tokio::test]
async fn no_passkey_is_the_right_one_for_somebody_who_does_not_exist() {
    let pool = Pool::new();
    for name in nobodies() {
        let challenge = pool.asked_for_passkey(&name).await;
        if challenge["ChallengeName"] != "WEB_AUTHN" {
            continue;
        }
        let credential = SecurityKey::es256().get(&options(&challenge));
        let request: Value = json!({"ClientId": CLIENT, "ChallengeName": "WEB_AUTHN", "Session": challenge["Session"],
            "ChallengeResponses": {"USERNAME": name, "CREDENTIAL": credential}});
        let refusal = pool.refused("RespondToAuthChallenge", request).await;
        let incorrect = error("NotAuthorized", "Incorrect username or password.");
        assert_eq!(refusal, incorrect);
    }
}
