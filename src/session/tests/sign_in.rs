use serde_json::{Value, json};

use super::{pending_sign_in::code, service::*};
use crate::{
    cognito::{
        Error, ErrorCode,
        authenticate::Beginning,
        challenge::{Answer, Challenge},
        ops::ChallengeName,
        secret::{ConfirmationCode, Password},
    },
    session::{MemoryStorage, Session, SignedOutReason, Storage},
};

fn asks(name: &str, session: &str, parameters: &Value) -> Value {
    json!({"ChallengeName": name, "Session": session, "ChallengeParameters": parameters})
}

fn is_asked(session: &Session, expected: &Challenge) -> bool {
    matches!(session, Session::Challenged { challenge, .. } if challenge == expected)
}

fn one_time_code(text: &str) -> Answer {
    Answer::Code(ConfirmationCode::new(text))
}

#[test]
fn wrong_code_leaves_the_question_and_the_right_one_signs_in() {
    let (authenticator, service, storage) = setup();
    let destination = json!({"CODE_DELIVERY_DESTINATION": "a***@e***"});
    service.answers("InitiateAuth", &password_verifier());
    service.answers(
        "RespondToAuthChallenge",
        &asks("EMAIL_OTP", "s1", &destination),
    );
    let session = run(authenticator.sign_in("u@example.org", &password("secret"))).unwrap();
    assert!(is_asked(&session, &code()), "{session:?}");
    assert_eq!(token_storage(&storage).load(), None);

    service.refuses("RespondToAuthChallenge", "CodeMismatchException");
    let error = run(authenticator.answer(&one_time_code("000000"))).unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::CodeMismatch));

    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    let session = run(authenticator.answer(&one_time_code("123456"))).unwrap();
    assert!(matches!(session, Session::SignedIn { .. }));
    let sent = json!({
        "ChallengeName": "EMAIL_OTP", "ClientId": "client", "Session": "s1",
        "ChallengeResponses": {"USERNAME": "u", "EMAIL_OTP_CODE": "123456"},
    });
    assert_eq!(service.request(3), sent);
    let gone = authenticator.give_up_sign_in();
    assert!(matches!(gone, Session::SignedOut { .. }));
}

