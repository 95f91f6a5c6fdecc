//! `SELECT_MFA_TYPE`

use serde_json::{Value, json};

use super::{
    INVALID_SESSION, accepted, answer, begin, configure, give_phone, is_in, optional, prefer,
    refused, set_up,
};
use crate::support::{Authenticator, EMAIL, Pool, USED, error};

/// Ann, who has all second factors and prefers none.
async fn with_all() -> (Pool, Value, Authenticator) {
    let (pool, token) = optional().await;
    let app = set_up(&pool, &token).await;
    give_phone(&pool).await;
    let all = [
        ("SMSMfaSettings", true, false),
        ("SoftwareTokenMfaSettings", true, false),
        ("EmailMfaSettings", true, false),
    ];
    prefer(&pool, &token, &all).await;
    (pool, token, app)
}

#[tokio::test]
async fn whoever_has_several_and_prefers_none_chooses() {
    let (pool, _, app) = with_all().await;
    for (choice, response) in [
        ("SMS_MFA", "SMS_MFA_CODE"),
        ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE"),
        ("EMAIL_OTP", "EMAIL_OTP_CODE"),
    ] {
        let sent = pool.messages().await.len();
        let select = begin(&pool).await;
        assert_eq!(select["ChallengeName"], "SELECT_MFA_TYPE");
        assert_eq!(
            select["ChallengeParameters"]["MFAS_CAN_CHOOSE"],
            r#"["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#
        );
        assert_eq!(pool.messages().await.len(), sent);
        let challenge = accepted(&pool, answer(&select, "ANSWER", choice)).await;
        assert_eq!(challenge["ChallengeName"], choice);
        assert_ne!(challenge["Session"], select["Session"]);
        let code = if choice == "SOFTWARE_TOKEN_MFA" {
            assert_eq!(pool.messages().await.len(), sent);
            app.code(pool.seconds())
        } else {
            let messages = pool.messages().await;
            assert_eq!(messages.len(), sent + 1);
            messages[0]["code"].as_str().unwrap().to_owned()
        };
        let reply = accepted(&pool, answer(&challenge, response, &code)).await;
        assert!(is_in(&pool, &reply).await);
    }
}

#[tokio::test]
async fn what_is_not_offered_cannot_be_chosen_and_a_choice_is_made_once() {
    let (pool, token, _) = with_all().await;
    prefer(&pool, &token, &[("EmailMfaSettings", false, false)]).await;
    let select = begin(&pool).await;
    for choice in ["EMAIL_OTP", "SMS", "", "MFA_SETUP"] {
        let refusal = refused(&pool, answer(&select, "ANSWER", choice)).await;
        let message = "The chosen MFA type is not one of MFAS_CAN_CHOOSE.";
        assert_eq!(refusal, error("InvalidParameter", message), "{choice}");
    }
    let request = answer(&select, "ANSWER", "SMS_MFA");
    accepted(&pool, request.clone()).await;
    let refusal = refused(&pool, request).await;
    assert_eq!(refusal, error("NotAuthorized", USED));
}

#[tokio::test]
async fn the_choice_is_no_code() {
    let (pool, _, app) = with_all().await;
    let select = begin(&pool).await;
    let mut request = answer(
        &select,
        "SOFTWARE_TOKEN_MFA_CODE",
        &app.code(pool.seconds()),
    );
    request["ChallengeName"] = json!("SOFTWARE_TOKEN_MFA");
    let refusal = refused(&pool, request).await;
    assert_eq!(refusal, error("NotAuthorized", INVALID_SESSION));
    let mut request = answer(&select, "ANSWER", "SMS_MFA");
    request["ChallengeResponses"]["USERNAME"] = json!("bob@example.com");
    let refusal = refused(&pool, request).await;
    assert_eq!(refusal, error("NotAuthorized", INVALID_SESSION));
}

#[tokio::test]
async fn where_a_factor_is_a_must_users_who_set_none_up_choose_among_those_at_hand() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    give_phone(&pool).await;
    configure(&pool, "ON", &["SMS_MFA", "EMAIL_OTP"]).await;
    let select = begin(&pool).await;
    let choices = &select["ChallengeParameters"]["MFAS_CAN_CHOOSE"];
    assert_eq!(*choices, r#"["SMS_MFA","EMAIL_OTP"]"#);
}
