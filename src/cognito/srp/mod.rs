//! The client's side of SRP, the Secure Remote Password protocol (RFC 2945,
//! RFC 5054), in the form that Cognito gives it: the password proves itself
//! without being sent.
//!
//! Pure: randomness and time come in as arguments. A sign-in goes
//!
//! 1. [`Ephemeral::from_random`], which can be done before the form is sent;
//! 2. `InitiateAuth` with [`Ephemeral::public_hex`] as `SRP_A`;
//! 3. [`Ephemeral::answer`] to the `PASSWORD_VERIFIER` that comes back.
//!
//! A remembered device signs in by the same steps, with other names in the
//! places of the pool's and the user's; [`DeviceVerifier`] registers it.

mod device;
mod group;
mod limbs;
mod modpow;
mod pad;
mod proof;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use std::fmt;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

pub use device::DeviceVerifier;
use group::Number;
use modpow::Residue;
use pad::{from_hex, to_bytes, to_hex};

/// The longest `SECRET_BLOCK` that is read, in characters; the service's have
/// one or two thousand.
const MAX_SECRET_BLOCK: usize = 65_536;

/// Reads base64 as the service's own clients do, which mind neither padding nor trailing bits.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The client's key pair for one sign-in: `a`, which stays here, and
/// A = g^a mod N, which is sent.
pub struct Ephemeral {
    secret: [u8; 32],
    public: Number,
}

impl Ephemeral {
    /// Makes a key pair of 32 bytes from a cryptographic random source. RFC
    /// 5054 asks for these 256 bits; they take a power modulo N.
    ///
    /// # Errors
    /// [`SrpError::SecretIsZero`] if all bytes are zero.
    pub fn from_random(secret: [u8; 32]) -> Result<Self, SrpError> {
        if secret == [0; 32] {
            return Err(SrpError::SecretIsZero);
        }
        let public = Residue::generator_to(&secret).to_number();
        Ok(Self { secret, public })
    }

    /// `SRP_A`: A in hexadecimal.
    pub fn public_hex(&self) -> String {
        to_hex(&self.public)
    }

    /// Answers a `PASSWORD_VERIFIER` challenge. `pool_name` is the part of the
    /// pool's id after `_`; `at` is the present time in seconds since 1970.
    ///
    /// For a `DEVICE_PASSWORD_VERIFIER` give the device's group key as
    /// `pool_name`, its own key as `user_id` and its own password.
    ///
    /// # Errors
    /// [`SrpError`], if the challenge is not what an honest service sends.
    pub fn answer(
        &self,
        pool_name: &str,
        password: &str,
        challenge: &Challenge<'_>,
        at: i64,
    ) -> Result<Proof, SrpError> {
        let server_public = from_hex("SRP_B", challenge.srp_b_hex)?;
        let salt = from_hex("SALT", challenge.salt_hex)?;
        let secret_block = challenge.secret_block()?;
        let timestamp = proof::timestamp(at)?;
        let user_id = challenge.user_id;

        let u = proof::scrambler(&self.public, &server_public);
        let x = proof::private_key(pool_name, user_id, password, &to_bytes(&salt));
        let shared_secret = proof::shared_secret(&self.secret, &server_public, &u, &x)?;
        let key = proof::session_key(&u, &shared_secret);
        let signature = proof::signature(&key, pool_name, user_id, &secret_block, &timestamp);
        Ok(Proof {
            signature,
            timestamp,
        })
    }
}

/// Prints nothing of the secret.
impl fmt::Debug for Ephemeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ephemeral").finish_non_exhaustive()
    }
}

/// The parameters of a `PASSWORD_VERIFIER` challenge.
#[derive(Clone, Copy)]
pub struct Challenge<'a> {
    /// `SALT`: an integer in hexadecimal.
    pub salt_hex: &'a str,
    /// `SRP_B`: the server's public key B in hexadecimal.
    pub srp_b_hex: &'a str,
    /// `SECRET_BLOCK`, which the answer also returns unchanged.
    pub secret_block_base64: &'a str,
    /// `USER_ID_FOR_SRP`, which need not be the name that was typed.
    pub user_id: &'a str,
}

impl Challenge<'_> {
    fn secret_block(&self) -> Result<Vec<u8>, SrpError> {
        if self.secret_block_base64.len() > MAX_SECRET_BLOCK {
            return Err(SrpError::TooLong("SECRET_BLOCK"));
        }
        // Stand-ins for the service have been seen to send a UUID: the URL's alphabet.
        let standard = self.secret_block_base64.replace('-', "+").replace('_', "/");
        Ok(LENIENT.decode(standard)?)
    }
}

/// What the client answers to the challenge.
pub struct Proof {
    /// `PASSWORD_CLAIM_SIGNATURE`, in base64.
    pub signature: String,
    /// `TIMESTAMP`, which the signature covers.
    pub timestamp: String,
}

/// Why no proof can be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SrpError {
    /// The client's random bytes are all zero: the random source is broken.
    #[error("the client's secret is zero")]
    SecretIsZero,
    /// The named parameter is not an integer in hexadecimal.
    #[error("{0} is not hexadecimal")]
    NotHex(&'static str),
    /// The named parameter is longer than any that the service sends.
    #[error("{0} is too long")]
    TooLong(&'static str),
    /// B is zero modulo N: it comes from no honest server (RFC 5054, 2.5.4).
    #[error("SRP_B is zero modulo N")]
    ServerKeyIsZero,
    /// U is zero: the password would not enter into the proof (RFC 2945, 3).
    #[error("the scrambling parameter is zero")]
    ScramblerIsZero,
    /// The secret block is not base64.
    #[error("SECRET_BLOCK is not base64")]
    SecretBlock(#[from] base64::DecodeError),
    /// The time cannot be written as a date.
    #[error("the time is out of range")]
    Time(#[from] time::error::ComponentRange),
}