#[test]
fn password_of_an_administrator_is_replaced_and_a_second_factor_follows() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let required = json!({"requiredAttributes": r#"["userAttributes.name"]"#});
    service.answers(
        "RespondToAuthChallenge",
        &asks("NEW_PASSWORD_REQUIRED", "s1", &required),
    );
    run(authenticator.sign_in("u@example.org", &password("given"))).unwrap();
    let choice = json!({"MFAS_CAN_CHOOSE": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA"]"#});
    service.answers(
        "RespondToAuthChallenge",
        &asks("SELECT_MFA_TYPE", "s2", &choice),
    );
    let answer = Answer::NewPassword {
        password: Password::new("own"),
        attributes: vec![],
    };
    run(authenticator.answer(&answer)).unwrap();
    assert_eq!(
        service.request(2)["ChallengeResponses"],
        json!({"USERNAME": "u", "NEW_PASSWORD": "own"})
    );
    let name = json!({"FRIENDLY_DEVICE_NAME": "Work"});
    service.answers(
        "RespondToAuthChallenge",
        &asks("SOFTWARE_TOKEN_MFA", "s3", &name),
    );
    let answer = Answer::Choice(ChallengeName::SoftwareTokenMfa);
    let session = run(authenticator.answer(&answer)).unwrap();
    assert_eq!(service.request(3)["Session"], "s2");
    let expected = Challenge::Code {
        name: ChallengeName::SoftwareTokenMfa,
        place: Some("Work".to_owned()),
    };
    assert!(is_asked(&session, &expected));
}

#[test]
fn authenticator_app_is_set_up_on_the_way_in() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let only = json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA"]"#});
    service.answers("RespondToAuthChallenge", &asks("MFA_SETUP", "s1", &only));
    service.answers(
        "AssociateSoftwareToken",
        &json!({"SecretCode": "ABCD", "Session": "s2"}),
    );
    let session = run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    assert!(
        matches!(&session, Session::Challenged { challenge: Challenge::SetUpApp { secret }, .. }
            if secret.expose() == "ABCD")
    );
    service.refuses("VerifySoftwareToken", "EnableSoftwareTokenMFAException");
    assert!(run(authenticator.answer(&one_time_code("000000"))).is_err());
    service.answers("VerifySoftwareToken", &json!({"Status": "ERROR"}));
    let error = run(authenticator.answer(&one_time_code("000000"))).unwrap_err();
    assert_eq!(error.code(), Some(&ErrorCode::EnableSoftwareTokenMFA));

    let verified = json!({"Status": "SUCCESS", "Session": "s3"});
    service.answers("VerifySoftwareToken", &verified);
    let session = run(authenticator.answer(&one_time_code("123456"))).unwrap();
    assert!(is_asked(&session, &Challenge::AppIsSetUp), "{session:?}");
    assert_eq!(
        service.request(5),
        json!({"Session": "s2", "UserCode": "123456"})
    );
    // Should the network fail between the two, the app stays set up, and it goes on from here.
    service.is_unreachable("RespondToAuthChallenge");
    assert!(run(authenticator.answer(&Answer::GoOn)).is_err());
    assert!(is_asked(
        &run(authenticator.restore()),
        &Challenge::AppIsSetUp
    ));
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    run(authenticator.answer(&Answer::GoOn)).unwrap();
    let sent = json!({
        "ChallengeName": "MFA_SETUP", "ClientId": "client", "Session": "s3",
        "ChallengeResponses": {"USERNAME": "u"},
    });
    assert_eq!(service.request(7), sent);
}

#[test]
fn codes_by_e_mail_are_set_up_by_asking_for_the_address() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let both = json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#});
    service.answers("RespondToAuthChallenge", &asks("MFA_SETUP", "s1", &both));
    run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    let choice = Answer::Choice(ChallengeName::EmailOtp);
    let session = run(authenticator.answer(&choice)).unwrap();
    assert!(is_asked(&session, &Challenge::SetUpEmail));
    let destination = json!({"CODE_DELIVERY_DESTINATION": "a***@e***"});
    service.answers(
        "RespondToAuthChallenge",
        &asks("EMAIL_OTP", "s2", &destination),
    );
    let session = run(authenticator.answer(&Answer::Email("a@example.org".to_owned()))).unwrap();
    assert!(is_asked(&session, &code()));
    assert_eq!(service.request(2)["ChallengeName"], "MFA_SETUP");
    assert_eq!(service.request(2)["Session"], "s1");
}

#[test]
fn user_chooses_the_password_and_proves_it() {
    let (authenticator, service, _) = setup();
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["EMAIL_OTP", "PASSWORD_SRP"]});
    service.answers("InitiateAuth", &offer);
    let preferred = Some(ChallengeName::WebAuthn);
    let session = run(authenticator.sign_in("u@example.org", &Beginning::Choice(preferred)));
    assert!(
        matches!(
            &session,
            Ok(Session::Challenged { ways: Some(ways), .. })
                if *ways == [ChallengeName::EmailOtp, ChallengeName::PasswordSrp]
        ),
        "{session:?}"
    );
    assert_eq!(
        service.request(0)["AuthParameters"],
        json!({"USERNAME": "u@example.org", "PREFERRED_CHALLENGE": "WEB_AUTHN"})
    );
    let choice = Answer::Choice(ChallengeName::PasswordSrp);
    run(authenticator.answer(&choice)).unwrap();
    assert_eq!(service.asked().len(), 1, "the password is asked for first");

    let mut verifier = password_verifier();
    verifier["Session"] = json!("s2");
    service.answers("InitiateAuth", &verifier);
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    let answer = Answer::Password(Password::new("secret"));
    run(authenticator.answer(&answer)).unwrap();
    let chosen = service.request(1);
    assert_eq!(chosen["AuthFlow"], "USER_AUTH");
    assert_eq!(
        chosen["AuthParameters"]["PREFERRED_CHALLENGE"],
        "PASSWORD_SRP"
    );
    assert!(chosen["AuthParameters"]["SRP_A"].is_string());
    let proved = service.request(2);
    assert_eq!(proved["ChallengeName"], "PASSWORD_VERIFIER");
    assert_eq!(proved["Session"], "s2");
    assert!(!format!("{chosen}{proved}").contains("secret"));
}

