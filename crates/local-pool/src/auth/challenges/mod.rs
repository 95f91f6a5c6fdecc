//! The questions that a sign-in can meet: one per file, and the table of all.

mod claim;
pub(super) mod custom_challenge;
mod device_password_verifier;
pub(crate) mod device_srp_auth;
pub(crate) mod mfa_setup;
pub(crate) mod new_password_required;
pub(super) mod one_time_password;
pub(super) mod password;
mod password_verifier;
pub(crate) mod second_factor;
pub(super) mod select_challenge;
pub(crate) mod select_mfa_type;
pub(super) mod web_authn;

use std::mem;

use super::AuthOutput;
use super::choice::Choice;
use super::claimant::Claimant;
use super::parameters::{Parameters, login};
use crate::app::Context;
use crate::crypto::{fingerprint, random_token};
use crate::model::challenge::{Challenge, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{clients, users};
use crate::wire::error::{ApiError, ErrorCode};

/// A kind of challenge.
struct Kind {
    /// `ChallengeName`.
    name: &'static str,
    /// Takes the answer.
    answer: fn(&Context<'_>, &UserPool, &AppClient, &Answer<'_>) -> Result<AuthOutput, ApiError>,
}

/// Every challenge.
const CHALLENGES: &[Kind] = &[
    Kind {
        name: "PASSWORD_VERIFIER",
        answer: password_verifier::answer,
    },
    Kind {
        name: new_password_required::NAME,
        answer: new_password_required::answer,
    },
    Kind {
        name: SecondFactor::Sms.name(),
        answer: |cx, pool, client, answer| {
            second_factor::answer(cx, pool, client, answer, SecondFactor::Sms)
        },
    },
    Kind {
        name: SecondFactor::SoftwareToken.name(),
        answer: |cx, pool, client, answer| {
            second_factor::answer(cx, pool, client, answer, SecondFactor::SoftwareToken)
        },
    },
    Kind {
        name: SecondFactor::Email.name(),
        answer: answer_email_otp,
    },
    Kind {
        name: select_mfa_type::NAME,
        answer: select_mfa_type::answer,
    },
    Kind {
        name: mfa_setup::NAME,
        answer: mfa_setup::answer,
    },
    Kind {
        name: select_challenge::NAME,
        answer: select_challenge::answer,
    },
    Kind {
        name: "PASSWORD",
        answer: password::answer,
    },
    Kind {
        name: "PASSWORD_SRP",
        answer: password::answer_by_srp,
    },
    Kind {
        name: custom_challenge::NAME,
        answer: custom_challenge::answer,
    },
    Kind {
        name: web_authn::NAME,
        answer: web_authn::answer,
    },
    Kind {
        name: "SMS_OTP",
        answer: |cx, pool, client, answer| {
            one_time_password::answer(cx, pool, client, answer, Choice::SmsOtp)
        },
    },
    Kind {
        name: device_srp_auth::NAME,
        answer: device_srp_auth::answer,
    },
    Kind {
        name: device_password_verifier::NAME,
        answer: device_password_verifier::answer,
    },
];

/// The code by e-mail is a first or a second factor.
fn answer_email_otp(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let key = answer.session.map(Challenge::key_of).unwrap_or_default();
    let posed = cx.tx.get::<Challenge>(&key)?;
    let is_first =
        posed.is_some_and(|posed| matches!(posed.question, Question::OneTimePassword(_)));
    if is_first {
        return one_time_password::answer(cx, pool, client, answer, Choice::EmailOtp);
    }
    second_factor::answer(cx, pool, client, answer, SecondFactor::Email)
}

/// What the client came back with.
pub(crate) struct Answer<'a> {
    /// `ChallengeResponses`.
    pub(crate) responses: &'a Parameters,
    /// `Session`.
    pub(crate) session: Option<&'a str>,
}

/// Takes the answer to a challenge of that name.
pub(crate) fn respond(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    name: &str,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let Some(kind) = CHALLENGES.iter().find(|kind| kind.name == name) else {
        return Err(ErrorCode::InvalidParameter.because(
            "1 validation error detected: Value at 'challengeName' failed to satisfy constraint: \
             Member must satisfy enum value set",
        ));
    };
    (kind.answer)(cx, pool, client, answer)
}

/// Remembers a challenge until its answer comes, or its time is over. `ticket` is what the client comes back with.
pub(crate) fn pose(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    ticket: &str,
    question: Question,
) -> Result<(), ApiError> {
    pose_at(cx, client, login, None, ticket, question)
}

