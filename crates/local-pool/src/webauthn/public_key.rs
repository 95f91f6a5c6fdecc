//! What passkeys sign with: the two kinds of keys that the service asks for.

use std::ops::RangeInclusive;

use aws_lc_rs::rsa::PublicKeyComponents;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256};
use coset::cbor::value::Value;
use coset::iana::{self, EnumI64 as _};
use coset::{Algorithm, AsCborValue as _, CoseKey, KeyType, Label};
use serde::{Deserialize, Serialize};

use super::{Base64Url, WebAuthnError};

/// The COSE numbers of the kinds, in the order in which they are asked for.
pub(crate) const ALGORITHMS: [i64; 2] =
    [iana::Algorithm::ES256 as i64, iana::Algorithm::RS256 as i64];

/// How many bytes a modulus can have: 2048 to 8192 bits.
const MODULUS: RangeInclusive<usize> = 256..=1024;

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum PublicKey {
    /// ECDSA with P-256 and SHA-256: the uncompressed point.
    Es256(Base64Url),
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256 {
        /// The modulus.
        n: Base64Url,
        /// The exponent.
        e: Base64Url,
    },
}

impl PublicKey {
    /// Reads a COSE key (RFC 9052 section 7, RFC 9053 section 7.1, RFC 8230 section 4).
    pub(super) fn read(value: Value) -> Result<Self, WebAuthnError> {
        let cose = CoseKey::from_cbor_value(value).map_err(|_| WebAuthnError::Key)?;
        let key = match (&cose.kty, &cose.alg) {
            (
                KeyType::Assigned(iana::KeyType::EC2),
                Some(Algorithm::Assigned(iana::Algorithm::ES256)),
            ) => Self::es256(&cose)?,
            (
                KeyType::Assigned(iana::KeyType::RSA),
                Some(Algorithm::Assigned(iana::Algorithm::RS256)),
            ) => Self::rs256(&cose)?,
            _ => return Err(WebAuthnError::Key),
        };
        // A point may lie beside the curve.
        key.parse().map(|_| key).ok_or(WebAuthnError::Key)
    }

    fn es256(cose: &CoseKey) -> Result<Self, WebAuthnError> {
        let curve = parameter(cose, iana::Ec2KeyParameter::Crv.to_i64())?.as_integer();
        let [Base64Url(x), Base64Url(y)] = [
            bytes(cose, iana::Ec2KeyParameter::X.to_i64())?,
            bytes(cose, iana::Ec2KeyParameter::Y.to_i64())?,
        ];
        if curve != Some(iana::EllipticCurve::P_256.to_i64().into())
            || [x.len(), y.len()] != [32, 32]
        {
            return Err(WebAuthnError::Key);
        }
        Ok(Self::Es256(Base64Url([vec![4], x, y].concat())))
    }

    fn rs256(cose: &CoseKey) -> Result<Self, WebAuthnError> {
        let n = bytes(cose, iana::RsaKeyParameter::N.to_i64())?;
        let e = bytes(cose, iana::RsaKeyParameter::E.to_i64())?;
        // aws-lc looks at the size when it verifies, which is late.
        if !MODULUS.contains(&n.0.len()) {
            return Err(WebAuthnError::Key);
        }
        Ok(Self::Rs256 { n, e })
    }

    /// The COSE number of its kind.
    pub(super) const fn algorithm(&self) -> i64 {
        match self {
            Self::Es256(_) => ALGORITHMS[0],
            Self::Rs256 { .. } => ALGORITHMS[1],
        }
    }

    /// Whether that is its signature.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.parse()
            .is_some_and(|key| key.verify_sig(message, signature).is_ok())
    }

    fn parse(&self) -> Option<ParsedPublicKey> {
        match self {
            Self::Es256(Base64Url(point)) => {
                ParsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).ok()
            }
            Self::Rs256 { n, e } => PublicKeyComponents { n: &n.0, e: &e.0 }
                .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
                .ok(),
        }
    }
}

fn parameter(cose: &CoseKey, label: i64) -> Result<&Value, WebAuthnError> {
    let named = cose
        .params
        .iter()
        .find(|(name, _)| *name == Label::Int(label));
    named.map(|(_, value)| value).ok_or(WebAuthnError::Key)
}

fn bytes(cose: &CoseKey, label: i64) -> Result<Base64Url, WebAuthnError> {
    let bytes = parameter(cose, label)?.as_bytes();
    bytes.cloned().map(Base64Url).ok_or(WebAuthnError::Key)
}