#[test]
fn right_password_signs_in_after_wrong_ones_where_it_was_chosen() {
    let (authenticator, service, _) = setup();
    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["PASSWORD"]});
    service.answers("InitiateAuth", &offer);
    run(authenticator.sign_in("u@example.org", &Beginning::Choice(None))).unwrap();
    let choice = Answer::Choice(ChallengeName::Password);
    run(authenticator.answer(&choice)).unwrap();
    let answer = |text: &str| Answer::Password(Password::new(text));
    for _ in 0..2 {
        service.refuses("InitiateAuth", "NotAuthorizedException");
        let error = run(authenticator.answer(&answer("wrong"))).unwrap_err();
        assert_eq!(error.code(), Some(&ErrorCode::NotAuthorized));
    }
    service.answers("InitiateAuth", &fresh_tokens());
    service.answers("GetUser", &user());
    let session = run(authenticator.answer(&answer("right"))).unwrap();
    assert!(matches!(session, Session::SignedIn { .. }));
    let sent = json!({"AuthFlow": "USER_AUTH", "ClientId": "client", "AuthParameters":
        {"USERNAME": "u@example.org", "PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": "right"}});
    assert_eq!(service.request(3), sent);
}

#[test]
fn code_can_be_sent_anew_as_long_as_it_is_the_first_factor() {
    let (authenticator, service, _) = setup();
    let resends = |session: Result<Session, Error>| match session {
        Ok(Session::Challenged { can_resend, .. }) => can_resend,
        other => panic!("{other:?}"),
    };
    let begin = || run(authenticator.sign_in("u@example.org", &Beginning::Choice(None)));
    let by_mail = || Some(ChallengeName::EmailOtp);
    service.answers("InitiateAuth", &asks("EMAIL_OTP", "s1", &json!({})));
    assert_eq!(resends(begin()), by_mail());
    assert_eq!(resends(Ok(run(authenticator.restore()))), by_mail());

    let offer = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s1",
        "AvailableChallenges": ["EMAIL_OTP", "PASSWORD"]});
    let choose = |name| run(authenticator.answer(&Answer::Choice(name)));
    service.answers("InitiateAuth", &offer);
    assert_eq!(resends(begin()), None);
    service.answers(
        "RespondToAuthChallenge",
        &asks("EMAIL_OTP", "s2", &json!({})),
    );
    assert_eq!(resends(choose(ChallengeName::EmailOtp)), by_mail());

    service.answers("InitiateAuth", &offer);
    assert_eq!(resends(begin()), None);
    assert_eq!(resends(choose(ChallengeName::Password)), None);
    service.answers("InitiateAuth", &asks("EMAIL_OTP", "s2", &json!({})));
    let answer = Answer::Password(Password::new("secret"));
    assert_eq!(resends(run(authenticator.answer(&answer))), None);
}

#[test]
fn pool_with_questions_of_its_own_asks_as_many_as_it_likes() {
    let (authenticator, service, _) = setup();
    let first = json!({"USERNAME": "u", "question": "Two and two?"});
    service.answers("InitiateAuth", &asks("CUSTOM_CHALLENGE", "s1", &first));
    let beginning = Beginning::Custom(None);
    run(authenticator.sign_in("u@example.org", &beginning)).unwrap();
    assert_eq!(service.request(0)["AuthFlow"], "CUSTOM_AUTH");
    service.answers(
        "RespondToAuthChallenge",
        &asks("CUSTOM_CHALLENGE", "s2", &first),
    );
    let answer = |text: &str| Answer::Custom(crate::cognito::secret::ChallengeAnswer::new(text));
    let outcome = run(authenticator.answer(&answer("5")));
    assert!(matches!(outcome, Err(Error::WrongAnswer)), "{outcome:?}");
    service.answers("RespondToAuthChallenge", &fresh_tokens());
    service.answers("GetUser", &user());
    run(authenticator.answer(&answer("4"))).unwrap();
    assert_eq!(service.request(2)["Session"], "s2");
}

#[test]
fn pool_may_ask_for_the_password_before_its_own_questions() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.answers(
        "RespondToAuthChallenge",
        &asks("CUSTOM_CHALLENGE", "s1", &json!({})),
    );
    let beginning = Beginning::Custom(Some(Password::new("secret")));
    run(authenticator.sign_in("u@example.org", &beginning)).unwrap();
    let parameters = &service.request(0)["AuthParameters"];
    assert_eq!(parameters["CHALLENGE_NAME"], "SRP_A");
    assert!(parameters["SRP_A"].is_string());
}

#[test]
fn proof_that_was_not_begun_is_not_given() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    let outcome = run(authenticator.sign_in("u", &Beginning::Choice(None)));
    assert!(matches!(outcome, Err(Error::UnsupportedChallenge(_))));
}

