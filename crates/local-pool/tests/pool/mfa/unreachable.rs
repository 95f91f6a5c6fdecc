//! Users whose second factor has nowhere to send its code any more.

use serde_json::{Value, json};

use super::{PHONE, begin, configure, give_phone, is_in, optional, prefer, set_up};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, by_password, error, update};

const SMS: (&str, bool, bool) = ("SMSMfaSettings", true, false);

fn not_found() -> (String, String) {
    error(
        "MFAMethodNotFound",
        "No MFA mechanism registerd in the account.",
    )
}

/// Ann, who is asked for a code by SMS, and her access token.
async fn with_sms() -> (Pool, Value) {
    let (pool, token) = optional().await;
    give_phone(&pool).await;
    prefer(&pool, &token, &[SMS]).await;
    (pool, token)
}

/// What stands in Ann's way once her password was right.
async fn refused(pool: &Pool) -> (String, String) {
    let request = by_password(CLIENT, EMAIL, PASSWORD);
    pool.refused("InitiateAuth", request).await
}

fn deletion(token: &Value) -> Value {
    json!({"AccessToken": token, "UserAttributeNames": ["phone_number"]})
}

#[tokio::test]
async fn who_deletes_the_number_of_the_second_factor_is_not_let_in_without_one() {
    for empty in [false, true] {
        let (pool, token) = with_sms().await;
        if empty {
            let request = update(&token, &[("phone_number", "")]);
            pool.ok("UpdateUserAttributes", request).await;
        } else {
            pool.ok("DeleteUserAttributes", deletion(&token)).await;
        }
        let user = pool.ok("GetUser", json!({"AccessToken": token})).await;
        assert_eq!(user["UserMFASettingList"], json!(["SMS_MFA"]));
        assert_eq!(refused(&pool).await, not_found());

        // Nor by one factor that is no password.
        let request = json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH", "AuthParameters": {"USERNAME": EMAIL}});
        let reply = pool.ok("InitiateAuth", request).await;
        let passwords = json!(["PASSWORD_SRP", "PASSWORD"]);
        assert_eq!(reply["AvailableChallenges"], passwords);
    }
}

#[tokio::test]
async fn an_address_that_is_gone_is_no_way_round_the_second_factor_either() {
    let pool = Pool::new();
    let (pool_id, client) = pool.create(json!({})).await;
    let config =
        json!({"UserPoolId": pool_id, "MfaConfiguration": "OPTIONAL", "EmailMfaConfiguration": {}});
    pool.ok("SetUserPoolMfaConfig", config).await;
    let ann = |more: Value| {
        let mut request = json!({"UserPoolId": pool_id, "Username": "ann"});
        let more = more.as_object().unwrap().clone();
        request.as_object_mut().unwrap().extend(more);
        request
    };
    let email =
        json!([{"Name": "email", "Value": EMAIL}, {"Name": "email_verified", "Value": "true"}]);
    pool.ok("AdminCreateUser", ann(json!({"UserAttributes": email})))
        .await;
    let password = json!({"Password": "Passw0rd!", "Permanent": true});
    pool.ok("AdminSetUserPassword", ann(password)).await;
    let by_mail = json!({"EmailMfaSettings": {"Enabled": true}});
    pool.ok("AdminSetUserMFAPreference", ann(by_mail)).await;
    let gone = json!({"UserAttributeNames": ["email"]});
    pool.ok("AdminDeleteUserAttributes", ann(gone)).await;
    let request = by_password(&client, "ann", "Passw0rd!");
    assert_eq!(pool.refused("InitiateAuth", request).await, not_found());
}

#[tokio::test]
async fn another_number_or_no_such_factor_ends_it() {
    let (pool, token) = with_sms().await;
    pool.ok("DeleteUserAttributes", deletion(&token)).await;
    pool.ok(
        "UpdateUserAttributes",
        update(&token, &[("phone_number", PHONE)]),
    )
    .await;
    assert_eq!(begin(&pool).await["ChallengeName"], "SMS_MFA");
    pool.ok("DeleteUserAttributes", deletion(&token)).await;
    prefer(&pool, &token, &[("SMSMfaSettings", false, false)]).await;
    assert!(is_in(&pool, &begin(&pool).await).await);
}

#[tokio::test]
async fn another_factor_that_is_turned_on_is_asked() {
    let (pool, token) = with_sms().await;
    set_up(&pool, &token).await;
    prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, false)]).await;
    assert_eq!(begin(&pool).await["ChallengeName"], "SELECT_MFA_TYPE");
    pool.ok("DeleteUserAttributes", deletion(&token)).await;
    assert_eq!(begin(&pool).await["ChallengeName"], "SOFTWARE_TOKEN_MFA");
}

#[tokio::test]
async fn where_a_factor_is_a_must_the_number_of_the_only_one_stays() {
    for is_turned_on in [true, false] {
        let factors = ["SMS_MFA", "SOFTWARE_TOKEN_MFA"];
        let pool = Pool::new();
        configure(&pool, "OPTIONAL", &factors).await;
        let token = pool.entered(EMAIL).await;
        give_phone(&pool).await;
        prefer(&pool, &token, &[("SMSMfaSettings", is_turned_on, false)]).await;
        configure(&pool, "ON", &factors).await;
        let ann =
            json!({"UserPoolId": POOL, "Username": EMAIL, "UserAttributeNames": ["phone_number"]});
        for (operation, request) in [
            ("DeleteUserAttributes", deletion(&token)),
            (
                "UpdateUserAttributes",
                update(&token, &[("phone_number", "")]),
            ),
            ("AdminDeleteUserAttributes", ann),
        ] {
            let told = "user.phone_number: Attribute cannot be deleted while MFA requires it.";
            let refusal = pool.refused(operation, request).await;
            assert_eq!(refusal, error("InvalidParameter", told), "{operation}");
        }
        assert_eq!(begin(&pool).await["ChallengeName"], "SMS_MFA");

        set_up(&pool, &token).await;
        prefer(&pool, &token, &[("SoftwareTokenMfaSettings", true, false)]).await;
        pool.ok("DeleteUserAttributes", deletion(&token)).await;
        assert_eq!(begin(&pool).await["ChallengeName"], "SOFTWARE_TOKEN_MFA");
    }
}

#[tokio::test]
async fn who_lost_the_number_before_does_not_set_up_another_factor_by_the_password_alone() {
    let (pool, token) = with_sms().await;
    pool.ok("DeleteUserAttributes", deletion(&token)).await;
    configure(&pool, "ON", &["SMS_MFA", "SOFTWARE_TOKEN_MFA"]).await;
    assert_eq!(refused(&pool).await, not_found());
}
