//! `ConfirmDevice`

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::Operation;
use crate::app::Context;
use crate::auth::caller;
use crate::model::device::Device;
use crate::rules::devices;
use crate::srp::Verifier;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{DeviceKey, DeviceName, Token};

/// Begins to track the device at which the user signed in, and remembers it if users are not to be asked.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfirmDevice {
    access_token: Token,
    device_key: DeviceKey,
    device_secret_verifier_config: DeviceSecretVerifierConfig,
    device_name: Option<DeviceName>,
}

/// The SRP verifier of the secret that the client made up, in base64.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct DeviceSecretVerifierConfig {
    password_verifier: String,
    salt: String,
}

/// Whether the user is to be asked.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ConfirmDeviceOutput {
    user_confirmation_necessary: bool,
}

impl Operation for ConfirmDevice {
    const NAME: &'static str = "ConfirmDevice";
    type Output = ConfirmDeviceOutput;

    fn run(self, cx: &Context<'_>) -> Result<ConfirmDeviceOutput, ApiError> {
        let caller = caller::identify(cx, &self.access_token)?;
        let mut session = caller.session;
        let configuration = caller.pool.device_configuration;
        let configuration = configuration
            .filter(|_| session.device_key.as_deref() == Some(&*self.device_key))
            .ok_or_else(|| ErrorCode::InvalidParameter.because("Invalid device key given."))?;
        let verifier = self.device_secret_verifier_config.read()?;
        if devices::find(cx, &caller.user, &self.device_key)?.is_some() {
            return Err(ErrorCode::DeviceKeyExists.because("Device already exists."));
        }
        // It was confirmed before, and forgotten since.
        if !session.is_device_new {
            return Err(devices::not_found());
        }
        session.is_device_new = false;
        cx.tx.put(&session)?;
        let is_asked = configuration.device_only_remembered_on_user_prompt;
        cx.tx.put(&Device {
            pool_id: caller.user.pool_id,
            user_key: caller.user.key,
            device_key: self.device_key.to_string(),
            device_name: self.device_name.map(|name| name.to_string()),
            verifier,
            is_remembered: !is_asked,
            created: cx.now,
            modified: cx.now,
            authenticated: cx.now,
        })?;
        Ok(ConfirmDeviceOutput {
            user_confirmation_necessary: is_asked,
        })
    }
}

impl DeviceSecretVerifierConfig {
    fn read(&self) -> Result<Verifier, ApiError> {
        let decoded = |text: &str| STANDARD.decode(text).ok();
        decoded(&self.salt)
            .zip(decoded(&self.password_verifier))
            .and_then(|(salt, v)| Verifier::enrolled(&salt, &v))
            .ok_or_else(|| {
                ErrorCode::InvalidParameter.because("Invalid device secret verifier given.")
            })
    }
}
