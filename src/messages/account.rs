//! What the service says to users who manage their own account, in words for people.

use std::borrow::Cow;

use super::{BAD_CODE, Errand};
use crate::{
    cognito::ErrorCode,
    form::{Problem, field},
};

const BAD_APP_CODE: &str = "This code is wrong or no longer valid. Enter the one that the app shows \
    now. If that is refused as well, check the clock of the device with the app.";

/// What the service says where a passkey may not stand for both steps. It has the same name for a step that must be
/// turned on with it and cannot be.
const PASSKEY_REFUSALS: [&str; 3] = [
    "FactorConfiguration",
    "applicable WebAuthn credentials",
    "additional MFA setting",
];

/// The words for a refusal that means something else there than elsewhere.
pub(super) fn explain_refusal(code: &ErrorCode, message: &str, errand: Errand) -> Option<Problem> {
    let problem = match (errand, code) {
        (Errand::VerifyAttribute, ErrorCode::CodeMismatch | ErrorCode::ExpiredCode) => {
            Problem::at(field::VERIFICATION_CODE, BAD_CODE)
        }
        (Errand::VerifyAttribute, ErrorCode::AliasExists) => Problem::general(
            "This cannot be used: another account has it. Enter another one in your profile.",
        ),
        (Errand::VerifyAttribute, ErrorCode::CodeDeliveryFailure) => Problem::general(
            "No message could be sent. Check the address or number in your profile.",
        ),
        // The last one is for what cannot be a code of an app at all.
        (
            Errand::VerifyAuthenticatorApp,
            ErrorCode::CodeMismatch
            | ErrorCode::EnableSoftwareTokenMFA
            | ErrorCode::ExpiredCode
            | ErrorCode::InvalidParameter,
        ) => Problem::at(field::VERIFICATION_CODE, BAD_APP_CODE),
        // Only the pool knows whether its passkeys may, and whether one of the user's will do.
        (Errand::TurnOnPasskeyMfa, ErrorCode::InvalidParameter)
            if PASSKEY_REFUSALS.iter().any(|words| message.contains(words)) =>
        {
            Problem::general(
                "A passkey cannot stand for both steps: this app does not allow it, or not for the passkey that you have.",
            )
        }
        (Errand::ChangePassword, code)
            if *code == ErrorCode::NotAuthorized || is_about(message, "previousPassword") =>
        {
            Problem::at(
                field::CURRENT_PASSWORD,
                "This is not your current password. \
                 After several tries, wait a moment before the next one.",
            )
        }
        (
            Errand::SaveProfile | Errand::SignUp | Errand::AnswerChallenge,
            ErrorCode::InvalidParameter,
        ) => Problem {
            field: attribute_field(message),
            text: "This was not accepted. Check what you typed, then try again.".into(),
        },
        (Errand::SaveProfile, ErrorCode::AliasExists) => Problem::at(
            address_field(message).unwrap_or(field::EMAIL),
            "This cannot be used. Choose another one.",
        ),
        (Errand::SaveProfile, ErrorCode::CodeDeliveryFailure) => Problem::at(
            address_field(message).unwrap_or(field::EMAIL),
            "No message could be sent there. Check it.",
        ),
        (
            _,
            ErrorCode::WebAuthnClientMismatch
            | ErrorCode::WebAuthnOriginNotAllowed
            | ErrorCode::WebAuthnRelyingPartyMismatch,
        ) => Problem::general(
            "This app is not set up correctly: its passkeys belong to another address. \
             Contact whoever runs it.",
        ),
        (_, ErrorCode::WebAuthnNotEnabled) => {
            Problem::general("Passkeys are not turned on for this app. Contact whoever runs it.")
        }
        (_, ErrorCode::WebAuthnCredentialNotSupported) => {
            Problem::general("Passkeys of this kind are not accepted here.")
        }
        (_, ErrorCode::WebAuthnChallengeNotFound) => {
            Problem::general("That took too long. Try again.")
        }
        _ => return None,
    };
    Some(problem)
}

/// Whether the service's words refuse that parameter for what stands in it: `Value at 'previousPassword' failed to
/// satisfy constraint: …`.
fn is_about(message: &str, parameter: &str) -> bool {
    message.contains(&format!("at '{parameter}' failed"))
}

/// The attribute that the service's words name, if they do: `Attributes did not conform to the schema:
/// birthdate: String must be …`.
fn attribute_field(message: &str) -> Option<Cow<'static, str>> {
    let named = message.split(": ").nth(1);
    let named = named.filter(|name| !name.contains(char::is_whitespace));
    match named {
        Some(name) => Some(name.to_owned().into()),
        None => address_field(message).map(Into::into),
    }
}

