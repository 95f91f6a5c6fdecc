//! `POST /login`

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::parameters::Parameters;
use super::pending::{self, Answered};
use super::sign_in_page::SignInPage;
use super::{answer, browser, grant, page, request, second_step};
use crate::app::{App, Context};
use crate::auth::admission::{self, Admission};
use crate::auth::claimant::Claimant;
use crate::auth::password::{self, Verdict};
use crate::model::pool::UserPool;
use crate::model::second_factor::SecondFactor;
use crate::model::user::User;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Username;

/// The words for a form that nobody waits for.
pub(super) const EXPIRED: &str =
    "This page has expired, or was answered already. Go back to the app, and sign in again.";
/// The words for a user who must choose a password first.
pub(super) const NEW_PASSWORD: &str =
    "A new password must be chosen first. Sign in in the app to choose one.";
const INCORRECT: &str = "Incorrect username or password.";

/// Takes user name and password.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Response {
    let headers = request.headers().clone();
    match Parameters::of_form(request).await {
        Ok(parameters) => answer(app, "login", move |cx| respond(cx, &parameters, &headers)).await,
        Err(error) => page::problem(StatusCode::BAD_REQUEST, &error.description),
    }
}

fn respond(
    cx: &Context<'_>,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, ApiError> {
    let waiting = pending::find(cx, headers, parameters)?.filter(|answered| {
        answered.pending.provider.is_none() && request::supports(&answered.client, COGNITO)
    });
    let Some(answered) = waiting else {
        return Ok(page::problem(StatusCode::BAD_REQUEST, EXPIRED));
    };
    let text = |name| parameters.get(name).ok().flatten().unwrap_or_default();
    let login = text("username");
    match sign_in(cx, &answered.pool, login, text("password")) {
        Ok((user, None)) => finish(cx, answered, &user),
        Ok((user, Some(factors))) => second_step::begin(cx, answered, &user, factors),
        Err(ApiError::Refused { code, message, .. }) => {
            again(cx, &answered, login, sentence(code, &message))
        }
        Err(failure) => Err(failure),
    }
}

/// Sends the browser back to the client, and remembers who is signed in.
pub(super) fn finish(
    cx: &Context<'_>,
    answered: Answered,
    user: &User,
) -> Result<Response, ApiError> {
    pending::end(cx, &answered.pending)?;
    let response = grant::give(cx, answered.pending.authorization, user, cx.now)?;
    browser::sign_in(cx, &answered.pool, user, None, response)
}

/// The same rules as for `InitiateAuth`, except that no client learns here which users exist. With the user come the
/// second factors that are to be asked.
fn sign_in(
    cx: &Context<'_>,
    pool: &UserPool,
    login: &str,
    given: &str,
) -> Result<(User, Option<Vec<SecondFactor>>), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::NotAuthorized.because(words));
    let Ok(login) = Username::try_from(login.to_owned()) else {
        return refuse(INCORRECT);
    };
    let claimant = Claimant::find_or_make_up(cx, pool, &login)?;
    let is_right = || claimant.has_password(pool, given);
    match password::judge(cx, pool, &claimant.user_id, is_right)? {
        Verdict::Right => {}
        Verdict::Wrong => return refuse(INCORRECT),
        Verdict::Locked => {
            return refuse("Too many wrong passwords. Wait a moment, and try again.");
        }
    }
    let Some(user) = claimant.user else {
        return refuse(INCORRECT);
    };
    match admission::judge(cx, pool, &user)? {
        Admission::In => Ok((user, None)),
        Admission::SecondFactor(factor) => Ok((user, Some(vec![factor]))),
        Admission::Choice(factors) => Ok((user, Some(factors))),
        Admission::NewPassword => refuse(NEW_PASSWORD),
        Admission::Setup(_) => refuse(
            "This account needs a second factor, which this page cannot set up. Sign in in the app.",
        ),
    }
}

/// What stands in the way, to people.
pub(super) fn sentence(code: ErrorCode, message: &str) -> &str {
    match code {
        ErrorCode::UserNotConfirmed => {
            "This account is not confirmed yet. Confirm it in the app with the code that was sent."
        }
        ErrorCode::PasswordResetRequired => {
            "The password must be reset first. Ask for a code in the app."
        }
        _ => message,
    }
}

fn again(
    cx: &Context<'_>,
    answered: &Answered,
    login: &str,
    problem: &str,
) -> Result<Response, ApiError> {
    let providers = request::external_providers(cx, &answered.pool, &answered.client)?;
    let page = SignInPage {
        request_id: &answered.id,
        pool: &answered.pool,
        authorization: &answered.pending.authorization,
        has_password: true,
        providers: &providers,
        login,
        problem: Some(problem),
    };
    Ok(page.show())
}
