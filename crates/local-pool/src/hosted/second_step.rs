//! `POST /mfa`: what is asked of a user whose password was right: a second factor, to set one up, or another password.

use axum::response::Response;

use super::browser::Browser;
use super::endpoint::Call;
use super::error::Failure;
use super::pending::{self, Answered};
use super::request::Asked;
use super::second_step_page::SecondStepPage;
use super::{app_setup, login, new_password};
use crate::app::Context;
use crate::auth::admission::{self, Admission};
use crate::auth::challenges::new_password_required;
use crate::auth::code_attempt;
use crate::model::authorization::{SecondStep, StepQuestion};
use crate::model::challenge::CodeQuestion;
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{second_factors, users};
use crate::wire::error::{ApiError, ErrorCode};

/// What is asked after the password, if anything is. A second factor whose code must be sent is sent.
pub(super) fn question(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
) -> Result<Option<StepQuestion>, ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::NotAuthorized.because(words));
    match admission::judge(cx, pool, user)? {
        Admission::In => Ok(None),
        Admission::SecondFactor(factor) => {
            let asked = second_factors::ask(cx, pool, user, factor)?;
            Ok(Some(StepQuestion::Code(asked)))
        }
        Admission::Choice(factors) => Ok(Some(StepQuestion::Choice(factors))),
        Admission::NewPassword if new_password_required::missing(pool, user).next().is_some() => {
            refuse(
                "This account lacks details, which this page cannot ask for. Sign in in the app.",
            )
        }
        Admission::NewPassword => Ok(Some(StepQuestion::NewPassword)),
        Admission::Setup(factors) if factors.contains(&SecondFactor::SoftwareToken) => {
            app_setup::question(pool, user).map(Some)
        }
        Admission::Setup(_) => refuse(
            "This account needs a second factor, which this page cannot set up. Sign in in the app.",
        ),
    }
}

/// Asks it of the browser that sent the password.
pub(super) fn begin(
    cx: &Context<'_>,
    call: &Call,
    asked: Asked,
    user: &User,
    question: StepQuestion,
) -> Result<Response, Failure> {
    let browser = Browser::of(&call.headers)?;
    let (id, pending) = pending::begin(cx, &browser, &asked.authorization, None)?;
    let answered = Answered {
        id,
        pending,
        client: asked.client,
        pool: asked.pool,
    };
    let page = ask(cx, answered, user, question)?;
    Ok(browser.remember(page))
}

/// The answer must come while the client's challenges would wait for it.
fn ask(
    cx: &Context<'_>,
    mut answered: Answered,
    user: &User,
    question: StepQuestion,
) -> Result<Response, Failure> {
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

/// Takes the answer, and asks the next question if there is one.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    let answered = pending::answered(cx, call)?;
    let step = answered.pending.second_step.clone();
    let step = step.ok_or_else(pending::expired)?;
    let user = users::find(cx, &answered.pool, &step.sub)?;
    let mut user = user.ok_or_else(pending::expired)?;
    match answer(cx, call, &answered.pool, &mut user, &step.question) {
        Ok(Some(question)) => ask(cx, answered, &user, question),
        Ok(None) => {
            pending::end(cx, &answered.pending)?;
            login::finish(cx, &answered.pool, answered.pending.authorization, &user)
        }
        Err(ApiError::Refused { code, message, .. }) => {
            let problem = Some(sentence(code, &message));
            Ok(show(&answered, &step.question, problem))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn answer(
    cx: &Context<'_>,
    call: &Call,
    pool: &UserPool,
    user: &mut User,
    question: &StepQuestion,
) -> Result<Option<StepQuestion>, ApiError> {
    match question {
        StepQuestion::Choice(factors) => {
            let chosen = call.typed("factor");
            let factor = factors.iter().find(|factor| factor.name() == chosen);
            let none = || ErrorCode::InvalidParameter.because("Choose one of these.");
            let asked = second_factors::ask(cx, pool, user, *factor.ok_or_else(none)?)?;
            Ok(Some(StepQuestion::Code(asked)))
        }
        StepQuestion::Code(asked) => {
            redeem(cx, pool, user, asked, call.typed("code").trim())?;
            Ok(None)
        }
        StepQuestion::AppSetup { secret, .. } => {
            app_setup::verify(cx, call, pool, user, secret)?;
            Ok(None)
        }
        StepQuestion::NewPassword => {
            new_password::set(cx, call, pool, user)?;
            self::question(cx, pool, user)
        }
    }
}

fn redeem(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &mut User,
    asked: &CodeQuestion,
    code: &str,
) -> Result<(), ApiError> {
    // Something may have happened to the user since the password was asked.
    if admission::owes_password(cx, user)? {
        return Err(ErrorCode::NotAuthorized
            .because("A new password must be chosen first. Sign in again to choose one."));
    }
    code_attempt::redeem(cx, pool, user, asked, code)?;
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
