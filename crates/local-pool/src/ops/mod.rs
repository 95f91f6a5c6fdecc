//! The operations: one per file, and the table of all.

mod admin_confirm_sign_up;
mod confirm_sign_up;
mod create_user_pool;
mod create_user_pool_client;
mod get_tokens_from_refresh_token;
mod get_user;
mod global_sign_out;
pub(crate) mod initiate_auth;
mod resend_confirmation_code;
mod respond_to_auth_challenge;
mod revoke_token;
pub(crate) mod sign_up;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::Context;
use crate::wire::dispatch::Entry;
use crate::wire::error::ApiError;

/// The service name of user pools in `x-amz-target`.
pub(crate) const USER_POOLS: &str = "AWSCognitoIdentityProviderService";

/// An operation of the API. The type itself is the request; its fields check themselves while they are read.
pub(crate) trait Operation: DeserializeOwned {
    /// The service in `x-amz-target`.
    const SERVICE: &'static str = USER_POOLS;
    /// The name in `x-amz-target`.
    const NAME: &'static str;
    /// The reply.
    type Output: Serialize;

    /// Does it, within a transaction of its own.
    fn run(self, cx: &Context<'_>) -> Result<Self::Output, ApiError>;
}

/// A reply without content.
#[derive(Serialize)]
pub(crate) struct Empty {}

/// Every operation that the server knows.
pub(crate) const OPERATIONS: &[Entry] = &[
    // Sign-up
    Entry::of::<sign_up::SignUp>(),
    Entry::of::<confirm_sign_up::ConfirmSignUp>(),
    Entry::of::<resend_confirmation_code::ResendConfirmationCode>(),
    // Sign-in and tokens
    Entry::of::<initiate_auth::InitiateAuth>(),
    Entry::of::<respond_to_auth_challenge::RespondToAuthChallenge>(),
    Entry::of::<get_tokens_from_refresh_token::GetTokensFromRefreshToken>(),
    Entry::of::<revoke_token::RevokeToken>(),
    Entry::of::<global_sign_out::GlobalSignOut>(),
    // The signed-in user
    Entry::of::<get_user::GetUser>(),
    // Administration
    Entry::of::<admin_confirm_sign_up::AdminConfirmSignUp>(),
    Entry::of::<create_user_pool::CreateUserPool>(),
    Entry::of::<create_user_pool_client::CreateUserPoolClient>(),
];
