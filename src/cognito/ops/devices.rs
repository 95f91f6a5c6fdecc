//! The browser as a device that the pool knows.

use serde::{Deserialize, Serialize};

use super::Empty;
use crate::cognito::{Operation, secret::AccessToken, srp::DeviceVerifier};

/// Registers this browser by what proves its password later on.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmDevice {
    /// The user's access token.
    pub access_token: AccessToken,
    /// The device's own key.
    pub device_key: String,
    /// What people call it.
    pub device_name: String,
    /// What the service keeps of the device's password.
    pub device_secret_verifier_config: DeviceSecretVerifierConfig,
}

/// What the service keeps of the device's password.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeviceSecretVerifierConfig {
    /// In base64.
    pub salt: String,
    /// In base64.
    pub password_verifier: String,
}

impl From<DeviceVerifier> for DeviceSecretVerifierConfig {
    fn from(verifier: DeviceVerifier) -> Self {
        Self {
            salt: verifier.salt,
            password_verifier: verifier.password_verifier,
        }
    }
}

/// Reply to [`ConfirmDevice`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConfirmDeviceOutput {
    /// Whether the user decides if the device is remembered.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub user_confirmation_necessary: bool,
}

impl Operation for ConfirmDevice {
    const NAME: &'static str = "ConfirmDevice";
    type Output = ConfirmDeviceOutput;
}

/// Says whether a device is remembered: whether it saves its user the second factor.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct UpdateDeviceStatus {
    /// The user's access token.
    pub access_token: AccessToken,
    /// The device's own key.
    pub device_key: String,
    /// What it is to be.
    pub device_remembered_status: DeviceRememberedStatus,
}

/// Whether a device saves its user the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceRememberedStatus {
    /// It does.
    Remembered,
    /// It does not.
    NotRemembered,
}

impl Operation for UpdateDeviceStatus {
    const NAME: &'static str = "UpdateDeviceStatus";
    const REPEATABLE: bool = true;
    type Output = Empty;
}
