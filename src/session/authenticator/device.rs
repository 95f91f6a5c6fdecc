//! This browser as a device that the pool knows.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::Authenticator;
use crate::{
    cognito::{
        Transport,
        authenticate::Device,
        ops::{ConfirmDevice, DeviceRememberedStatus, NewDeviceMetadata, UpdateDeviceStatus},
        secret::{AccessToken, DevicePassword},
        srp::DeviceVerifier,
    },
    session::{SessionError, Storage},
};

/// Whose device it is that the user has not yet been asked about.
const UNDECIDED: &str = "vestibule.device_to_remember";

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Whether the user is to be asked if the pool shall remember this device.
    pub fn asks_to_remember_device(&self, username: &str) -> bool {
        self.tab.get(UNDECIDED).as_deref() == Some(username)
    }

    /// Tells the pool the user's answer. It is not asked for again, unless the service did not hear that
    /// it is yes: unheard, it is no.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub async fn remember_device(&self, username: &str, yes: bool) -> Result<(), SessionError> {
        let device_remembered_status = if yes {
            DeviceRememberedStatus::Remembered
        } else {
            self.tab.remove(UNDECIDED);
            DeviceRememberedStatus::NotRemembered
        };
        let Some(device_key) = self.tokens_of(username)?.device_key else {
            self.tab.remove(UNDECIDED);
            return Ok(());
        };
        let update = |access_token| UpdateDeviceStatus {
            access_token,
            device_key: device_key.clone(),
            device_remembered_status,
        };
        self.call(username, update).await?;
        self.tab.remove(UNDECIDED);
        Ok(())
    }

    /// Registers this browser under the names that the service gave it. The sign-in is good without
    /// that, so a failure is nobody's concern: the next sign-in is that of a new device again.
    pub(super) async fn register_device(
        &self,
        username: &str,
        access_token: AccessToken,
        new: NewDeviceMetadata,
    ) {
        // The session is bound to the device, whether or not it is confirmed.
        self.tokens.save_device_key(username, &new.device_key);
        self.tab.remove(UNDECIDED);
        let (mut salt, mut password) = ([0; 16], [0; 40]);
        if getrandom::fill(&mut salt).is_err() || getrandom::fill(&mut password).is_err() {
            return;
        }
        let password = STANDARD.encode(password);
        let (group_key, key) = (new.device_group_key, new.device_key);
        let verifier = DeviceVerifier::new(&group_key, &key, &password, salt);
        let request = ConfirmDevice {
            access_token,
            device_key: key.clone(),
            device_name: self.device_name.clone(),
            device_secret_verifier_config: verifier.into(),
        };
        let Ok(confirmed) = self.client.call(&request).await else {
            return;
        };
        let device = Device {
            key,
            group_key,
            password: DevicePassword::new(password),
        };
        self.tokens.save_device(username, &device);
        if confirmed.user_confirmation_necessary {
            self.tab.set(UNDECIDED, username);
        }
    }
}
