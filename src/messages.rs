//! Errors in words for people: what happened, and what to do now.
//!
//! Nothing here tells whether an account exists: wherever the service's answer would, the words
//! are the same for both cases.

mod account;
mod aws;
mod backend;
mod challenge;
mod oauth;
mod passkey;

pub use aws::explain_aws;
pub use backend::explain_backend;
pub use challenge::{Prompt, choices, no_code_hint, prompt};
pub use oauth::explain_oauth;
pub use passkey::{explain_new_passkey, explain_passkey};

use crate::{
    cognito::{Error, ErrorCode, transport::TransportError},
    config::PasswordPolicy,
    form::{Problem, field},
};

/// What the user was about when an error came. It decides what some errors mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Signing in.
    SignIn,
    /// Signing in with a passkey.
    SignInByPasskey,
    /// Answering a question on the way in.
    AnswerChallenge,
    /// Creating an account.
    SignUp,
    /// Entering the code for a new account.
    VerifyAccount,
    /// Asking for a code.
    SendCode,
    /// Setting a new password by a code.
    SetNewPassword,
    /// Changing attributes.
    SaveProfile,
    /// Proving an address or a phone number by a code.
    VerifyAttribute,
    /// Changing a known password.
    ChangePassword,
    /// Entering the first code of an authenticator app.
    VerifyAuthenticatorApp,
    /// Letting a passkey stand for both steps of signing in.
    TurnOnPasskeyMfa,
    /// Anything else that users do with their own account.
    ManageAccount,
    /// Calling the backend.
    CallBackend,
    /// Calling a service of AWS.
    CallAws,
}

const BAD_CODE: &str = "This code is wrong or no longer valid. Check the newest message from us, \
    or ask for a new code. After several tries, wait a few minutes.";

const NO_RANDOM: &str =
    "This browser gives no secure random numbers. Update it, or use another one.";

/// Turns a refusal to send a code into words, unless they would tell whether there is an account.
///
/// # Errors
/// The problem to show.
pub fn explain_unless_it_tells_of_the_account(
    outcome: Result<(), Error>,
    policy: &PasswordPolicy,
) -> Result<(), Vec<Problem>> {
    match outcome {
        Err(error) if !error.may_tell_of_the_account() => {
            Err(vec![explain(&error, Errand::SendCode, policy)])
        }
        _ => Ok(()),
    }
}

/// The words for an error.
pub fn explain(error: &Error, errand: Errand, policy: &PasswordPolicy) -> Problem {
    match error {
        Error::Transport(TransportError::Unreachable(_)) => Problem::general(
            "The service could not be reached. Check your connection, then try again.",
        ),
        Error::Transport(TransportError::TimedOut) => {
            Problem::general("The service did not answer in time. Try again in a moment.")
        }
        Error::Service { code, message, .. } => explain_refusal(code, message, errand, policy)
            .unwrap_or_else(|| {
                if error.was_throttled() || *code == ErrorCode::LimitExceeded {
                    Problem::general("Too many attempts. Wait a few minutes, then try again.")
                } else {
                    Problem::general("The service has a problem. Try again in a moment.")
                }
            }),
        Error::WrongAnswer => Problem::at(field::ANSWER, "This answer is not right. Try again."),
        Error::UnsupportedChallenge(_) => Problem::general(
            "This account asks for a further step that this app does not know. \
             Contact whoever runs it.",
        ),
        Error::NoGuests => {
            Problem::general("This is for people who are signed in. Sign in, then try again.")
        }
        Error::Random(_) => Problem::general(NO_RANDOM),
        Error::UnknownDevice => {
            Problem::general("The service does not know this device. Try again.")
        }
        Error::Malformed { .. } | Error::Incomplete(_) | Error::Srp(_) => {
            Problem::general("The service's answer could not be understood. Try again in a moment.")
        }
    }
}