/// Remembers a challenge, and the device at which the user signs in.
pub(crate) fn pose_at(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    device_key: Option<&str>,
    ticket: &str,
    question: Question,
) -> Result<(), ApiError> {
    Ok(cx.tx.put(&Challenge {
        fingerprint: fingerprint(ticket),
        client_id: client.client_id.clone(),
        login: login.to_owned(),
        device_key: device_key.map(str::to_owned),
        expires: cx.now.after(client.challenge_life()),
        question,
    })?)
}

/// Remembers a challenge of a user whose password was right. Returns the `Session` that the client comes back with.
pub(crate) fn pose_to(
    cx: &Context<'_>,
    client: &AppClient,
    user: &User,
    device_key: Option<&str>,
    question: Question,
) -> Result<String, ApiError> {
    // Whoever is given the name of a user who was deleted has another subject.
    let session = random_token::<192>()?;
    pose_at(cx, client, &user.sub, device_key, &session, question)?;
    Ok(session)
}

/// Remembers a challenge of whoever claims to be a user. Returns the `Session` that the client comes back with.
pub(super) fn ask(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    question: Question,
) -> Result<String, ApiError> {
    let session = random_token::<192>()?;
    pose(cx, client, login, &session, question)?;
    Ok(session)
}

/// The challenge whose client came back with `ticket`. It is answered with the changes of this transaction: a refusal
/// that keeps them leaves no second try, one that does not leaves the challenge as it was.
pub(crate) fn take(
    cx: &Context<'_>,
    client: &AppClient,
    ticket: Option<&str>,
) -> Result<Challenge, ApiError> {
    let ticket = ticket
        .ok_or_else(|| ErrorCode::InvalidParameter.because("Missing required parameter Session"))?;
    take_at(cx, client, &Challenge::key_of(ticket))
}

/// The same by the challenge's database key.
fn take_at(cx: &Context<'_>, client: &AppClient, key: &str) -> Result<Challenge, ApiError> {
    mark_answered(cx, posed(cx, client, key)?.ok_or_else(invalid_session)?)
}

/// The challenge of that database key, if it was posed to the client, answered or not.
fn posed(cx: &Context<'_>, client: &AppClient, key: &str) -> Result<Option<Challenge>, ApiError> {
    let posed: Option<Challenge> = cx.tx.get(key)?;
    Ok(posed.filter(|posed| posed.client_id == client.client_id))
}

/// Returns the challenge as it was posed, if the answer is the first one and comes in time.
fn mark_answered(cx: &Context<'_>, mut challenge: Challenge) -> Result<Challenge, ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::NotAuthorized.because(words));
    if !challenge.is_open() {
        return refuse("Invalid session for the user, session can only be used once.");
    }
    if challenge.expires <= cx.now {
        return refuse("Invalid session for the user, session is expired.");
    }
    let question = mem::replace(&mut challenge.question, Question::Answered);
    cx.tx.put(&challenge)?;
    challenge.question = question;
    Ok(challenge)
}

/// The challenge of that session, with its client and pool, where the client is not named beside it.
pub(crate) fn resume(
    cx: &Context<'_>,
    session: &str,
) -> Result<(Challenge, AppClient, UserPool), ApiError> {
    let posed: Option<Challenge> = cx.tx.get(&Challenge::key_of(session))?;
    let posed = posed.ok_or_else(invalid_session)?;
    let (client, pool) = clients::client(cx, &posed.client_id)?;
    let challenge = take(cx, &client, Some(session))?;
    Ok((challenge, client, pool))
}

/// The user to whom a challenge was posed, whom the answer must name as well.
pub(crate) fn user_of(
    cx: &Context<'_>,
    pool: &UserPool,
    challenge: &Challenge,
    username: &str,
) -> Result<User, ApiError> {
    let user = users::find(cx, pool, &challenge.login)?.ok_or_else(invalid_session)?;
    let named = users::find(cx, pool, username)?;
    if named.is_none_or(|named| named.key != user.key) {
        return Err(invalid_session());
    }
    Ok(user)
}

/// The challenge that the answer is to, and whoever claimed to be a user when it was posed, if `USERNAME` means the same.
fn take_claimed(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<(Challenge, Claimant), ApiError> {
    let username = login(client, answer.responses)?;
    let challenge = take(cx, client, answer.session)?;
    let claimant = Claimant::find(cx, pool, client, &challenge.login)?;
    if !claimant.is_meant_by(pool, &challenge.login, &username) {
        return Err(invalid_session());
    }
    Ok((challenge, claimant))
}

/// There is no such session, or it is another's, or it waits for another answer.
pub(crate) fn invalid_session() -> ApiError {
    ErrorCode::NotAuthorized.because("Invalid session for the user.")
}
