//! `POST /login`

use axum::response::Response;

use super::endpoint::Call;
use super::error::{Failure, OAuthErrorCode};
use super::request::{self, Provider};
use super::sign_in_page::SignInPage;
use super::{browser, csrf, grant, second_step};
use crate::app::Context;
use crate::auth::claimant::Claimant;
use crate::auth::password::{self, Verdict};
use crate::model::authorization::Authorization;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::hosted_settings::COGNITO;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Username;

const INCORRECT: &str = "Incorrect username or password.";

/// Takes user name and password. What the client asks for is in the query, as when the page was shown.
pub(super) fn respond(cx: &Context<'_>, call: &Call) -> Result<Response, Failure> {
    csrf::check(cx, call)?;
    request::answer(cx, &call.query, |asked| {
        let is_other = matches!(asked.provider, Some(Provider::External(_)));
        if is_other || !request::supports(&asked.client, COGNITO) {
            return Err(OAuthErrorCode::InvalidRequest
                .because("The app client has no sign-in by password here.")
                .into());
        }
        let login = call.typed("username");
        let entered = sign_in(cx, &asked.pool, login, call.typed("password"));
        let next = entered.and_then(|user| {
            let question = second_step::question(cx, &asked.pool, &user)?;
            Ok((user, question))
        });
        match next {
            Ok((user, None)) => finish(cx, &asked.pool, asked.authorization, &user),
            Ok((user, Some(question))) => second_step::begin(cx, call, asked, &user, question),
            Err(ApiError::Refused { code, message, .. }) => {
                let problem = Some(sentence(code, &message));
                Ok(SignInPage { login, problem }.show(cx, call, &asked)?)
            }
            Err(failure) => Err(failure.into()),
        }
    })
}

/// Sends the browser back to the client, and remembers who is signed in.
pub(super) fn finish(
    cx: &Context<'_>,
    pool: &UserPool,
    authorization: Authorization,
    user: &User,
) -> Result<Response, Failure> {
    let response = grant::give(cx, authorization, user, cx.now)?;
    Ok(browser::sign_in(cx, pool, user, None, response)?)
}

/// The user whose password that is. The same rules as for `InitiateAuth`, except that no client learns here which users
/// exist.
fn sign_in(cx: &Context<'_>, pool: &UserPool, login: &str, given: &str) -> Result<User, ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::NotAuthorized.because(words));
    let Ok(login) = Username::try_from(login.to_owned()) else {
        return refuse(INCORRECT);
    };
    let claimant = Claimant::find_or_make_up(cx, pool, &login)?;
    let is_right = || claimant.has_password(pool, given);
    match password::judge(cx, pool, &claimant.user_id, is_right)? {
        Verdict::Right => claimant.user.map_or_else(|| refuse(INCORRECT), Ok),
        Verdict::Wrong => refuse(INCORRECT),
        Verdict::Locked => refuse("Too many wrong passwords. Wait a moment, and try again."),
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
        ErrorCode::MFAMethodNotFound => {
            "This account needs a second factor, and has no phone number or e-mail address for its codes any more. Ask \
             whoever runs the app."
        }
        _ => message,
    }
}
