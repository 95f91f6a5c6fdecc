//! An unfinished sign-in as text.
//!
//! By hand, over one flat map: deriving it would add some fifteen kilobytes to the app.

use super::PendingSignIn;
use crate::cognito::{
    challenge::{Asked, Challenge},
    ops::{AuthFlow, ChallengeName, Parameters},
    secret::{ChallengeSession, SecretCode},
};

const LOGIN_ID: &str = "login_id";
const FLOW: &str = "flow";
const ASKED_AT: &str = "asked_at";
const USERNAME: &str = "username";
const SESSION: &str = "session";
/// The challenge's name on the wire.
const NAME: &str = "name";
/// The one thing that its form needs.
const NEEDS: &str = "needs";
/// Which of the questions of that name, where there are several.
const STEP: &str = "step";
/// Stands there if the question is the first.
const FIRST: &str = "first";
/// The ways among which the user can choose.
const WAYS: &str = "ways";
const APP: &str = "app";
const APP_IS_SET_UP: &str = "app_is_set_up";
const EMAIL: &str = "email";

/// The sign-in as text.
pub(super) fn write(pending: &PendingSignIn) -> String {
    let PendingSignIn {
        login_id,
        flow,
        asked,
        asked_at,
        is_first,
        ways,
    } = pending;
    let (name, needs, step) = parts(&asked.challenge);
    let mut kept = Parameters::from([
        (LOGIN_ID, login_id.clone()),
        (FLOW, flow.name().to_owned()),
        (ASKED_AT, asked_at.to_string()),
        (USERNAME, asked.username.clone()),
        (NAME, name.as_str().to_owned()),
        (STEP, step.to_owned()),
        (WAYS, joined(ways)),
    ]);
    if let Some(needs) = needs {
        kept.set(NEEDS, needs);
    }
    if let Some(session) = &asked.session {
        kept.set(SESSION, session.expose());
    }
    if *is_first {
        kept.set(FIRST, FIRST);
    }
    // A map of texts cannot fail to serialize.
    serde_json::to_string(&kept).unwrap_or_default()
}

/// The sign-in that the text stands for.
pub(super) fn read(text: &str) -> Option<PendingSignIn> {
    let kept: Parameters = serde_json::from_str(text).ok()?;
    let text = |name| kept.get(name).map(str::to_owned);
    let name = ChallengeName::from(kept.get(NAME)?);
    let challenge = challenge(name, text(NEEDS), kept.get(STEP)?)?;
    Some(PendingSignIn {
        login_id: text(LOGIN_ID)?,
        flow: AuthFlow::from_name(kept.get(FLOW)?)?,
        asked: Asked {
            username: text(USERNAME)?,
            challenge,
            session: text(SESSION).map(ChallengeSession::new),
        },
        asked_at: kept.get(ASKED_AT)?.parse().ok()?,
        is_first: kept.get(FIRST).is_some(),
        ways: names(kept.get(WAYS)),
    })
}

fn parts(challenge: &Challenge) -> (ChallengeName, Option<String>, &'static str) {
    let (name, needs) = match challenge {
        Challenge::Code { name, place } => (name.clone(), place.clone()),
        Challenge::NewPassword {
            required_attributes,
        } => (
            ChallengeName::NewPasswordRequired,
            Some(required_attributes.join(" ")),
        ),
        Challenge::SelectMfaType(names) => (ChallengeName::SelectMfaType, Some(joined(names))),
        Challenge::SelectChallenge(names) => (ChallengeName::SelectChallenge, Some(joined(names))),
        Challenge::SelectMfaSetup(names) => (ChallengeName::MfaSetup, Some(joined(names))),
        Challenge::SetUpApp { secret } => {
            let secret = secret.expose().to_owned();
            return (ChallengeName::MfaSetup, Some(secret), APP);
        }
        Challenge::SetUpEmail => return (ChallengeName::MfaSetup, None, EMAIL),
        Challenge::AppIsSetUp => return (ChallengeName::MfaSetup, None, APP_IS_SET_UP),
        Challenge::Password(method) => (method.clone(), None),
        Challenge::WebAuthn { options } => (ChallengeName::WebAuthn, Some(options.clone())),
        Challenge::Custom { question } => (ChallengeName::CustomChallenge, question.clone()),
    };
    (name, needs, "")
}

