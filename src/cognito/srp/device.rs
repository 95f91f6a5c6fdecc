//! What the service keeps of a remembered device.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::modpow::Residue;
use super::pad::{pad, to_bytes};
use super::proof::private_key;

/// The content of `ConfirmDevice`'s `DeviceSecretVerifierConfig`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceVerifier {
    /// `Salt`, in base64.
    pub salt: String,
    /// `PasswordVerifier`, in base64: g^x, which proves knowledge of the
    /// device's password without containing it.
    pub password_verifier: String,
}

impl DeviceVerifier {
    /// The verifier of a device whose `password` the client has made up. The
    /// two keys come from the service, in `NewDeviceMetadata`; `salt` is random.
    pub fn new(device_group_key: &str, device_key: &str, password: &str, salt: [u8; 16]) -> Self {
        let x = private_key(device_group_key, device_key, password, &salt);
        let verifier = Residue::generator_to(&x).to_number();
        Self {
            salt: STANDARD.encode(pad(&salt)),
            password_verifier: STANDARD.encode(pad(&to_bytes(&verifier))),
        }
    }
}
