//! `POST /mfa`: the second factor of a user whose password was right.

use axum::response::Response;

use super::browser::Browser;
use super::endpoint::Call;
use super::error::Failure;
use super::login::{self, NEW_PASSWORD};
use super::pending::{self, Answered};
use super::request::Asked;
use super::second_step_page::SecondStepPage;
use crate::app::Context;
use crate::auth::{admission, code_attempt};
use crate::model::authorization::{SecondStep, StepQuestion};
use crate::model::challenge::CodeQuestion;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{second_factors, users};
use crate::wire::error::{ApiError, ErrorCode};

/// Asks for a code, or of which kind it shall be if there are several.
pub(super) fn begin(
    cx: &Context<'_>,
    call: &Call,
    asked: Asked,
    user: &User,
    factors: Vec<SecondFactor>,
) -> Result<Response, Failure> {
    let browser = Browser::of(&call.headers)?;
    let (id, pending) = pending::begin(cx, &browser, &asked.authorization, None)?;
    let answered = Answered {
        id,
        pending,
        client: asked.client,
        pool: asked.pool,
    };
    let page = ask(cx, answered, user, factors)?;
    Ok(browser.remember(page))
}

/// The answer must come while the client's challenges would wait for it.
fn ask(
    cx: &Context<'_>,
    mut answered: Answered,
    user: &User,
    factors: Vec<SecondFactor>,
) -> Result<Response, Failure> {
    let question = match factors.as_slice() {
        [only] => StepQuestion::Code(second_factors::ask(cx, &answered.pool, user, *only)?),
        _ => StepQuestion::Choice(factors),
    };
    let response = show(&answered, &question, None);
    answered.pending.second_step = Some(SecondStep {
        sub: user.sub.clone(),
        question,
    });
    answered.pending.expires = cx.now.after(answered.client.challenge_life());
    cx.tx.put(&answered.pending)?;
    Ok(response)
}

fn show(answered: &Answered, question: &StepQuestion, problem: Option<&str>) -> Response {
    SecondStepPage {
        request_id: &answered.id,
        redirect_uri: &answered.pending.authorization.redirect_uri,
        question,
        problem,
    }
    .show()
}

/// Takes the choice, or the code.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let answered = pending::answered(cx, call)?;
    let step = answered.pending.second_step.clone();
    let step = step.ok_or_else(pending::expired)?;
    let user = users::find(cx, &answered.pool, &step.sub)?;
    let mut user = user.ok_or_else(pending::expired)?;
    let again = |answered, problem| Ok(show(answered, &step.question, Some(problem)));
    let asked = match &step.question {
        StepQuestion::Choice(factors) => {
            let chosen = call.typed("factor");
            return match factors.iter().find(|factor| factor.name() == chosen) {
                Some(factor) => ask(cx, answered, &user, vec![*factor]),
                None => again(&answered, "Choose one of these."),
            };
        }
        StepQuestion::Code(asked) => asked,
    };
    match redeem(cx, &answered, &mut user, asked, call.typed("code").trim()) {
        Ok(()) => {
            pending::end(cx, &answered.pending)?;
            login::finish(cx, &answered.pool, answered.pending.authorization, &user)
        }
        Err(ApiError::Refused { code, message, .. }) => again(&answered, sentence(code, &message)),
        Err(failure) => Err(failure.into()),
    }
}

fn redeem(
    cx: &Context<'_>,
    answered: &Answered,
    user: &mut User,
    asked: &CodeQuestion,
    code: &str,
) -> Result<(), ApiError> {
    // Something may have happened to the user since the password was asked.
    if admission::owes_password(cx, user)? {
        return Err(ErrorCode::NotAuthorized.because(NEW_PASSWORD));
    }
    code_attempt::redeem(cx, &answered.pool, user, asked, code)?;
    users::save(cx, user)
}

fn sentence(code: ErrorCode, message: &str) -> &str {
    match code {
        ErrorCode::CodeMismatch => "This code is not right.",
        ErrorCode::ExpiredCode => "This code was used already. Wait for the next one.",
        ErrorCode::NotAuthorized if message == code_attempt::LOCKED => {
            "Too many wrong codes. Wait a moment, and try again."
        }
        _ => login::sentence(code, message),
    }
}
