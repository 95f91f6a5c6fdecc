//! The operations: one per file, and the table of all.

mod add_custom_attributes;
mod admin_add_user_to_group;
mod admin_confirm_sign_up;
mod admin_create_user;
mod admin_delete_user;
mod admin_delete_user_attributes;
mod admin_disable_user;
mod admin_enable_user;
mod admin_forget_device;
mod admin_get_device;
mod admin_get_user;
mod admin_initiate_auth;
mod admin_list_devices;
mod admin_list_groups_for_user;
mod admin_remove_user_from_group;
mod admin_reset_user_password;
mod admin_respond_to_auth_challenge;
mod admin_set_user_mfa_preference;
mod admin_set_user_password;
mod admin_update_device_status;
mod admin_update_user_attributes;
mod admin_user_global_sign_out;
mod associate_software_token;
mod change_password;
mod complete_web_authn_registration;
mod confirm_device;
mod confirm_forgot_password;
mod confirm_sign_up;
mod create_group;
pub(crate) mod create_identity_pool;
mod create_identity_provider;
mod create_user_pool;
mod create_user_pool_client;
mod create_user_pool_domain;
mod delete_group;
mod delete_identity_pool;
mod delete_identity_provider;
mod delete_user;
mod delete_user_attributes;
mod delete_user_pool;
mod delete_user_pool_client;
mod delete_user_pool_domain;
mod delete_web_authn_credential;
mod describe_identity;
mod describe_identity_pool;
mod describe_identity_provider;
mod describe_user_pool;
mod describe_user_pool_client;
mod forget_device;
pub(crate) mod forgot_password;
mod get_credentials_for_identity;
mod get_device;
mod get_group;
pub(crate) mod get_id;
mod get_identity_pool_roles;
pub(crate) mod get_open_id_token;
mod get_tokens_from_refresh_token;
mod get_user;
mod get_user_attribute_verification_code;
mod get_user_auth_factors;
mod get_user_pool_mfa_config;
mod global_sign_out;
pub(crate) mod initiate_auth;
mod list_devices;
mod list_groups;
mod list_identities;
mod list_identity_pools;
mod list_identity_providers;
mod list_user_pool_clients;
mod list_user_pools;
mod list_users;
mod list_users_in_group;
mod list_web_authn_credentials;
mod resend_confirmation_code;
mod respond_to_auth_challenge;
mod revoke_token;
mod set_identity_pool_roles;
mod set_user_mfa_preference;
mod set_user_pool_mfa_config;
mod set_user_settings;
pub(crate) mod sign_up;
mod start_web_authn_registration;
mod update_device_status;
mod update_identity_pool;
mod update_identity_provider;
mod update_user_attributes;
mod update_user_pool;
mod update_user_pool_client;
mod verify_software_token;
mod verify_user_attribute;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::app::Context;
use crate::wire::dispatch::Entry;
use crate::wire::error::ApiError;

