//! What those are offered who do not exist, and those who can only be let in by a password.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{answer, begin, choices, nobodies, nobody_with, prefer};
use crate::support::{EMAIL, PASSWORD, POOL, Pool, error};

/// What a name is offered, with a space after each.
async fn offered(pool: &Pool, name: &str) -> String {
    let reply = pool.initiate(begin(name, json!({}))).await;
    choices(&reply).join(" ") + " "
}

/// Users on whom a code must not be wasted, by what is the matter with them.
async fn blocked(pool: &Pool) -> Vec<String> {
    let mut names = vec!["unconfirmed@example.com".to_owned()];
    pool.sign_up(&names[0]).await;
    for (name, operation) in [
        ("disabled@example.com", "AdminDisableUser"),
        ("reset@example.com", "AdminResetUserPassword"),
    ] {
        pool.confirmed(name).await;
        let user = json!({"UserPoolId": POOL, "Username": name});
        pool.ok(operation, user).await;
        names.push(name.to_owned());
    }
    let invited = "invited@example.com";
    let request = json!({"UserPoolId": POOL, "Username": invited, "TemporaryPassword": PASSWORD,
        "UserAttributes": [{"Name": "email_verified", "Value": "true"}, {"Name": "email", "Value": invited}]});
    pool.ok("AdminCreateUser", request).await;
    names.push(invited.to_owned());
    names
}

#[tokio::test]
async fn whom_only_a_password_lets_in_is_offered_nothing_else_and_is_sent_nothing() {
    let pool = Pool::new();
    for name in blocked(&pool).await {
        let sent = pool.messages().await.len();
        for request in [
            begin(&name, json!({})),
            prefer(&name, "EMAIL_OTP"),
            prefer(&name, "WEB_AUTHN"),
        ] {
            let reply = pool.initiate(request).await;
            assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"], "{name}");
        }
        assert_eq!(pool.messages().await.len(), sent, "{name}");
    }
}

#[tokio::test]
async fn those_who_do_not_exist_are_offered_what_users_can_have_always_the_same() {
    let pool = Pool::new();
    let mut seen = BTreeSet::new();
    for name in nobodies() {
        let offered = offered(&pool, &name).await;
        assert_eq!(offered, self::offered(&pool, &name).await);
        seen.insert(offered);
    }
    // Each of three factors beside the password, or not; a code alone or together with the passkey; the codes both.
    let with_password = seen.iter().filter(|set| set.contains("PASSWORD "));
    assert_eq!(with_password.count(), 8, "{seen:?}");
    assert_eq!(seen.len(), 8 + 6, "{seen:?}");
    for set in &seen {
        assert_eq!(set.contains("PASSWORD "), set.contains("PASSWORD_SRP "));
    }
}

#[tokio::test]
async fn nothing_lets_in_those_who_do_not_exist_and_they_are_sent_nothing() {
    let pool = Pool::new();
    for (choice, masked) in [("EMAIL_OTP", "n***@e***"), ("SMS_OTP", "+*******")] {
        let name = nobody_with(&pool, choice).await;
        let reply = pool.initiate(prefer(&name, choice)).await;
        assert_eq!(reply["ChallengeName"], choice);
        let told = reply["ChallengeParameters"].clone();
        let place = told["CODE_DELIVERY_DESTINATION"].as_str().unwrap();
        assert!(place.starts_with(masked), "{place}");
        let again = pool.initiate(begin(&name, json!({}))).await;
        let again = answer(&again, &name, json!({"ANSWER": choice}));
        assert_eq!(pool.respond(again).await["ChallengeParameters"], told);
        let guess = json!({format!("{choice}_CODE"): "12345678"});
        let guess = answer(&reply, &name, guess);
        for _ in 0..5 {
            let (code, _) = pool.not_let_in(guess.clone()).await;
            assert_eq!(code, "CodeMismatch");
        }
        assert_eq!(pool.not_let_in(guess).await.0, "NotAuthorized");
    }
    assert!(pool.messages().await.is_empty());
}

#[tokio::test]
async fn those_who_do_not_exist_have_no_factor_that_the_pool_has_not() {
    let pool = Pool::new();
    pool.offering(&["PASSWORD", "SMS_OTP"]).await;
    let mut seen = BTreeSet::new();
    for name in nobodies() {
        seen.insert(offered(&pool, &name).await);
    }
    let expected = [
        "PASSWORD_SRP PASSWORD ",
        "PASSWORD_SRP PASSWORD SMS_OTP ",
        "SMS_OTP ",
    ];
    assert_eq!(seen, BTreeSet::from(expected.map(str::to_owned)));
}

#[tokio::test]
async fn a_password_of_somebody_unknown_is_wrong_however_it_is_asked_for() {
    let pool = Pool::new();
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    let name = nobody_with(&pool, "PASSWORD").await;
    let asked = pool.initiate(prefer(&name, "PASSWORD")).await;
    assert_eq!(asked["ChallengeName"], "PASSWORD");
    let given = json!({"PASSWORD": PASSWORD});
    let refusal = pool.not_let_in(answer(&asked, &name, given)).await;
    assert_eq!(refusal, incorrect);
    let chosen = pool.initiate(begin(&name, json!({}))).await;
    let given = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD});
    let refusal = pool.not_let_in(answer(&chosen, &name, given)).await;
    assert_eq!(refusal, incorrect);
}

#[tokio::test]
async fn who_begins_with_a_phone_number_seems_to_have_that_one() {
    let pool = Pool::new();
    let names = (0..64).map(|number| format!("+141555526{number:02}"));
    for name in names {
        let reply = pool.initiate(prefer(&name, "SMS_OTP")).await;
        if reply["ChallengeName"] == "SMS_OTP" {
            let masked = format!("+*******{}", &name[8..]);
            let told = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": masked});
            assert_eq!(reply["ChallengeParameters"], told);
            return;
        }
    }
    panic!("none seems to have a phone");
}

#[tokio::test]
async fn a_client_that_hides_nobody_tells_who_is_there_and_what_they_have() {
    let pool = Pool::new();
    let settings = json!({"ExplicitAuthFlows": ["ALLOW_USER_AUTH"]});
    let client = pool.client(settings).await["ClientId"].clone();
    let by = |mut request: Value| {
        request["ClientId"] = client.clone();
        request
    };
    let nobody = by(prefer("nobody@example.com", "EMAIL_OTP"));
    let refusal = pool.refused("InitiateAuth", nobody).await;
    assert_eq!(refusal, error("UserNotFound", "User does not exist."));
    for name in blocked(&pool).await {
        let reply = pool.initiate(by(prefer(&name, "EMAIL_OTP"))).await;
        assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"], "{name}");
    }
    pool.confirmed(EMAIL).await;
    let reply = pool.initiate(by(prefer(EMAIL, "EMAIL_OTP"))).await;
    assert_eq!(reply["ChallengeName"], "EMAIL_OTP");
}
