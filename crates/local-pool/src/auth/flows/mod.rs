//! The ways to begin a sign-in: one per file, and the table of all.

mod custom_auth;
mod refresh_token_auth;
mod user_auth;
pub(super) mod user_password_auth;
pub(super) mod user_srp_auth;

use super::AuthOutput;
use super::parameters::Parameters;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::wire::error::ApiError;

/// A way to begin.
pub(crate) struct Flow {
    /// `AuthFlow`, and its synonyms.
    pub(crate) names: &'static [&'static str],
    /// Begins.
    pub(crate) begin:
        fn(&Context<'_>, &UserPool, &AppClient, &Parameters) -> Result<AuthOutput, ApiError>,
}

/// Every flow.
pub(crate) const FLOWS: &[Flow] = &[
    Flow {
        names: &["USER_SRP_AUTH"],
        begin: user_srp_auth::begin,
    },
    Flow {
        names: &["USER_PASSWORD_AUTH"],
        begin: user_password_auth::begin,
    },
    Flow {
        names: &["USER_AUTH"],
        begin: user_auth::begin,
    },
    Flow {
        names: &["CUSTOM_AUTH"],
        begin: custom_auth::begin,
    },
    Flow {
        names: &["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"],
        begin: refresh_token_auth::begin,
    },
];
