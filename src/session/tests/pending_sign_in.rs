use super::service::*;
use crate::{
    cognito::{
        Error, ErrorCode,
        authenticate::{Authenticated, Progress},
        challenge::{Asked, Challenge},
        ops::{AuthFlow, ChallengeName},
        secret::{ChallengeSession, SecretCode},
    },
    session::{
        MemoryStorage, Next, PendingSignIn, PendingStorage, Resumed, SignedOutReason, Storage,
    },
};

pub(super) fn code() -> Challenge {
    Challenge::Code {
        name: ChallengeName::EmailOtp,
        place: Some("a***@e***".to_owned()),
    }
}

fn pending(challenge: Challenge) -> PendingSignIn {
    PendingSignIn {
        login_id: "u@example.org".to_owned(),
        flow: AuthFlow::UserSrpAuth,
        asked: Asked {
            username: "u".to_owned(),
            challenge,
            session: Some(ChallengeSession::new("s1")),
        },
        asked_at: NOW * 1000,
        is_first: false,
        ways: Vec::new(),
    }
}

fn refusal(name: &str, message: &str) -> Error {
    Error::Service {
        code: ErrorCode::from_name(name),
        message: message.to_owned(),
        status: 400,
    }
}

/// What comes next, in a word.
fn next(challenge: Challenge, outcome: Result<Progress, Error>) -> &'static str {
    next_after(7, challenge, outcome)
}

/// What comes next if the answer comes so many milliseconds after the question.
fn next_after(
    elapsed: i64,
    challenge: Challenge,
    outcome: Result<Progress, Error>,
) -> &'static str {
    match pending(challenge).after(outcome, NOW * 1000 + elapsed) {
        Next::Complete(_) => "complete",
        Next::Ask(_) => "ask",
        Next::Again(_) => "again",
        Next::AskAgain(_) => "ask again",
        Next::StartOver(SignedOutReason::SignInExpired) => "expired",
        Next::StartOver(SignedOutReason::SignInRefused) => "refused",
        Next::StartOver(_) => "other",
    }
}

#[test]
fn what_follows_an_answer_is_decided_for_every_question_and_every_refusal() {
    let password = || Challenge::Password(ChallengeName::PasswordSrp);
    let app = || Challenge::Code {
        name: ChallengeName::SoftwareTokenMfa,
        place: None,
    };
    let custom = || Challenge::Custom { question: None };
    let new_password = || Challenge::NewPassword {
        required_attributes: vec![],
    };
    let passkey = || Challenge::WebAuthn {
        options: String::new(),
    };
    let set_up_app = || Challenge::SetUpApp {
        secret: SecretCode::new("KEY"),
    };
    let select_mfa = || Challenge::SelectMfaType(vec![]);
    let select_first = || Challenge::SelectChallenge(vec![]);
    let no_state = "Invalid session for the user, session is expired.";
    let wrong = "Incorrect username or password.";
    for (challenge, name, message, expected) in [
        (code(), "CodeMismatchException", "", "again"),
        (set_up_app(), "EnableSoftwareTokenMFAException", "", "again"),
        (set_up_app(), "CodeMismatchException", "", "again"),
        (set_up_app(), "NotAuthorizedException", no_state, "refused"),
        (
            set_up_app(),
            "SoftwareTokenMFANotFoundException",
            "",
            "refused",
        ),
        (app(), "SoftwareTokenMFANotFoundException", "", "refused"),
        (
            Challenge::SetUpEmail,
            "InvalidParameterException",
            "",
            "again",
        ),
        (select_mfa(), "NotAuthorizedException", no_state, "refused"),
        (
            select_first(),
            "NotAuthorizedException",
            no_state,
            "refused",
        ),
        (code(), "EnableSoftwareTokenMFAException", "", "again"),
        (code(), "ExpiredCodeException", "", "refused"),
        (app(), "ExpiredCodeException", "", "again"),
        (code(), "NotAuthorizedException", no_state, "refused"),
        (
            code(),
            "NotAuthorizedException",
            "Invalid session for the user.",
            "refused",
        ),
        (code(), "NotAuthorizedException", wrong, "refused"),
        (code(), "UserNotFoundException", "", "refused"),
        (code(), "TooManyFailedAttemptsException", "", "again"),
        (code(), "LimitExceededException", "", "again"),
        (code(), "TooManyRequestsException", "", "again"),
        (code(), "InternalErrorException", "", "again"),
        (password(), "NotAuthorizedException", wrong, "again"),
        (
            password(),
            "NotAuthorizedException",
            "Password attempts exceeded",
            "again",
        ),
        (password(), "NotAuthorizedException", no_state, "again"),
        (password(), "UserNotFoundException", "", "again"),
        (new_password(), "InvalidPasswordException", "", "again"),
        (
            new_password(),
            "PasswordHistoryPolicyViolationException",
            "",
            "again",
        ),
        (
            new_password(),
            "NotAuthorizedException",
            no_state,
            "refused",
        ),
        (passkey(), "NotAuthorizedException", wrong, "refused"),
        (custom(), "NotAuthorizedException", wrong, "refused"),
        (custom(), "UserLambdaValidationException", "", "again"),
    ] {
        let shown = format!("{challenge:?} and {name}: {message}");
        let outcome = Err(refusal(name, message));
        assert_eq!(next(challenge, outcome), expected, "{shown}");
    }
    let unreachable = cognito_error();
    assert_eq!(next(code(), Err(unreachable)), "again");
    assert_eq!(next(code(), Err(Error::UnknownDevice)), "refused");
}

