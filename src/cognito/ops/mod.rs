//! Requests and replies, one type for each, grouped by errand.
//!
//! Names and fields are those of the Amazon Cognito API references for user pools and identity
//! pools.

mod attributes;
mod device_list;
mod devices;
mod identity_pool;
mod mfa;
mod passkeys;
mod password;
mod sign_in;
mod sign_up;
mod software_token;
mod tokens;
mod user;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

pub use attributes::{
    DeleteUserAttributes, GetUserAttributeVerificationCode, GetUserAttributeVerificationCodeOutput,
    UpdateUserAttributes, UpdateUserAttributesOutput, VerifyUserAttribute,
};
pub use device_list::{DeviceType, ForgetDevice, ListDevices, ListDevicesOutput};
pub use devices::{
    ConfirmDevice, ConfirmDeviceOutput, DeviceRememberedStatus, DeviceSecretVerifierConfig,
    UpdateDeviceStatus,
};
pub use identity_pool::{
    Credentials, GetCredentialsForIdentity, GetCredentialsForIdentityOutput, GetId, GetIdOutput,
    Logins, SocialProvider,
};
pub use mfa::{MfaMethod, MfaPreference, SetUserMfaPreference, WebAuthnMfaSettings};
pub use passkeys::{
    CompleteWebAuthnRegistration, DeleteWebAuthnCredential, ListWebAuthnCredentials,
    ListWebAuthnCredentialsOutput, StartWebAuthnRegistration, StartWebAuthnRegistrationOutput,
    WebAuthnCredential,
};
pub use password::{ChangePassword, ConfirmForgotPassword, ForgotPassword, ForgotPasswordOutput};
pub use sign_in::{
    AuthFlow, AuthOutput, AuthenticationResult, ChallengeName, InitiateAuth, NewDeviceMetadata,
    Parameters, RespondToAuthChallenge,
};
pub use sign_up::{
    ConfirmSignUp, ConfirmSignUpOutput, ResendConfirmationCode, ResendConfirmationCodeOutput,
    SignUp, SignUpOutput,
};
pub use software_token::{
    AssociateSoftwareToken, AssociateSoftwareTokenOutput, SoftwareTokenClaimant,
    SoftwareTokenStatus, VerifySoftwareToken, VerifySoftwareTokenOutput,
};
pub use tokens::{GetTokensFromRefreshToken, GetTokensOutput, GlobalSignOut, RevokeToken};
pub use user::{DeleteUser, GetUser, GetUserOutput};

/// A user's attribute: a standard claim of OpenID Connect or a `custom:` one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Attribute {
    /// The full name, for example `email` or `custom:agentName`.
    pub name: String,
    /// The value as text.
    #[serde(default, deserialize_with = "null_as_default")]
    pub value: String,
}

/// Where a code was sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct CodeDeliveryDetails {
    /// The address with most of it hidden, for example `a***@e***`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub destination: String,
    /// `EMAIL` or `SMS`.
    #[serde(default, deserialize_with = "null_as_default")]
    pub delivery_medium: String,
    /// The attribute that holds the address.
    pub attribute_name: Option<String>,
}

/// The reply of an operation that has nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Empty {}

/// A map of these pairs. They are put in one by one: to collect them would sort them first, which takes much
/// code to download.
pub(crate) fn named(pairs: impl Iterator<Item = (String, String)>) -> BTreeMap<String, String> {
    let mut named = BTreeMap::new();
    named.extend(pairs);
    named
}

/// Reads `null` as the default: services write it where others leave the field out.
fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Option::unwrap_or_default)
}
