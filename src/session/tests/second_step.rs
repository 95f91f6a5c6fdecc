use serde_json::{Value, json};

use super::service::*;
use crate::{
    cognito::{ErrorCode, secret::ConfirmationCode},
    session::{MfaMethod, MfaSettings, SessionError, UserProfile},
};

fn user_with(methods: &Value) -> Value {
    let mut reply = user();
    reply["UserMFASettingList"] = methods.clone();
    reply["PreferredMfaSetting"] = methods[0].clone();
    reply
}

#[test]
fn steps_that_are_on_are_read_with_the_profile() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let methods = json!(["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP", "A_NEW_ONE"]);
    service.answers("GetUser", &user_with(&methods));
    let profile = run(authenticator.profile("u")).unwrap();
    let expected = MfaSettings {
        enabled: vec![
            MfaMethod::SoftwareToken,
            MfaMethod::Sms,
            MfaMethod::Email,
            MfaMethod::Unknown,
        ],
        preferred: Some(MfaMethod::SoftwareToken),
        passkey: false,
    };
    assert_eq!(profile.mfa(), Some(&expected));

    service.answers("GetUser", &user_with(&json!(null)));
    let profile = run(authenticator.profile("u")).unwrap();
    assert_eq!(profile.mfa(), Some(&MfaSettings::default()));
}

#[test]
fn authenticator_app_gets_a_key_and_proves_it_by_a_code() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("AssociateSoftwareToken", &json!({"SecretCode": "KEY"}));
    let key = run(authenticator.authenticator_app_key("u")).unwrap();
    assert_eq!(key.expose(), "KEY");
    assert_eq!(format!("{key:?}"), "SecretCode(..)");

    service.answers("VerifySoftwareToken", &json!({"Status": "SUCCESS"}));
    let code = ConfirmationCode::new("123456");
    run(authenticator.verify_authenticator_app("u", &code)).unwrap();
    let expected = json!({"AccessToken": token_expiring_in(600), "UserCode": "123456"});
    assert_eq!(service.request(1), expected);
}

#[test]
fn code_that_the_reply_calls_wrong_is_refused_like_any_other() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    service.answers("VerifySoftwareToken", &json!({"Status": "ERROR"}));
    let code = ConfirmationCode::new("000000");
    let outcome = run(authenticator.verify_authenticator_app("u", &code));
    let Err(SessionError::Request(error)) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(error.code(), Some(&ErrorCode::EnableSoftwareTokenMFA));
}

#[test]
fn settings_are_changed_and_read_back_or_known_without() {
    let wanted = MfaSettings::default().with(MfaMethod::SoftwareToken);
    let before = UserProfile::new("u", Vec::new()).with_mfa(MfaSettings::default());
    for reads in [true, false] {
        let (authenticator, service, storage) = setup();
        saved_session(&storage, 600);
        service.answers("SetUserMFAPreference", &json!({}));
        if reads {
            service.answers("GetUser", &user_with(&json!(["SOFTWARE_TOKEN_MFA"])));
        } else {
            for _ in 0..3 {
                service.is_unreachable("GetUser");
            }
        }
        let after = run(authenticator.set_mfa_settings(&before, wanted.clone())).unwrap();
        assert_eq!(after.mfa(), Some(&wanted));
    }
}

#[test]
fn settings_that_are_so_already_are_not_sent() {
    let (authenticator, service, storage) = setup();
    saved_session(&storage, 600);
    let settings = MfaSettings::default().with(MfaMethod::SoftwareToken);
    let user = UserProfile::new("u", Vec::new()).with_mfa(settings.clone());
    let after = run(authenticator.set_mfa_settings(&user, settings)).unwrap();
    assert_eq!(after, user);
    assert!(service.asked().is_empty());
}
