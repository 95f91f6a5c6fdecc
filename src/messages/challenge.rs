//! What is asked on the way in, in words for people.

use std::borrow::Cow;

use crate::cognito::{challenge::Challenge, ops::ChallengeName};

/// The words around a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The heading of the form.
    pub heading: &'static str,
    /// What to do.
    pub text: Cow<'static, str>,
}

/// The words for a question.
pub fn prompt(challenge: &Challenge) -> Prompt {
    let (heading, text): (_, Cow<'static, str>) = match challenge {
        Challenge::Code { name, place } => ("Enter your code", code_sent(name, place.as_deref())),
        Challenge::NewPassword { .. } => (
            "Choose a new password",
            "Somebody else gave you your password. Choose one that only you know.".into(),
        ),
        Challenge::SelectMfaType(_) => (
            "Choose how to go on",
            "How do you want to prove that it is you? To choose again later, start over.".into(),
        ),
        Challenge::SelectChallenge(_) => (
            "Choose how to sign in",
            "Next time the way that you choose comes first.".into(),
        ),
        Challenge::SelectMfaSetup(offered) => (
            "Set up a second step",
            if offered.iter().any(can_be_set_up) {
                "Your account needs a second step to sign in. Which one shall it be?".into()
            } else {
                "Your account needs a second step to sign in, and it cannot be set up here. \
                 Contact whoever runs this app."
                    .into()
            },
        ),
        Challenge::SetUpApp { .. } => (
            "Set up an authenticator app",
            "Your account needs a second step to sign in: a code of an app on your phone.".into(),
        ),
        Challenge::AppIsSetUp => (
            "Your app is set up",
            "From now on, sign in with its codes.".into(),
        ),
        Challenge::SetUpEmail => (
            "Set up codes by e-mail",
            "Your account needs a second step to sign in: a code that we send by e-mail.".into(),
        ),
        Challenge::Password(_) => ("Enter your password", Cow::default()),
        Challenge::WebAuthn { .. } => (
            "Use your passkey",
            "Your browser asks you for the passkey of this account.".into(),
        ),
        Challenge::Custom { question } => (
            "One more question",
            match question {
                Some(question) => question.clone().into(),
                None => "Enter what you were asked for.".into(),
            },
        ),
    };
    Prompt { heading, text }
}

fn code_sent(name: &ChallengeName, place: Option<&str>) -> Cow<'static, str> {
    let (way, somewhere) = match name {
        ChallengeName::SoftwareTokenMfa => {
            return match place {
                Some(app) => format!("Your authenticator app shows it under “{app}”.").into(),
                None => "Your authenticator app shows it.".into(),
            };
        }
        ChallengeName::EmailOtp => ("by e-mail", "your address"),
        _ => ("by text message", "your phone"),
    };
    format!("We sent it {way} to {}.", place.unwrap_or(somewhere)).into()
}

/// What to do if no code comes; nothing where none was sent.
pub fn no_code_hint(name: &ChallengeName, can_resend: bool) -> Option<&'static str> {
    match name {
        ChallengeName::SoftwareTokenMfa => None,
        _ if can_resend => Some("No code yet? Wait a minute before you ask for a new one."),
        _ => Some("No code yet? Wait a minute, then start over to get a new one."),
    }
}

/// The ways to go on between which a question lets the user choose, as far as this app knows them, with what people
/// call them.
pub fn choices(challenge: &Challenge) -> Vec<(ChallengeName, &'static str)> {
    let (offered, is_possible): (_, fn(&ChallengeName) -> bool) = match challenge {
        Challenge::SelectMfaType(offered) | Challenge::SelectChallenge(offered) => {
            (offered, |_| true)
        }
        Challenge::SelectMfaSetup(offered) => (offered, can_be_set_up),
        _ => return Vec::new(),
    };
    // One word for people: proving the password is better than sending it.
    let is_double = |choice: &ChallengeName| {
        *choice == ChallengeName::Password && offered.contains(&ChallengeName::PasswordSrp)
    };
    let ways = offered
        .iter()
        .filter(|way| is_possible(way) && !is_double(way));
    ways.filter_map(|way| Some((way.clone(), choice_label(way)?)))
        .collect()
}

