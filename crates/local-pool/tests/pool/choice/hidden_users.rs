//! What those are offered who do not exist, and those who can only be let in by a password.

use serde_json::{Value, json};

use super::{PHONE, answer, begin, choices, prefer};
use crate::support::{EMAIL, PASSWORD, POOL, Pool, error};

const NOBODY: &str = "nobody@example.com";

/// Users on whom a code must not be wasted, by what is the matter with them.
async fn blocked(pool: &Pool) -> Vec<String> {
    let mut names = vec!["unconfirmed@example.com".to_owned(), NOBODY.to_owned()];
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
async fn those_who_do_not_exist_are_offered_what_users_are_and_nothing_lets_them_in() {
    let pool = Pool::new();
    for name in blocked(&pool).await {
        let sent = pool.messages().await.len();
        for _ in 0..2 {
            let reply = pool.initiate(begin(&name, json!({}))).await;
            for expected in ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"] {
                assert!(choices(&reply).contains(&expected), "{name}: {reply}");
            }
        }
        let reply = pool.initiate(prefer(&name, "EMAIL_OTP")).await;
        assert_eq!(reply["ChallengeName"], "EMAIL_OTP");
        let masked = format!("{}***@e***", &name[..1]);
        let told =
            json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": masked});
        assert_eq!(reply["ChallengeParameters"], told);
        for _ in 0..5 {
            let guess = answer(&reply, &name, json!({"EMAIL_OTP_CODE": "12345678"}));
            let (code, _) = pool.not_let_in(guess).await;
            assert_eq!(code, "CodeMismatch", "{name}");
        }
        let guess = answer(&reply, &name, json!({"EMAIL_OTP_CODE": "12345678"}));
        let (code, _) = pool.not_let_in(guess).await;
        assert_eq!(code, "NotAuthorized", "{name}");
        assert_eq!(pool.messages().await.len(), sent, "{name}");
    }
}

#[tokio::test]
async fn a_password_of_somebody_unknown_is_wrong_however_it_is_asked_for() {
    let pool = Pool::new();
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    let asked = pool.initiate(prefer(NOBODY, "PASSWORD")).await;
    assert_eq!(asked["ChallengeName"], "PASSWORD");
    let given = json!({"PASSWORD": PASSWORD});
    let refusal = pool.not_let_in(answer(&asked, NOBODY, given)).await;
    assert_eq!(refusal, incorrect);
    let chosen = pool.initiate(begin(NOBODY, json!({}))).await;
    let given = json!({"ANSWER": "PASSWORD", "PASSWORD": PASSWORD});
    let refusal = pool.not_let_in(answer(&chosen, NOBODY, given)).await;
    assert_eq!(refusal, incorrect);
}

#[tokio::test]
async fn only_who_begins_with_a_phone_number_seems_to_have_one() {
    let pool = Pool::new();
    pool.ok("CreateUserPool", json!({"PoolName": "other"}))
        .await;
    for (name, has_phone) in [(NOBODY, false), (PHONE, true)] {
        let reply = pool.initiate(begin(name, json!({}))).await;
        assert_eq!(choices(&reply).contains(&"SMS_OTP"), has_phone, "{name}");
    }
    let reply = pool.initiate(prefer(PHONE, "SMS_OTP")).await;
    let told = json!({"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": "+*******2671"});
    assert_eq!(reply["ChallengeParameters"], told);
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
    for name in blocked(&pool).await {
        let request = by(prefer(&name, "EMAIL_OTP"));
        if name == NOBODY {
            let refusal = pool.refused("InitiateAuth", request).await;
            assert_eq!(refusal, error("UserNotFound", "User does not exist."));
            continue;
        }
        let reply = pool.initiate(request).await;
        assert_eq!(choices(&reply), ["PASSWORD_SRP", "PASSWORD"], "{name}");
    }
    pool.confirmed(EMAIL).await;
    let reply = pool.initiate(by(prefer(EMAIL, "EMAIL_OTP"))).await;
    assert_eq!(reply["ChallengeName"], "EMAIL_OTP");
}
