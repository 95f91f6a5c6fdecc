//! The relying party's half of Web Authentication (W3C, Level 3): whether what a browser brings back from a passkey is
//! what was asked for.
//!
//! `registration` and `assertion` are the two ceremonies (sections 7.1 and 7.2); `client_data` is what the browser says,
//! `authenticator_data` what the passkey says, `attestation` what is said of it, `public_key` what it signs with. The CBOR and the COSE keys are read by
//! `coset`, signatures are verified by aws-lc. The libraries that do all of it (`webauthn-rs`, `webauthn_rp`) bring a second
//! stack of cryptography with them, of more than a hundred crates.

mod assertion;
mod attestation;
mod authenticator_data;
mod base64url;
mod client_data;
mod error;
mod origin;
mod public_key;
mod registration;

pub(crate) use assertion::AssertionCredential;
pub(crate) use base64url::Base64Url;
pub(crate) use error::WebAuthnError;
pub(crate) use public_key::{ALGORITHMS, PublicKey};
pub(crate) use registration::{Registered, RegistrationCredential};

/// The `type` of credentials.
pub(crate) const PUBLIC_KEY: &str = "public-key";

/// What a ceremony must show.
pub(crate) struct Expected<'a> {
    /// The host name that passkeys are for.
    pub(crate) relying_party_id: &'a str,
    /// The challenge as it was sent: base64url.
    pub(crate) challenge: &'a str,
    /// Whether the passkey must have checked who holds it.
    pub(crate) user_verification: bool,
}
