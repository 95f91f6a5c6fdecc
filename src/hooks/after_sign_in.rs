//! What follows a step of a sign-in.

use yewdux::Dispatch;

use super::{Outcome, Services};
use crate::{
    cognito::{Error, ErrorCode},
    messages::{Errand, explain},
    route::Route,
    session::{PendingSignIn, Session},
    store::{Action, AppStore},
};

/// Tells the store how far the user came, or leads to what must be done first.
pub(super) fn after_sign_in(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    outcome: Result<Session, Error>,
    errand: Errand,
) -> Outcome {
    let error = match outcome {
        Ok(session) => {
            dispatch.apply(Action::SessionChanged(session));
            return Ok(None);
        }
        Err(error) => error,
    };
    let (route, text) = match error.code() {
        Some(ErrorCode::UserNotConfirmed) => (
            Route::VerifyAccount,
            "Verify your account first: enter the code from our message, or ask for a new one.",
        ),
        Some(ErrorCode::PasswordResetRequired) => (
            Route::ForgotPassword,
            "Your password must be reset. Ask for a code, or use the one that you were sent.",
        ),
        _ => {
            let policy = &services.config.password_policy;
            return Err(vec![explain(&error, errand, policy)]);
        }
    };
    // A question that was asked on the way is of no use any more.
    let under_way = services.authenticator.sign_in_under_way();
    end_sign_in(services, dispatch, under_way.as_ref());
    dispatch.apply(Action::Notify(route, text.into()));
    Ok(Some(route))
}

/// Ends the sign-in that was under way then, unless another one has begun since.
pub(super) fn end_sign_in(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    under_way: Option<&PendingSignIn>,
) {
    if under_way != services.authenticator.sign_in_under_way().as_ref() {
        return;
    }
    let session = services.authenticator.give_up_sign_in();
    // Another tab may have signed in meanwhile.
    if matches!(dispatch.get().session(), Session::Challenged { .. }) {
        dispatch.apply(Action::SessionChanged(session));
    }
}