#[test]
fn only_what_took_longer_than_the_service_waits_took_too_long() {
    for (name, message, elapsed, expected) in [
        (
            "NotAuthorizedException",
            "Invalid session for the user.",
            179_999,
            "refused",
        ),
        (
            "NotAuthorizedException",
            "Invalid session for the user.",
            180_000,
            "expired",
        ),
        ("ExpiredCodeException", "", 180_000, "expired"),
        (
            "NotAuthorizedException",
            "Incorrect username or password.",
            180_000,
            "refused",
        ),
        ("CodeMismatchException", "", 180_000, "again"),
    ] {
        let outcome = Err(refusal(name, message));
        assert_eq!(
            next_after(elapsed, code(), outcome),
            expected,
            "{name}: {message}"
        );
    }
}

#[test]
fn question_of_the_pools_own_that_comes_again_was_not_answered_rightly() {
    let custom = |question: &str| Challenge::Custom {
        question: Some(question.to_owned()),
    };
    let asks = |challenge| {
        let (username, session) = ("u".to_owned(), Some(ChallengeSession::new("s2")));
        Ok(Progress::Asked(Asked {
            username,
            challenge,
            session,
        }))
    };
    assert_eq!(next(custom("2 + 2?"), asks(custom("2 + 2?"))), "ask again");
    assert_eq!(next(custom("2 + 2?"), asks(custom("3 + 3?"))), "ask");
    assert_eq!(next(code(), asks(code())), "ask");
}

fn cognito_error() -> Error {
    crate::cognito::transport::TransportError::TimedOut.into()
}

#[test]
fn next_question_takes_the_place_of_the_last_with_a_time_of_its_own() {
    let asked = Asked {
        username: "u".to_owned(),
        challenge: code(),
        session: Some(ChallengeSession::new("s2")),
    };
    let outcome = Ok(Progress::Asked(asked.clone()));
    let Next::Ask(next) = pending(code()).after(outcome, NOW * 1000 + 7) else {
        panic!("one more question");
    };
    assert_eq!((next.asked, next.asked_at), (asked, NOW * 1000 + 7));
    assert_eq!(next.login_id, "u@example.org");
}

#[test]
fn tokens_complete_the_sign_in() {
    let tokens = serde_json::from_value(fresh_tokens()["AuthenticationResult"].clone()).unwrap();
    let username = "u".to_owned();
    let authenticated = Box::new(Authenticated { username, tokens });
    assert_eq!(
        next(code(), Ok(Progress::Complete(authenticated))),
        "complete"
    );
}

#[test]
fn question_outlives_a_reload_for_three_minutes() {
    let tab = MemoryStorage::default();
    let storage = PendingStorage::new(tab.clone());
    assert_eq!(storage.resume(NOW * 1000), Resumed::Nothing);
    storage.save(&pending(code()));
    let just_in_time = (NOW + 179) * 1000;
    assert_eq!(
        storage.resume(just_in_time),
        Resumed::Pending(pending(code()))
    );
    assert_eq!(storage.resume((NOW + 180) * 1000), Resumed::Expired);
    assert_eq!(storage.resume(just_in_time), Resumed::Nothing, "it is gone");
    storage.save(&pending(code()));
    assert_eq!(storage.resume((NOW - 1) * 1000), Resumed::Expired);
    let password = pending(Challenge::Password(ChallengeName::PasswordSrp));
    storage.save(&password);
    let next_day = (NOW + 86_400) * 1000;
    assert_eq!(storage.resume(next_day), Resumed::Pending(password));
    tab.set("vestibule.sign_in", "no sign-in at all");
    assert_eq!(storage.resume(NOW * 1000), Resumed::Nothing);
}
