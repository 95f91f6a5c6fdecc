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
        Challenge::Code { name, from } => ("Enter your code", code_sent(name, from.as_deref())),
        Challenge::NewPassword { .. } => (
            "Choose a new password",
            "Somebody else gave you your password. Choose one that only you know.".into(),
        ),
        Challenge::SelectMfaType(_) => (
            "Choose how to go on",
            "How do you want to prove that it is you?".into(),
        ),
        Challenge::SelectChallenge(_) => (
            "Choose how to sign in",
            "Next time the way that you choose comes first.".into(),
        ),
        Challenge::SelectMfaSetup(choices) => (
            "Set up a second step",
            if choices.iter().any(can_be_set_up) {
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

fn code_sent(name: &ChallengeName, from: Option<&str>) -> Cow<'static, str> {
    let (way, somewhere) = match name {
        ChallengeName::SoftwareTokenMfa => {
            return match from {
                Some(app) => format!("Your authenticator app shows it under “{app}”.").into(),
                None => "Your authenticator app shows it.".into(),
            };
        }
        ChallengeName::EmailOtp => ("by e-mail", "your address"),
        _ => ("by text message", "your phone"),
    };
    format!("We sent it {way} to {}.", from.unwrap_or(somewhere)).into()
}

/// What people call a way of signing in; none for one that this app does not know.
pub fn choice_label(choice: &ChallengeName) -> Option<&'static str> {
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

    fn text(name: ChallengeName, from: Option<&str>) -> String {
        let from = from.map(str::to_owned);
        prompt(&Challenge::Code { name, from }).text.into_owned()
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
}
