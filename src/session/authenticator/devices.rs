//! Errands of a signed-in user about the devices that the pool knows.

use super::{Authenticator, passkeys::gone};
use crate::{
    cognito::{
        ErrorCode, Transport,
        authenticate::Devices,
        ops::{DeviceType, ForgetDevice, ListDevices},
    },
    session::{SessionError, Storage},
};

/// A device that the pool knows of a user.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownDevice {
    /// The device's own key.
    pub key: String,
    /// What people call it; empty if nobody has said.
    pub name: String,
    /// When it last signed in, in seconds since 1970.
    pub last_seen: Option<f64>,
    /// Whether it is this browser.
    pub is_this: bool,
}

impl KnownDevice {
    fn new(device: DeviceType, this: Option<&str>) -> Self {
        let mut attributes = device.device_attributes.into_iter();
        let name = attributes.find(|attribute| attribute.name == "device_name");
        Self {
            is_this: this == Some(&device.device_key),
            key: device.device_key,
            name: name.map(|attribute| attribute.value).unwrap_or_default(),
            last_seen: device.device_last_authenticated_date,
        }
    }
}

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// The user's devices, this one first; none where the pool tracks none.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn devices(&self, username: &str) -> Result<Vec<KnownDevice>, SessionError> {
        let mut devices = Vec::new();
        let mut pagination_token = None;
        loop {
            let list = |access_token| ListDevices {
                access_token,
                pagination_token: pagination_token.clone(),
            };
            let page = match self.call(username, list).await {
                Err(SessionError::Request(error)) if tracks_none(error.code()) => break,
                page => page?,
            };
            let this = self.tokens_of(username)?.device_key;
            let known = |device| KnownDevice::new(device, this.as_deref());
            devices.extend(page.devices.into_iter().map(known));
            pagination_token = page.pagination_token;
            if pagination_token.is_none() {
                break;
            }
        }
        // A sort would take more code than all else here.
        if let Some(place) = devices.iter().position(|device| device.is_this) {
            let this = devices.remove(place);
            devices.insert(0, this);
        }
        Ok(devices)
    }

    /// Forgets a device of the user; if it is this one, here as well. One that is forgotten already
    /// is no error.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn forget_device(&self, username: &str, key: &str) -> Result<(), SessionError> {
        let forget = |access_token| ForgetDevice {
            access_token,
            device_key: key.to_owned(),
        };
        gone(self.call(username, forget).await)?;
        if self.tokens_of(username)?.device_key.as_deref() == Some(key) {
            self.tokens.forget_device(username);
        }
        Ok(())
    }
}

fn tracks_none(code: Option<&ErrorCode>) -> bool {
    matches!(
        code,
        Some(ErrorCode::InvalidUserPoolConfiguration | ErrorCode::UnknownOperation)
    )
}
