//! The ways to begin a sign-in: one per file, and the table of all.

mod custom_auth;
mod refresh_token_auth;
mod user_auth;
pub(super) mod user_password_auth;
pub(super) mod user_srp_auth;

use super::parameters::Parameters;
use super::{AuthOutput, sign_up_session};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Session;

/// Who begins a sign-in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// An app in the hands of a user (`InitiateAuth`).
    App,
    /// A server with the rights of an administrator (`AdminInitiateAuth`).
    Server,
}

/// A way to begin.
struct Flow {
    /// `AuthFlow`, and its synonyms.
    names: &'static [&'static str],
    /// Who can begin so.
    sides: &'static [Side],
    /// Begins.
    begin: fn(&Context<'_>, &UserPool, &AppClient, &Parameters) -> Result<AuthOutput, ApiError>,
}

const BOTH: &[Side] = &[Side::App, Side::Server];

/// Every flow.
const FLOWS: &[Flow] = &[
    Flow {
        names: &["USER_SRP_AUTH"],
        sides: BOTH,
        begin: user_srp_auth::begin,
    },
    Flow {
        names: &["USER_PASSWORD_AUTH"],
        sides: &[Side::App],
        begin: user_password_auth::begin,
    },
    Flow {
        names: &["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"],
        sides: &[Side::Server],
        begin: user_password_auth::begin,
    },
    Flow {
        names: &["USER_AUTH"],
        sides: BOTH,
        begin: user_auth::begin,
    },
    Flow {
        names: &["CUSTOM_AUTH"],
        sides: BOTH,
        begin: custom_auth::begin,
    },
    Flow {
        names: &["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"],
        sides: BOTH,
        begin: refresh_token_auth::begin,
    },
];

/// What a request of `InitiateAuth` or `AdminInitiateAuth` says beside who asks.
pub(crate) struct Beginning<'a> {
    /// `AuthFlow`.
    pub(crate) flow: &'a str,
    /// `AuthParameters`.
    pub(crate) parameters: &'a Parameters,
    /// `Session`, of a confirmation that has just been.
    pub(crate) session: Option<&'a Session>,
}

/// Begins a sign-in, or refreshes one, in the way that is named, if the client may.
pub(crate) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    side: Side,
    beginning: &Beginning<'_>,
) -> Result<AuthOutput, ApiError> {
    let refuse = |words: String| Err(ErrorCode::InvalidParameter.because(words));
    let named = |flow: &&Flow| flow.names.contains(&beginning.flow);
    let Some(flow) = FLOWS.iter().find(named) else {
        return refuse(
            "1 validation error detected: Value at 'authFlow' failed to satisfy constraint: \
             Member must satisfy enum value set"
                .to_owned(),
        );
    };
    if !flow.sides.contains(&side) {
        return refuse("Initiate Auth method not supported.".to_owned());
    }
    if !flow.names.iter().any(|name| client.allows_flow(name)) {
        return refuse(match side {
            Side::App => format!("{} flow not enabled for this client", flow.names[0]),
            Side::Server => "Auth flow not enabled for this client".to_owned(),
        });
    }
    if let Some(session) = beginning.session.filter(|_| flow.names == ["USER_AUTH"]) {
        return sign_up_session::enter(cx, pool, client, beginning.parameters, session);
    }
    (flow.begin)(cx, pool, client, beginning.parameters)
}
