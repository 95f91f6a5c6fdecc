//! `POST /mfa`: the second factor of a user whose password was right.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::login::{self, EXPIRED, NEW_PASSWORD};
use super::parameters::Parameters;
use super::pending::{self, Answered};
use super::second_step_page::SecondStepPage;
use super::{answer, page};
use crate::app::{App, Context};
use crate::auth::{admission, code_attempt};
use crate::model::authorization::{SecondStep, StepQuestion};
use crate::model::challenge::CodeQuestion;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::{second_factors, users};
use crate::wire::error::{ApiError, ErrorCode};

/// Asks for a code, or of which kind it shall be if there are several. The answer must come while the client's
/// challenges would wait for it.
pub(super) fn begin(
    cx: &Context<'_>,
    answered: Answered,
    user: &User,
    factors: Vec<SecondFactor>,
) -> Result<Response, ApiError> {
    let question = match factors.as_slice() {
        [only] => StepQuestion::Code(second_factors::ask(cx, &answered.pool, user, *only)?),
        _ => StepQuestion::Choice(factors),
    };
    ask(cx, answered, user, question)
}

fn ask(
    cx: &Context<'_>,
    mut answered: Answered,
    user: &User,
    question: StepQuestion,
) -> Result<Response, ApiError> {
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
pub(crate) async fn post(State(app): State<App>, request: Request) -> Response {
    let headers = request.headers().clone();
    match Parameters::of_form(request).await {
        Ok(parameters) => answer(app, "mfa", move |cx| respond(cx, &parameters, &headers)).await,
        Err(error) => page::problem(StatusCode::BAD_REQUEST, &error.description),
    }
}

fn respond(
    cx: &Context<'_>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let expired = || Ok(page::problem(StatusCode::BAD_REQUEST, EXPIRED));
    let Some(answered) = pending::find(cx, headers, parameters)? else {
        return expired();
    };
    let Some(step) = answered.pending.second_step.clone() else {
        return expired();
    };
    let Some(mut user) = users::find(cx, &answered.pool, &step.sub)? else {
        return expired();
    };
    let text = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let asked = match &step.question {
        StepQuestion::Choice(factors) => {
            let chosen = factors
                .iter()
                .find(|factor| factor.name() == text("factor"));
            return match chosen {
                Some(factor) => begin(cx, answered, &user, vec![*factor]),
                None => Ok(show(
                    &answered,
                    &step.question,
                    Some("Choose one of these."),
                )),
            };
        }
        StepQuestion::Code(asked) => asked,
    };
    match redeem(cx, &answered, &mut user, asked, text("code").trim()) {
        Ok(()) => login::finish(cx, answered, &user),
        Err(ApiError::Refused { code, message, .. }) => {
            let problem = sentence(code, &message);
            Ok(show(&answered, &step.question, Some(problem)))
        }
        Err(failure) => Err(failure),
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
