use super::*;

const POLICY: PasswordPolicy = PasswordPolicy {
    min_length: 8,
    require_lowercase: false,
    require_uppercase: false,
    require_numbers: false,
    require_symbols: false,
};

fn words(name: &str, errand: Errand) -> Problem {
    let error = Error::Service {
        code: ErrorCode::from_name(name),
        message: "PreSignUp failed with error Only staff may join.".to_owned(),
        status: 400,
    };
    explain(&error, errand, &POLICY)
}

#[test]
fn sign_in_sounds_the_same_for_unknown_users_and_wrong_passwords() {
    for errand in [Errand::SignIn, Errand::SignInByPasskey] {
        assert_eq!(
            words("UserNotFoundException", errand),
            words("NotAuthorizedException", errand)
        );
    }
    let by_passkey = words("NotAuthorizedException", Errand::SignInByPasskey);
    assert!(by_passkey.text.contains("another way"));
}

#[test]
fn who_has_nothing_for_the_second_step_is_told_whom_to_ask() {
    for errand in [
        Errand::SignIn,
        Errand::AnswerChallenge,
        Errand::SetNewPassword,
    ] {
        let problem = words("MFAMethodNotFoundException", errand);
        assert_eq!(problem.field, None);
        assert!(problem.text.contains("second step"), "{}", problem.text);
        assert!(problem.text.contains("Contact"), "{}", problem.text);
    }
}

#[test]
fn codes_sound_the_same_for_unknown_users_and_wrong_codes() {
    for errand in [Errand::VerifyAccount, Errand::SetNewPassword] {
        let wrong = words("CodeMismatchException", errand);
        assert_eq!(wrong.field.as_deref(), Some(field::VERIFICATION_CODE));
        for name in [
            "ExpiredCodeException",
            "UserNotFoundException",
            "NotAuthorizedException",
            "TooManyFailedAttemptsException",
            "UserNotConfirmedException",
            "AliasExistsException",
            "LimitExceededException",
        ] {
            assert_eq!(words(name, errand), wrong, "{name}");
        }
    }
}

#[test]
fn sending_a_code_sounds_the_same_whatever_the_account() {
    let outcome = |name: &str, status| {
        let code = ErrorCode::from_name(name);
        let message = String::new();
        let error = Error::Service {
            code,
            message,
            status,
        };
        explain_unless_it_tells_of_the_account(Err(error), &POLICY)
    };
    for name in [
        "UserNotFoundException",
        "UserNotConfirmedException",
        "NotAuthorizedException",
        "InvalidParameterException",
        "CodeDeliveryFailureException",
        "UserLambdaValidationException",
        "UnexpectedLambdaException",
        "InvalidEmailRoleAccessPolicyException",
    ] {
        assert_eq!(outcome(name, 400), Ok(()), "{name}");
    }
    for (name, status) in [
        ("TooManyRequestsException", 400),
        ("LimitExceededException", 400),
        ("ResourceNotFoundException", 400),
        ("InternalErrorException", 500),
    ] {
        assert!(outcome(name, status).is_err(), "{name}");
    }
}

#[test]
fn weak_password_is_explained_at_the_field_it_was_typed_in() {
    let problem = words("InvalidPasswordException", Errand::SignUp);
    assert_eq!(problem.field.as_deref(), Some(field::PASSWORD));
    for errand in [Errand::SetNewPassword, Errand::ChangePassword] {
        let problem = words("InvalidPasswordException", errand);
        assert_eq!(problem.field.as_deref(), Some(field::NEW_PASSWORD));
    }
    let problem = words("NotAuthorizedException", Errand::ChangePassword);
    assert_eq!(problem.field.as_deref(), Some(field::CURRENT_PASSWORD));
}

#[test]
fn rule_of_the_pools_owner_is_told_in_the_owners_words() {
    let problem = words("UserLambdaValidationException", Errand::SignUp);
    assert_eq!(problem.text, "Only staff may join.");
}

#[test]
fn unknown_refusals_and_dead_networks_have_words_too() {
    assert!(
        words("NovelException", Errand::SignIn)
            .text
            .contains("has a problem")
    );
    assert!(
        words("TooManyRequestsException", Errand::SignIn)
            .text
            .contains("Too many")
    );
    let offline = Error::from(TransportError::Unreachable("x".to_owned()));
    assert!(
        explain(&offline, Errand::SignIn, &POLICY)
            .text
            .contains("connection")
    );
}