fn challenge(name: ChallengeName, needs: Option<String>, step: &str) -> Option<Challenge> {
    let list = || needs.as_deref().unwrap_or_default().split_whitespace();
    let names = || names(needs.as_deref());
    let challenge = match name {
        ChallengeName::NewPasswordRequired => Challenge::NewPassword {
            required_attributes: list().map(str::to_owned).collect(),
        },
        ChallengeName::SelectMfaType => Challenge::SelectMfaType(names()),
        ChallengeName::SelectChallenge => Challenge::SelectChallenge(names()),
        ChallengeName::MfaSetup if step == APP => Challenge::SetUpApp {
            secret: SecretCode::new(needs?),
        },
        ChallengeName::MfaSetup if step == APP_IS_SET_UP => Challenge::AppIsSetUp,
        ChallengeName::MfaSetup if step == EMAIL => Challenge::SetUpEmail,
        ChallengeName::MfaSetup => Challenge::SelectMfaSetup(names()),
        ChallengeName::Password | ChallengeName::PasswordSrp => Challenge::Password(name),
        ChallengeName::WebAuthn => Challenge::WebAuthn { options: needs? },
        ChallengeName::CustomChallenge => Challenge::Custom { question: needs },
        _ => Challenge::Code { name, place: needs },
    };
    Some(challenge)
}

fn names(text: Option<&str>) -> Vec<ChallengeName> {
    let names = text.unwrap_or_default().split_whitespace();
    names.map(ChallengeName::from).collect()
}

fn joined(names: &[ChallengeName]) -> String {
    let names: Vec<_> = names.iter().map(ChallengeName::as_str).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(challenge: Challenge) -> PendingSignIn {
        PendingSignIn {
            login_id: "u@example.org".to_owned(),
            flow: AuthFlow::UserAuth,
            asked: Asked {
                username: "u".to_owned(),
                challenge,
                session: Some(ChallengeSession::new("s1")),
            },
            asked_at: 1_800_000_000_000,
            is_first: true,
            ways: vec![ChallengeName::EmailOtp, ChallengeName::PasswordSrp],
        }
    }

    #[test]
    fn every_question_is_read_as_it_was_written() {
        let names = || vec![ChallengeName::SmsMfa, ChallengeName::SoftwareTokenMfa];
        let code = |name: ChallengeName, place: Option<&str>| Challenge::Code {
            name,
            place: place.map(str::to_owned),
        };
        for challenge in [
            code(ChallengeName::SmsMfa, Some("+*******99")),
            code(ChallengeName::SmsOtp, None),
            code(ChallengeName::EmailOtp, Some("a***@e***")),
            code(ChallengeName::SoftwareTokenMfa, None),
            Challenge::NewPassword {
                required_attributes: vec!["name".to_owned(), "custom:agentName".to_owned()],
            },
            Challenge::NewPassword {
                required_attributes: vec![],
            },
            Challenge::SelectMfaType(names()),
            Challenge::SelectChallenge(names()),
            Challenge::SelectMfaSetup(names()),
            Challenge::SelectMfaSetup(vec![]),
            Challenge::SetUpApp {
                secret: SecretCode::new("ABCD"),
            },
            Challenge::SetUpEmail,
            Challenge::AppIsSetUp,
            Challenge::Password(ChallengeName::Password),
            Challenge::Password(ChallengeName::PasswordSrp),
            Challenge::WebAuthn {
                options: r#"{"challenge":"AA"}"#.to_owned(),
            },
            Challenge::Custom { question: None },
            Challenge::Custom {
                question: Some("Two and two?".to_owned()),
            },
        ] {
            let pending = pending(challenge);
            assert_eq!(read(&write(&pending)), Some(pending));
        }
    }

    #[test]
    fn what_is_no_sign_in_is_none() {
        let good = write(&pending(Challenge::SetUpEmail));
        for bad in [
            String::new(),
            "{}".to_owned(),
            "[]".to_owned(),
            good.replace("USER_AUTH", "A_NEW_ONE"),
            good.replace("1800000000000", "soon"),
            good.replace("\"name\"", "\"other\""),
            write(&pending(Challenge::WebAuthn {
                options: String::new(),
            }))
            .replace("\"needs\"", "\"other\""),
        ] {
            assert_eq!(read(&bad), None, "{bad}");
        }
    }
}