fn explain_refusal(
    code: &ErrorCode,
    message: &str,
    errand: Errand,
    policy: &PasswordPolicy,
) -> Option<Problem> {
    let password_field = match errand {
        Errand::SetNewPassword | Errand::ChangePassword | Errand::AnswerChallenge => {
            field::NEW_PASSWORD
        }
        _ => field::PASSWORD,
    };
    let takes_code = matches!(errand, Errand::VerifyAccount | Errand::SetNewPassword);
    let of_account = account::explain_refusal(code, message, errand);
    if of_account.is_some() {
        return of_account;
    }
    let problem = match code {
        // A wrong code, a dead one, and one for an account that is not there or needs none.
        ErrorCode::CodeMismatch
        | ErrorCode::ExpiredCode
        | ErrorCode::TooManyFailedAttempts
        | ErrorCode::NotAuthorized
        | ErrorCode::UserNotFound
        | ErrorCode::UserNotConfirmed
        | ErrorCode::AliasExists
        | ErrorCode::LimitExceeded
            if takes_code =>
        {
            Problem::at(field::VERIFICATION_CODE, BAD_CODE)
        }
        ErrorCode::CodeMismatch if errand == Errand::AnswerChallenge => Problem::at(
            field::VERIFICATION_CODE,
            "This code is not right. Check the newest message from us.",
        ),
        ErrorCode::TooManyFailedAttempts => {
            Problem::general("Too many attempts. Wait a few minutes, then try again.")
        }
        // A pool that locks an account after some tries says so in the same words to everybody.
        ErrorCode::NotAuthorized | ErrorCode::UserNotFound if errand == Errand::SignIn => {
            Problem::general(
                "The e-mail address or the password is not right. \
                 After several tries, wait a moment before the next one.",
            )
        }
        // Among them users whom the pool asks for a second step, for which a passkey may not stand.
        ErrorCode::NotAuthorized | ErrorCode::UserNotFound if errand == Errand::SignInByPasskey => {
            Problem::general(
                "A passkey does not sign you in to this account: it may need the password and a second step. \
                 Choose another way to sign in.",
            )
        }
        ErrorCode::NotAuthorized if errand == Errand::SignUp => {
            Problem::general("New accounts are not accepted here. Contact whoever runs this app.")
        }
        ErrorCode::NotAuthorized => {
            Problem::general("This is not allowed. Contact whoever runs this app.")
        }
        // The pool may ask for more than the configuration says; its reason is the truth.
        ErrorCode::InvalidPassword => {
            let reason = message
                .split_once("policy: ")
                .map(|(_, reason)| format!("{reason}."));
            Problem::at(password_field, reason.unwrap_or_else(|| policy.sentence()))
        }
        ErrorCode::PasswordHistoryPolicyViolation => Problem::at(
            password_field,
            "This password was used before. Choose another one.",
        ),
        ErrorCode::AliasExists => Problem::at(
            field::EMAIL,
            "This address cannot be used. Choose another one.",
        ),
        ErrorCode::InvalidParameter => {
            Problem::general("Some of this was not accepted. Check what you typed, then try again.")
        }
        // Told after the right password alone.
        ErrorCode::MFAMethodNotFound => Problem::general(
            "This account needs a second step, and has no phone number or e-mail address for its codes any more. \
             Contact whoever runs this app.",
        ),
        ErrorCode::CodeDeliveryFailure => Problem::at(
            field::EMAIL,
            "No message could be sent to this address. Check it.",
        ),
        ErrorCode::ResourceNotFound => Problem::general(
            "This app is not set up correctly: its user pool does not know it. \
             Contact whoever runs it.",
        ),
        // A rule of the pool's owner, in the owner's words.
        ErrorCode::UserLambdaValidation => {
            let text = message
                .rsplit("failed with error ")
                .next()
                .unwrap_or_default();
            Problem::general(text.to_owned())
        }
        _ => return None,
    };
    Some(problem)
}

#[cfg(test)]
mod tests;
