//! The operations: one per file, and the table of all.

mod admin_confirm_sign_up;
mod admin_create_user;
mod admin_delete_user;
mod admin_disable_user;
mod admin_enable_user;
mod admin_get_user;
mod admin_reset_user_password;
mod admin_set_user_password;
mod admin_user_global_sign_out;
mod change_password;
mod confirm_forgot_password;
mod confirm_sign_up;
mod create_user_pool;
mod create_user_pool_client;
mod delete_user;
mod delete_user_attributes;
mod describe_user_pool;
mod describe_user_pool_client;
mod forgot_password;
mod get_tokens_from_refresh_token;
mod get_user;
mod get_user_attribute_verification_code;
mod global_sign_out;
pub(crate) mod initiate_auth;
mod list_user_pool_clients;
mod list_user_pools;
mod resend_confirmation_code;
mod respond_to_auth_challenge;
mod revoke_token;
pub(crate) mod sign_up;
mod update_user_attributes;
mod update_user_pool_client;
mod verify_user_attribute;

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
    Entry::of::<update_user_attributes::UpdateUserAttributes>(),
    Entry::of::<delete_user_attributes::DeleteUserAttributes>(),
    Entry::of::<get_user_attribute_verification_code::GetUserAttributeVerificationCode>(),
    Entry::of::<verify_user_attribute::VerifyUserAttribute>(),
    Entry::of::<change_password::ChangePassword>(),
    Entry::of::<delete_user::DeleteUser>(),
    // A forgotten password
    Entry::of::<forgot_password::ForgotPassword>(),
    Entry::of::<confirm_forgot_password::ConfirmForgotPassword>(),
    // Administration
    Entry::of::<admin_confirm_sign_up::AdminConfirmSignUp>(),
    Entry::of::<admin_reset_user_password::AdminResetUserPassword>(),
    Entry::of::<create_user_pool::CreateUserPool>(),
    Entry::of::<create_user_pool_client::CreateUserPoolClient>(),
    Entry::of::<describe_user_pool::DescribeUserPool>(),
    Entry::of::<list_user_pools::ListUserPools>(),
    Entry::of::<describe_user_pool_client::DescribeUserPoolClient>(),
    Entry::of::<update_user_pool_client::UpdateUserPoolClient>(),
    Entry::of::<list_user_pool_clients::ListUserPoolClients>(),
    Entry::of::<admin_create_user::AdminCreateUser>(),
    Entry::of::<admin_get_user::AdminGetUser>(),
    Entry::of::<admin_set_user_password::AdminSetUserPassword>(),
    Entry::of::<admin_disable_user::AdminDisableUser>(),
    Entry::of::<admin_enable_user::AdminEnableUser>(),
    Entry::of::<admin_delete_user::AdminDeleteUser>(),
    Entry::of::<admin_user_global_sign_out::AdminUserGlobalSignOut>(),
];
