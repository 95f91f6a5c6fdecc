//! Forgetting what is of no use any more, so that the database does not grow without end.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::app::Context;
use crate::model::authorization::{AuthorizationCode, BrowserSession, PendingSignIn};
use crate::model::challenge::Challenge;
use crate::model::code::Code;
use crate::model::code_requests::CodeRequests;
use crate::model::credentials::Credentials;
use crate::model::lockout::Lockout;
use crate::model::passkey::PasskeyRequest;
use crate::model::provider_token::ProviderToken;
use crate::model::session::{RefreshToken, Session};
use crate::store::Record;
use crate::wire::error::ApiError;

/// Seconds between two sweeps.
pub(crate) const INTERVAL: i64 = 600;
/// For how long the pool can still say that something has expired. No access token outlives its refresh token by more.
const GRACE: Duration = Duration::from_hours(24);

/// Removes what has long expired, of every kind.
pub(crate) fn sweep(cx: &Context<'_>) -> Result<(), ApiError> {
    forget(cx, |old: &Challenge| old.expires.after(GRACE) <= cx.now)?;
    forget(cx, |old: &PasskeyRequest| old.expires <= cx.now)?;
    forget(cx, |old: &PendingSignIn| old.expires <= cx.now)?;
    forget(cx, |old: &BrowserSession| old.expires <= cx.now)?;
    forget(cx, |old: &AuthorizationCode| {
        old.expires.after(GRACE) <= cx.now
    })?;
    forget(cx, |old: &Lockout| old.is_forgotten(cx.now))?;
    forget(cx, |old: &CodeRequests| old.are_forgotten(cx.now))?;
    // A code that was sent stays: it tells the address that is yet to be verified.
    forget(cx, |old: &Code| {
        old.destination.is_empty() && old.expires.after(GRACE) <= cx.now
    })?;
    forget(cx, |old: &Credentials| old.expires.after(GRACE) <= cx.now)?;
    forget(cx, |old: &ProviderToken| old.expires.after(GRACE) <= cx.now)?;
    forget(cx, |old: &RefreshToken| old.expires.after(GRACE) <= cx.now)?;
    let tokens = cx.tx.scan::<RefreshToken>("")?.into_iter();
    let going_on: BTreeSet<String> = tokens.map(|token| token.session_key).collect();
    forget(cx, |old: &Session| !going_on.contains(&old.key()))
}

fn forget<R: Record>(cx: &Context<'_>, is_over: impl Fn(&R) -> bool) -> Result<(), ApiError> {
    for record in cx.tx.scan::<R>("")? {
        if is_over(&record) {
            cx.tx.delete::<R>(&record.key())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::*;
    use crate::app::{App, Config};
    use crate::clock::{ManualClock, Timestamp};
    use crate::model::user::User;
    use crate::ops::Operation;
    use crate::ops::forgot_password::ForgotPassword;
    use crate::ops::initiate_auth::InitiateAuth;
    use crate::ops::sign_up::SignUp;

    const CLIENT: &str = "4vestibulelocalclient7q2";

    fn call<O: Operation>(app: &App, request: Value) {
        let request: O = serde_json::from_value(request).unwrap();
        // Some are refused, and that is what leaves something behind.
        let _ = app.run(|cx| request.run(cx));
    }

    fn sign_in(app: &App, flow: &str, parameters: &Value) {
        let request = json!({"ClientId": CLIENT, "AuthFlow": flow, "AuthParameters": parameters});
        call::<InitiateAuth>(app, request);
    }

    fn count<R: Record>(app: &App) -> usize {
        app.run(|cx| Ok(cx.tx.scan::<R>("")?.len())).unwrap()
    }

    fn counts(app: &App) -> [usize; 6] {
        [
            count::<Challenge>(app),
            count::<Lockout>(app),
            count::<CodeRequests>(app),
            count::<RefreshToken>(app),
            count::<Session>(app),
            count::<Code>(app),
        ]
    }

    #[test]
    fn what_has_long_expired_is_forgotten_and_what_is_the_users_stays() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_000_000_000)));
        let config = Config {
            clock: clock.clone(),
            ..Config::in_memory("http://127.0.0.1:9229").unwrap()
        };
        let app = App::open(config).unwrap();
        let (ann, zoe) = ("ann@example.com", "zoe@example.com");
        let sign_up = json!({"ClientId": CLIENT, "Username": ann, "Password": "Passw0rd"});
        call::<SignUp>(&app, sign_up);
        app.run(|cx| {
            let mut users = cx.tx.scan::<User>("")?;
            users[0].status = crate::model::user::UserStatus::Confirmed;
            Ok(cx.tx.put(&users[0])?)
        })
        .unwrap();
        let by_password = |password: &str| json!({"USERNAME": ann, "PASSWORD": password});
        sign_in(&app, "USER_PASSWORD_AUTH", &by_password("Passw0rd"));
        sign_in(&app, "USER_PASSWORD_AUTH", &by_password("wrong"));
        sign_in(
            &app,
            "USER_SRP_AUTH",
            &json!({"USERNAME": zoe, "SRP_A": "2"}),
        );
        call::<ForgotPassword>(&app, json!({"ClientId": CLIENT, "Username": zoe}));
        // Of the two challenges, one is the session of the sign-up. Of the two codes, one was sent to Ann, and one was not sent to anybody.
        assert_eq!(counts(&app), [2, 1, 1, 1, 1, 2]);

        for (hours, left) in [
            (20, [2, 0, 0, 1, 1, 2]),
            (20, [0, 0, 0, 1, 1, 1]),
            (31 * 24 - 41, [0, 0, 0, 1, 1, 1]),
            (1, [0, 0, 0, 0, 0, 1]),
        ] {
            clock.advance(Duration::from_hours(hours));
            assert_eq!(counts(&app), left, "{hours}");
        }
        assert_eq!(count::<User>(&app), 1);
    }
}