/// The service name of user pools in `x-amz-target`.
pub(crate) const USER_POOLS: &str = "AWSCognitoIdentityProviderService";
/// The service name of identity pools.
pub(crate) const IDENTITY_POOLS: &str = "AWSCognitoIdentityService";

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
    Entry::of::<admin_initiate_auth::AdminInitiateAuth>(),
    Entry::of::<admin_respond_to_auth_challenge::AdminRespondToAuthChallenge>(),
    Entry::of::<get_tokens_from_refresh_token::GetTokensFromRefreshToken>(),
    Entry::of::<revoke_token::RevokeToken>(),
    Entry::of::<global_sign_out::GlobalSignOut>(),
    // The signed-in user
    Entry::of::<get_user::GetUser>(),
    Entry::of::<get_user_auth_factors::GetUserAuthFactors>(),
    Entry::of::<update_user_attributes::UpdateUserAttributes>(),
    Entry::of::<delete_user_attributes::DeleteUserAttributes>(),
    Entry::of::<get_user_attribute_verification_code::GetUserAttributeVerificationCode>(),
    Entry::of::<verify_user_attribute::VerifyUserAttribute>(),
    Entry::of::<change_password::ChangePassword>(),
    Entry::of::<delete_user::DeleteUser>(),
    // Second factors
    Entry::of::<associate_software_token::AssociateSoftwareToken>(),
    Entry::of::<verify_software_token::VerifySoftwareToken>(),
    Entry::of::<set_user_mfa_preference::SetUserMfaPreference>(),
    Entry::of::<set_user_settings::SetUserSettings>(),
    Entry::of::<admin_set_user_mfa_preference::AdminSetUserMfaPreference>(),
    // Devices
    Entry::of::<confirm_device::ConfirmDevice>(),
    Entry::of::<get_device::GetDevice>(),
    Entry::of::<list_devices::ListDevices>(),
    Entry::of::<update_device_status::UpdateDeviceStatus>(),
    Entry::of::<forget_device::ForgetDevice>(),
    Entry::of::<admin_get_device::AdminGetDevice>(),
    Entry::of::<admin_list_devices::AdminListDevices>(),
    Entry::of::<admin_update_device_status::AdminUpdateDeviceStatus>(),
    Entry::of::<admin_forget_device::AdminForgetDevice>(),
    // Passkeys of the signed-in user
    Entry::of::<start_web_authn_registration::StartWebAuthnRegistration>(),
    Entry::of::<complete_web_authn_registration::CompleteWebAuthnRegistration>(),
    Entry::of::<list_web_authn_credentials::ListWebAuthnCredentials>(),
    Entry::of::<delete_web_authn_credential::DeleteWebAuthnCredential>(),
    // A forgotten password
    Entry::of::<forgot_password::ForgotPassword>(),
    Entry::of::<confirm_forgot_password::ConfirmForgotPassword>(),
    // Administration of users
    Entry::of::<admin_create_user::AdminCreateUser>(),
    Entry::of::<admin_get_user::AdminGetUser>(),
    Entry::of::<admin_update_user_attributes::AdminUpdateUserAttributes>(),
    Entry::of::<admin_delete_user_attributes::AdminDeleteUserAttributes>(),
    Entry::of::<admin_confirm_sign_up::AdminConfirmSignUp>(),
    Entry::of::<admin_set_user_password::AdminSetUserPassword>(),
    Entry::of::<admin_reset_user_password::AdminResetUserPassword>(),
    Entry::of::<admin_disable_user::AdminDisableUser>(),
    Entry::of::<admin_enable_user::AdminEnableUser>(),
    Entry::of::<admin_delete_user::AdminDeleteUser>(),
    Entry::of::<admin_user_global_sign_out::AdminUserGlobalSignOut>(),
    Entry::of::<list_users::ListUsers>(),
    // Groups
    Entry::of::<create_group::CreateGroup>(),
    Entry::of::<get_group::GetGroup>(),
    Entry::of::<list_groups::ListGroups>(),
    Entry::of::<delete_group::DeleteGroup>(),
    Entry::of::<admin_add_user_to_group::AdminAddUserToGroup>(),
    Entry::of::<admin_remove_user_from_group::AdminRemoveUserFromGroup>(),
    Entry::of::<admin_list_groups_for_user::AdminListGroupsForUser>(),
    Entry::of::<list_users_in_group::ListUsersInGroup>(),
    // Pools and clients
    Entry::of::<create_user_pool::CreateUserPool>(),
    Entry::of::<describe_user_pool::DescribeUserPool>(),
    Entry::of::<update_user_pool::UpdateUserPool>(),
    Entry::of::<add_custom_attributes::AddCustomAttributes>(),
    Entry::of::<list_user_pools::ListUserPools>(),
    Entry::of::<delete_user_pool::DeleteUserPool>(),
    Entry::of::<set_user_pool_mfa_config::SetUserPoolMfaConfig>(),
    Entry::of::<get_user_pool_mfa_config::GetUserPoolMfaConfig>(),
    Entry::of::<create_user_pool_domain::CreateUserPoolDomain>(),
    Entry::of::<delete_user_pool_domain::DeleteUserPoolDomain>(),
    Entry::of::<create_user_pool_client::CreateUserPoolClient>(),
    Entry::of::<describe_user_pool_client::DescribeUserPoolClient>(),
    Entry::of::<update_user_pool_client::UpdateUserPoolClient>(),
    Entry::of::<list_user_pool_clients::ListUserPoolClients>(),
    Entry::of::<delete_user_pool_client::DeleteUserPoolClient>(),
    // Identity providers of a user pool
    Entry::of::<create_identity_provider::CreateIdentityProvider>(),
    Entry::of::<describe_identity_provider::DescribeIdentityProvider>(),
    Entry::of::<list_identity_providers::ListIdentityProviders>(),
    Entry::of::<update_identity_provider::UpdateIdentityProvider>(),
    Entry::of::<delete_identity_provider::DeleteIdentityProvider>(),
    // Identity pools
    Entry::of::<create_identity_pool::CreateIdentityPool>(),
    Entry::of::<describe_identity_pool::DescribeIdentityPool>(),
    Entry::of::<list_identity_pools::ListIdentityPools>(),
    Entry::of::<update_identity_pool::UpdateIdentityPool>(),
    Entry::of::<delete_identity_pool::DeleteIdentityPool>(),
    Entry::of::<set_identity_pool_roles::SetIdentityPoolRoles>(),
    Entry::of::<get_identity_pool_roles::GetIdentityPoolRoles>(),
    // Federated identities
    Entry::of::<get_id::GetId>(),
    Entry::of::<get_credentials_for_identity::GetCredentialsForIdentity>(),
    Entry::of::<get_open_id_token::GetOpenIdToken>(),
    Entry::of::<describe_identity::DescribeIdentity>(),
    Entry::of::<list_identities::ListIdentities>(),
];