/// The address or number that the service's words are about, if they are.
fn address_field(message: &str) -> Option<&'static str> {
    let message = message.to_ascii_lowercase();
    [("phone", field::PHONE_NUMBER), ("email", field::EMAIL)]
        .into_iter()
        .find_map(|(word, field)| message.contains(word).then_some(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str, message: &str, errand: Errand) -> Option<Problem> {
        explain_refusal(&ErrorCode::from_name(name), message, errand)
    }

    #[test]
    fn address_that_cannot_be_taken_is_told_at_its_field() {
        for (message, field) in [
            (
                "An account with the given email already exists.",
                field::EMAIL,
            ),
            (
                "An account with the given phone_number already exists.",
                field::PHONE_NUMBER,
            ),
        ] {
            let problem = words("AliasExistsException", message, Errand::SaveProfile).unwrap();
            assert_eq!(problem.field.as_deref(), Some(field));
            assert!(!problem.text.contains("exists"), "{}", problem.text);
        }
    }

    #[test]
    fn value_that_is_not_accepted_is_told_at_its_field() {
        for (message, field) in [
            ("Invalid phone number format.", Some(field::PHONE_NUMBER)),
            (
                "Attributes did not conform to the schema: birthdate: String must be no shorter than 10 characters",
                Some(field::BIRTHDATE),
            ),
            (
                "Attributes did not conform to the schema: custom:agentName: Value is too long.\n",
                Some("custom:agentName"),
            ),
            ("Something else.", None),
            ("1 validation error detected: Value too long", None),
        ] {
            for errand in [Errand::SaveProfile, Errand::SignUp, Errand::AnswerChallenge] {
                let problem = words("InvalidParameterException", message, errand).unwrap();
                assert_eq!(problem.field.as_deref(), field, "{message}");
            }
        }
    }

    #[test]
    fn codes_of_the_users_own_are_told_at_their_fields() {
        for (name, errand) in [
            ("CodeMismatchException", Errand::VerifyAttribute),
            ("ExpiredCodeException", Errand::VerifyAttribute),
            ("CodeMismatchException", Errand::VerifyAuthenticatorApp),
            ("ExpiredCodeException", Errand::VerifyAuthenticatorApp),
            (
                "EnableSoftwareTokenMFAException",
                Errand::VerifyAuthenticatorApp,
            ),
            ("InvalidParameterException", Errand::VerifyAuthenticatorApp),
        ] {
            let problem = words(name, "", errand).unwrap();
            assert_eq!(problem.field.as_deref(), Some(field::VERIFICATION_CODE));
        }
        for name in ["AliasExistsException", "CodeDeliveryFailureException"] {
            let problem = words(name, "", Errand::VerifyAttribute).unwrap();
            assert_eq!(problem.field, None, "{name}");
        }
    }

    #[test]
    fn what_cannot_be_the_current_password_is_told_like_a_wrong_one() {
        let words = |name: &str, message: &str| words(name, message, Errand::ChangePassword);
        let wrong = words("NotAuthorizedException", "Incorrect username or password.");
        let field = wrong.as_ref().and_then(|wrong| wrong.field.as_deref());
        assert_eq!(field, Some(field::CURRENT_PASSWORD));
        for constraint in [
            "Member must satisfy regular expression pattern: [\\S]+.*[\\S]+",
            "Member must have length less than or equal to 256",
        ] {
            let refused = |parameter: &str| {
                let message = format!(
                    "1 validation error detected: Value at '{parameter}' failed to satisfy constraint: {constraint}"
                );
                words("InvalidParameterException", &message)
            };
            assert_eq!(refused("previousPassword"), wrong);
            assert_eq!(refused("proposedPassword"), None);
        }
    }

    #[test]
    fn passkey_that_may_not_stand_for_both_steps_is_told_from_a_step_that_cannot_be_turned_on() {
        let words = |message| {
            words(
                "InvalidParameterException",
                message,
                Errand::TurnOnPasskeyMfa,
            )
        };
        for message in [
            "The user pool's FactorConfiguration is not MULTI_FACTOR_WITH_USER_VERIFICATION.",
            "User does not have applicable WebAuthn credentials to enable WebAuthn MFA.",
            "WebAuthn MFA requires enabling an additional MFA setting.",
        ] {
            assert!(words(message).is_some(), "{message}");
        }
        let step = "User does not have delivery config set to turn on SMS_MFA";
        assert_eq!(words(step), None);
    }

    #[test]
    fn what_means_the_same_everywhere_is_left_to_others() {
        for name in [
            "LimitExceededException",
            "NotAuthorizedException",
            "NovelException",
        ] {
            assert_eq!(words(name, "", Errand::ManageAccount), None, "{name}");
        }
    }
}
