use serde_json::{Value, json};

use super::*;

fn output(reply: Value) -> AuthOutput {
    serde_json::from_value(reply).unwrap()
}

/// The challenge that a reply with these parameters poses.
fn posed(name: &str, parameters: &Value) -> Challenge {
    let reply = json!({"ChallengeName": name, "ChallengeParameters": parameters});
    Challenge::of(name.into(), &output(reply)).unwrap()
}

fn code(name: ChallengeName, place: Option<&str>) -> Challenge {
    let place = place.map(str::to_owned);
    Challenge::Code { name, place }
}

#[test]
fn every_challenge_for_a_person_is_read_with_what_its_form_needs() {
    use ChallengeName::{EmailOtp, SmsMfa, SmsOtp, SoftwareTokenMfa};
    let sent = || json!({"CODE_DELIVERY_DESTINATION": "a***@e***", "CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL"});
    for (name, parameters, expected) in [
        ("SMS_MFA", sent(), code(SmsMfa, Some("a***@e***"))),
        ("EMAIL_OTP", sent(), code(EmailOtp, Some("a***@e***"))),
        ("SMS_OTP", json!({}), code(SmsOtp, None)),
        (
            "SOFTWARE_TOKEN_MFA",
            json!({"FRIENDLY_DEVICE_NAME": "Work"}),
            code(SoftwareTokenMfa, Some("Work")),
        ),
        (
            "NEW_PASSWORD_REQUIRED",
            json!({"requiredAttributes": r#"["userAttributes.name","custom:agentName"]"#,
                "userAttributes": r#"{"email":"a@example.org"}"#}),
            Challenge::NewPassword {
                required_attributes: vec!["name".to_owned(), "custom:agentName".to_owned()],
            },
        ),
        (
            "SELECT_MFA_TYPE",
            json!({"MFAS_CAN_CHOOSE": r#"["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#}),
            Challenge::SelectMfaType(vec![SmsMfa, SoftwareTokenMfa, EmailOtp]),
        ),
        (
            "MFA_SETUP",
            json!({"MFAS_CAN_SETUP": r#"["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]"#}),
            Challenge::SelectMfaSetup(vec![SoftwareTokenMfa, EmailOtp]),
        ),
        (
            "WEB_AUTHN",
            json!({"CREDENTIAL_REQUEST_OPTIONS": r#"{"challenge":"AA"}"#}),
            Challenge::WebAuthn {
                options: r#"{"challenge":"AA"}"#.to_owned(),
            },
        ),
        (
            "PASSWORD_SRP",
            json!({}),
            Challenge::Password(ChallengeName::PasswordSrp),
        ),
    ] {
        assert_eq!(posed(name, &parameters), expected, "{name}");
    }
}

#[test]
fn first_factors_on_offer_stand_beside_the_parameters() {
    let reply = json!({"ChallengeName": "SELECT_CHALLENGE", "Session": "s",
        "AvailableChallenges": ["EMAIL_OTP", "WEB_AUTHN", "PASSWORD_SRP", "A_NEW_ONE"]});
    let challenge = Challenge::of(ChallengeName::SelectChallenge, &output(reply)).unwrap();
    let expected = ["EMAIL_OTP", "WEB_AUTHN", "PASSWORD_SRP", "A_NEW_ONE"];
    assert_eq!(
        challenge,
        Challenge::SelectChallenge(expected.map(ChallengeName::from).into())
    );
}

#[test]
fn what_is_asked_is_the_challenge_that_is_named_not_what_could_have_been_chosen() {
    for (name, parameters) in [
        (
            "EMAIL_OTP",
            json!({"CODE_DELIVERY_DESTINATION": "t***@e***"}),
        ),
        ("WEB_AUTHN", json!({"CREDENTIAL_REQUEST_OPTIONS": "{}"})),
        ("PASSWORD", json!({})),
    ] {
        let reply = json!({"ChallengeName": name, "ChallengeParameters": parameters, "Session": "s",
            "AvailableChallenges": ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]});
        let challenge = Challenge::of(name.into(), &output(reply)).unwrap();
        assert_eq!(challenge, posed(name, &parameters));
    }
}

#[test]
fn question_of_the_pools_own_is_found_by_its_usual_names_or_by_being_the_only_text() {
    let question = |parameters| match posed("CUSTOM_CHALLENGE", &parameters) {
        Challenge::Custom { question } => question,
        other => panic!("{other:?}"),
    };
    for (parameters, expected) in [
        (
            json!({"USERNAME": "u", "question": "Two and two?", "hint": "4"}),
            Some("Two and two?"),
        ),
        (json!({"USERNAME": "u", "riddle": "Who?"}), Some("Who?")),
        (json!({"a": "1", "b": "2"}), None),
        (json!({"USERNAME": "u"}), None),
    ] {
        assert_eq!(question(parameters).as_deref(), expected);
    }
}

#[test]
fn lists_that_are_none_are_empty_not_a_crash() {
    for text in ["", "null", "{}", "[1]", "["] {
        let posed = posed(
            "NEW_PASSWORD_REQUIRED",
            &json!({"requiredAttributes": text}),
        );
        let required_attributes = Vec::new();
        assert_eq!(
            posed,
            Challenge::NewPassword {
                required_attributes
            }
        );
    }
}

#[test]
fn step_that_no_person_can_take_is_told_by_its_name() {
    for name in ["A_NEW_ONE", "PASSWORD_VERIFIER", "DEVICE_SRP_AUTH"] {
        let outcome = Challenge::of(name.into(), &output(json!({})));
        assert!(
            matches!(&outcome, Err(Error::UnsupportedChallenge(told)) if told == name),
            "{outcome:?}"
        );
    }
    let outcome = Challenge::of(ChallengeName::WebAuthn, &output(json!({})));
    assert!(matches!(outcome, Err(Error::Incomplete(_))));
}

fn sent(challenge: &Challenge, answer: &Answer) -> Option<(String, Value)> {
    let Some(Move::Respond(name, responses)) = challenge.after(answer) else {
        return None;
    };
    Some((
        name.as_str().to_owned(),
        serde_json::to_value(responses).unwrap(),
    ))
}

#[test]
fn every_answer_has_the_form_that_the_service_reads() {
    let a_code = Answer::Code(ConfirmationCode::new("123456"));
    let choice = |name: &str| Answer::Choice(name.into());
    let attribute = Attribute {
        name: "custom:agentName".to_owned(),
        value: "Ada".to_owned(),
    };
    let new_password = Answer::NewPassword {
        password: Password::new("secret"),
        attributes: vec![attribute],
    };
    let options = String::new();
    for (challenge, answer, name, responses) in [
        (
            code(ChallengeName::SmsMfa, None),
            a_code.clone(),
            "SMS_MFA",
            json!({"SMS_MFA_CODE": "123456"}),
        ),
        (
            code(ChallengeName::SoftwareTokenMfa, None),
            a_code.clone(),
            "SOFTWARE_TOKEN_MFA",
            json!({"SOFTWARE_TOKEN_MFA_CODE": "123456"}),
        ),
        (
            code(ChallengeName::EmailOtp, None),
            a_code.clone(),
            "EMAIL_OTP",
            json!({"EMAIL_OTP_CODE": "123456"}),
        ),
        (
            code(ChallengeName::SmsOtp, None),
            a_code,
            "SMS_OTP",
            json!({"SMS_OTP_CODE": "123456"}),
        ),
        (
            Challenge::NewPassword {
                required_attributes: vec![],
            },
            new_password,
            "NEW_PASSWORD_REQUIRED",
            json!({"NEW_PASSWORD": "secret", "userAttributes.custom:agentName": "Ada"}),
        ),
        (
            Challenge::SelectMfaType(vec![]),
            choice("SMS_MFA"),
            "SELECT_MFA_TYPE",
            json!({"ANSWER": "SMS_MFA"}),
        ),
        (
            Challenge::SelectChallenge(vec![]),
            choice("EMAIL_OTP"),
            "SELECT_CHALLENGE",
            json!({"ANSWER": "EMAIL_OTP"}),
        ),
        (
            Challenge::SetUpEmail,
            Answer::Email("a@b.c".to_owned()),
            "MFA_SETUP",
            json!({"EMAIL": "a@b.c"}),
        ),
        (Challenge::AppIsSetUp, Answer::GoOn, "MFA_SETUP", json!({})),
        (
            Challenge::WebAuthn { options },
            Answer::Credential(ChallengeAnswer::new("{}")),
            "WEB_AUTHN",
            json!({"CREDENTIAL": "{}"}),
        ),
        (
            Challenge::Custom { question: None },
            Answer::Custom(ChallengeAnswer::new("4")),
            "CUSTOM_CHALLENGE",
            json!({"ANSWER": "4"}),
        ),
    ] {
        assert_eq!(
            sent(&challenge, &answer),
            Some((name.to_owned(), responses))
        );
    }
}

#[test]
fn answers_that_take_more_than_a_response_lead_on() {
    let set_up = || Challenge::SelectMfaSetup(vec![]);
    let choice = |name: &str| Answer::Choice(name.into());
    let password = || Password::new("secret");
    let first_code = || ConfirmationCode::new("123456");
    let by = |name: &str| Challenge::Password(name.into());
    let secret = SecretCode::new("KEY");
    for (challenge, answer, expected) in [
        (
            by("PASSWORD_SRP"),
            Answer::Password(password()),
            Move::BeginWithPassword(ChallengeName::PasswordSrp, password()),
        ),
        (
            by("PASSWORD"),
            Answer::Password(password()),
            Move::BeginWithPassword(ChallengeName::Password, password()),
        ),
        (set_up(), choice("SOFTWARE_TOKEN_MFA"), Move::SetUpApp),
        (
            set_up(),
            choice("EMAIL_OTP"),
            Move::Pose(Challenge::SetUpEmail),
        ),
        (
            Challenge::SetUpApp { secret },
            Answer::Code(first_code()),
            Move::VerifyApp(first_code()),
        ),
        (
            Challenge::SelectChallenge(vec![]),
            choice("PASSWORD_SRP"),
            Move::Pose(by("PASSWORD_SRP")),
        ),
        (
            Challenge::SelectChallenge(vec![]),
            choice("PASSWORD"),
            Move::Pose(by("PASSWORD")),
        ),
    ] {
        assert_eq!(challenge.after(&answer), Some(expected), "{challenge:?}");
    }
    assert_eq!(set_up().after(&choice("SMS_MFA")), None);
}

#[test]
fn each_question_takes_its_own_kind_of_answer_and_no_other() {
    let secret = || ChallengeAnswer::new("x");
    let answers = [
        Answer::Code(ConfirmationCode::new("1")),
        Answer::NewPassword {
            password: Password::new("x"),
            attributes: vec![],
        },
        Answer::Choice(ChallengeName::SoftwareTokenMfa),
        Answer::Password(Password::new("x")),
        Answer::Credential(secret()),
        Answer::Email("a@b.c".to_owned()),
        Answer::Custom(secret()),
        Answer::GoOn,
    ];
    let (required_attributes, options) = (vec![], String::new());
    for (challenge, own) in [
        (code(ChallengeName::SmsMfa, None), 0),
        (code(ChallengeName::SoftwareTokenMfa, None), 0),
        (code(ChallengeName::EmailOtp, None), 0),
        (code(ChallengeName::SmsOtp, None), 0),
        (
            Challenge::SetUpApp {
                secret: SecretCode::new("KEY"),
            },
            0,
        ),
        (
            Challenge::NewPassword {
                required_attributes,
            },
            1,
        ),
        (Challenge::SelectMfaType(vec![]), 2),
        (Challenge::SelectChallenge(vec![]), 2),
        (Challenge::SelectMfaSetup(vec![]), 2),
        (Challenge::Password(ChallengeName::PasswordSrp), 3),
        (Challenge::WebAuthn { options }, 4),
        (Challenge::SetUpEmail, 5),
        (Challenge::Custom { question: None }, 6),
        (Challenge::AppIsSetUp, 7),
    ] {
        for (index, answer) in answers.iter().enumerate() {
            let leads_on = challenge.after(answer).is_some();
            assert_eq!(leads_on, index == own, "{challenge:?} and {answer:?}");
        }
    }
}
