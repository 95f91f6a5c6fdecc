//! What the passkey says (section 6.1).

use coset::cbor::de::from_reader;
use coset::cbor::value::Value;

use super::{Expected, WebAuthnError};
use crate::crypto::sha256;

const MALFORMED: WebAuthnError = WebAuthnError::Malformed("authenticatorData");
/// Somebody was there.
const USER_PRESENT: u8 = 0x01;
/// It was checked who.
const USER_VERIFIED: u8 = 0x04;
/// The passkey can be backed up.
const BACKUP_ELIGIBLE: u8 = 0x08;
/// It is.
const BACKED_UP: u8 = 0x10;
/// A new passkey follows.
const ATTESTED: u8 = 0x40;
/// Extensions follow.
const EXTENDED: u8 = 0x80;

/// The data of one use.
pub(super) struct AuthenticatorData<'d> {
    relying_party_hash: &'d [u8],
    flags: u8,
    /// How often it has signed; 0 if it does not count.
    pub(super) counter: u32,
    /// The passkey, when it is made.
    pub(super) attested: Option<Attested<'d>>,
}

/// A new passkey.
pub(super) struct Attested<'d> {
    /// The model of its authenticator; zeroes if it does not say.
    pub(super) model: [u8; 16],
    /// Its id.
    pub(super) id: &'d [u8],
    /// Its key.
    pub(super) public_key: Value,
}

impl<'d> AuthenticatorData<'d> {
    /// Reads the bytes, to the last one.
    pub(super) fn read(bytes: &'d [u8]) -> Result<Self, WebAuthnError> {
        let mut rest = bytes;
        let relying_party_hash = take(&mut rest, 32)?;
        let [flags] = take_array(&mut rest)?;
        let counter = u32::from_be_bytes(take_array(&mut rest)?);
        let attested = (flags & ATTESTED != 0)
            .then(|| Attested::read(&mut rest))
            .transpose()?;
        if flags & EXTENDED != 0 {
            from_reader::<Value, _>(&mut rest).map_err(|_| MALFORMED)?;
        }
        if !rest.is_empty() {
            return Err(MALFORMED);
        }
        Ok(Self {
            relying_party_hash,
            flags,
            counter,
            attested,
        })
    }

    /// Checks whom it is for, and whether somebody was there.
    pub(super) fn check(&self, expected: &Expected<'_>) -> Result<(), WebAuthnError> {
        let has = |flag: u8| self.flags & flag != 0;
        let rules = [
            (
                self.relying_party_hash == sha256(expected.relying_party_id.as_bytes()),
                WebAuthnError::RelyingParty,
            ),
            (has(USER_PRESENT), WebAuthnError::UserPresence),
            (
                has(USER_VERIFIED) || !expected.user_verification,
                WebAuthnError::UserVerification,
            ),
            (
                has(BACKUP_ELIGIBLE) || !has(BACKED_UP),
                WebAuthnError::Flags,
            ),
        ];
        match rules.iter().find(|(kept, _)| !kept) {
            None => Ok(()),
            Some((_, error)) => Err(*error),
        }
    }
}

impl<'d> Attested<'d> {
    /// Section 6.5.1.
    fn read(rest: &mut &'d [u8]) -> Result<Self, WebAuthnError> {
        let model = take_array(rest)?;
        let length = u16::from_be_bytes(take_array(rest)?);
        let id = take(rest, length.into())?;
        if id.is_empty() || id.len() > 1023 {
            return Err(MALFORMED);
        }
        let public_key = from_reader(rest).map_err(|_| MALFORMED)?;
        Ok(Self {
            model,
            id,
            public_key,
        })
    }
}

fn take<'d>(rest: &mut &'d [u8], length: usize) -> Result<&'d [u8], WebAuthnError> {
    let (taken, left) = rest.split_at_checked(length).ok_or(MALFORMED)?;
    *rest = left;
    Ok(taken)
}

fn take_array<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], WebAuthnError> {
    let (taken, left) = rest.split_first_chunk().ok_or(MALFORMED)?;
    *rest = left;
    Ok(*taken)
}