#[test]
fn reload_goes_on_with_the_question_and_too_late_a_one_begins_anew() {
    let (service, storage, tab) = (
        std::rc::Rc::new(Service::default()),
        MemoryStorage::default(),
        MemoryStorage::default(),
    );
    let page = |now| reloaded(&service, (&storage, &tab), now);
    service.answers("InitiateAuth", &password_verifier());
    let destination = json!({"CODE_DELIVERY_DESTINATION": "a***@e***"});
    service.answers(
        "RespondToAuthChallenge",
        &asks("EMAIL_OTP", "s1", &destination),
    );
    run(page(|| NOW * 1000).sign_in("u@example.org", &password("secret"))).unwrap();
    assert!(!tab.get("vestibule.sign_in").unwrap().contains("secret"));

    let session = run(page(|| (NOW + 100) * 1000).restore());
    assert!(is_asked(&session, &code()), "{session:?}");
    let session = run(page(|| (NOW + 300) * 1000).restore());
    let reason = SignedOutReason::SignInExpired;
    assert_eq!(session, Session::SignedOut { reason });
    assert_eq!(tab.get("vestibule.sign_in"), None);
}

#[test]
fn state_that_the_service_no_longer_takes_leads_back_to_the_beginning() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &asks("SMS_MFA", "s1", &json!({})));
    run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    service.refuses_saying(
        "RespondToAuthChallenge",
        "NotAuthorizedException",
        "Invalid session for the user, session is expired.",
    );
    let session = run(authenticator.answer(&one_time_code("123456"))).unwrap();
    let reason = SignedOutReason::SignInRefused;
    assert_eq!(session, Session::SignedOut { reason });
    let reason = SignedOutReason::NotSignedIn;
    assert_eq!(run(authenticator.restore()), Session::SignedOut { reason });
}

#[test]
fn question_that_was_given_up_is_not_brought_back_by_a_late_reply() {
    let (authenticator, service, _) = setup();
    service.answers("InitiateAuth", &asks("EMAIL_OTP", "s1", &json!({})));
    let beginning = Beginning::Choice(None);
    run(authenticator.sign_in("u@example.org", &beginning)).unwrap();
    service.answers("InitiateAuth", &asks("SMS_OTP", "s2", &json!({})));
    let another_way = authenticator.sign_in("u@example.org", &beginning);
    let give_up = async {
        authenticator.give_up_sign_in();
    };
    let (session, ()) = run(futures_util::future::join(another_way, give_up));
    assert!(
        matches!(session, Ok(Session::SignedOut { .. })),
        "{session:?}"
    );
}

#[test]
fn late_answer_does_not_sign_in_who_has_given_up() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &password_verifier());
    service.answers("RespondToAuthChallenge", &asks("SMS_MFA", "s1", &json!({})));
    run(authenticator.sign_in("u@example.org", &password("x"))).unwrap();
    let mut tokens = fresh_tokens();
    tokens["AuthenticationResult"]["RefreshToken"] = json!("refresh-1");
    service.answers("RespondToAuthChallenge", &tokens);
    let code = one_time_code("123456");
    let give_up = async {
        authenticator.give_up_sign_in();
    };
    let (session, ()) = run(futures_util::future::join(
        authenticator.answer(&code),
        give_up,
    ));
    assert!(matches!(session, Ok(Session::SignedOut { .. })));
    assert_eq!(token_storage(&storage).load(), None);
    // Nobody waits for the answer to this one.
    assert_eq!(service.asked()[3..], ["RevokeToken"]);
    assert_eq!(service.request(3)["Token"], "refresh-1");
}

#[test]
fn name_that_the_pool_keeps_a_user_under_is_read_from_the_token_where_nothing_else_tells_it() {
    let (authenticator, service, storage) = setup();
    service.answers("InitiateAuth", &asks("EMAIL_OTP", "s1", &json!({})));
    run(authenticator.sign_in("u@example.org", &Beginning::Choice(None))).unwrap();
    let token = token_of(&json!({"username": "0000-1111", "exp": NOW + 3600, "iat": NOW}));
    let tokens = json!({"AuthenticationResult": {"AccessToken": token, "IdToken": token}});
    service.answers("RespondToAuthChallenge", &tokens);
    service.answers("GetUser", &user());
    run(authenticator.answer(&one_time_code("12345678"))).unwrap();
    assert_eq!(
        token_storage(&storage).load().unwrap().username,
        "0000-1111"
    );
    let details = "CognitoIdentityServiceProvider.client.0000-1111.signInDetails";
    assert_eq!(
        storage.get(details).as_deref(),
        Some(r#"{"loginId":"u@example.org","authFlowType":"USER_AUTH"}"#)
    );
}