/// What people call a way of signing in; none for one that this app does not know.
fn choice_label(choice: &ChallengeName) -> Option<&'static str> {
    let label = match choice {
        ChallengeName::Password | ChallengeName::PasswordSrp => "Password",
        ChallengeName::WebAuthn => "Passkey",
        ChallengeName::EmailOtp => "Code by e-mail",
        ChallengeName::SmsOtp | ChallengeName::SmsMfa => "Code by text message",
        ChallengeName::SoftwareTokenMfa => "Authenticator app",
        _ => return None,
    };
    Some(label)
}

/// A phone number cannot be added before one is signed in.
fn can_be_set_up(factor: &ChallengeName) -> bool {
    matches!(
        factor,
        ChallengeName::SoftwareTokenMfa | ChallengeName::EmailOtp
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: ChallengeName, place: Option<&str>) -> String {
        let place = place.map(str::to_owned);
        prompt(&Challenge::Code { name, place }).text.into_owned()
    }

    #[test]
    fn code_is_looked_for_where_it_is() {
        assert_eq!(
            text(ChallengeName::EmailOtp, Some("a***@e***")),
            "We sent it by e-mail to a***@e***."
        );
        assert_eq!(
            text(ChallengeName::SmsMfa, Some("+*******99")),
            "We sent it by text message to +*******99."
        );
        assert!(text(ChallengeName::SmsOtp, None).contains("your phone"));
        assert!(text(ChallengeName::SoftwareTokenMfa, None).contains("authenticator app"));
        assert!(text(ChallengeName::SoftwareTokenMfa, Some("Work")).contains("“Work”"));
    }

    #[test]
    fn factor_that_cannot_be_set_up_here_leads_to_who_can() {
        let text = |choices| prompt(&Challenge::SelectMfaSetup(choices)).text;
        assert!(text(vec![ChallengeName::SmsMfa]).contains("Contact"));
        assert!(text(vec![]).contains("Contact"));
        let both = vec![ChallengeName::SmsMfa, ChallengeName::EmailOtp];
        assert!(text(both).contains("Which one"));
    }

    #[test]
    fn only_what_leads_on_is_on_offer() {
        let names = |names: &[&str]| -> Vec<_> {
            names
                .iter()
                .map(|name| ChallengeName::from(*name))
                .collect()
        };
        let labels = |challenge: Challenge| -> Vec<_> {
            choices(&challenge)
                .into_iter()
                .map(|choice| choice.1)
                .collect()
        };
        let factors = ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "A_NEW_ONE", "EMAIL_OTP"];
        assert_eq!(
            labels(Challenge::SelectMfaSetup(names(&factors))),
            ["Authenticator app", "Code by e-mail"]
        );
        assert_eq!(
            labels(Challenge::SelectMfaType(names(&factors))),
            [
                "Code by text message",
                "Authenticator app",
                "Code by e-mail"
            ]
        );
        assert_eq!(
            choices(&Challenge::SelectChallenge(names(&[
                "PASSWORD",
                "PASSWORD_SRP"
            ]))),
            [(ChallengeName::PasswordSrp, "Password")]
        );
        assert_eq!(
            choices(&Challenge::SelectChallenge(names(&["PASSWORD"]))),
            [(ChallengeName::Password, "Password")]
        );
        assert_eq!(labels(Challenge::SetUpEmail), <[&str; 0]>::default());
    }

    #[test]
    fn who_waits_for_a_code_hears_how_to_get_another_one() {
        let hint = |name, can_resend| no_code_hint(&name, can_resend);
        assert!(
            hint(ChallengeName::SmsMfa, false)
                .unwrap()
                .contains("start over")
        );
        assert!(
            hint(ChallengeName::EmailOtp, true)
                .unwrap()
                .contains("a new one")
        );
        assert_eq!(hint(ChallengeName::SoftwareTokenMfa, false), None);
    }
}
