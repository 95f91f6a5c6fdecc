//! The devices that the pool knows of a user.

use serde::{Deserialize, Serialize};

use super::{Attribute, Empty};
use crate::cognito::{Operation, secret::AccessToken};

/// Lists the user's devices, a page at a time.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListDevices {
    /// The user's access token.
    pub access_token: AccessToken,
    /// Where the last page ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pagination_token: Option<String>,
}

/// Reply to [`ListDevices`].
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ListDevicesOutput {
    /// Those of this page.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub devices: Vec<DeviceType>,
    /// Where the next page begins, if there is one.
    pub pagination_token: Option<String>,
}

/// A device of the user.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct DeviceType {
    /// The device's own key.
    pub device_key: String,
    /// What is known of it, for example `device_name`.
    #[serde(default, deserialize_with = "super::null_as_default")]
    pub device_attributes: Vec<Attribute>,
    /// When it last signed in, in seconds since 1970.
    pub device_last_authenticated_date: Option<f64>,
}

impl Operation for ListDevices {
    const NAME: &'static str = "ListDevices";
    const REPEATABLE: bool = true;
    type Output = ListDevicesOutput;
}

/// Forgets a device: its next sign-in is that of an unknown one.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct ForgetDevice {
    /// The user's access token.
    pub access_token: AccessToken,
    /// The device's own key.
    pub device_key: String,
}

impl Operation for ForgetDevice {
    const NAME: &'static str = "ForgetDevice";
    type Output = Empty;
}
