//! An authenticator app for the tests alone, from RFC 4226 and RFC 6238.

use aws_lc_rs::hmac;
use serde_json::Value;

/// An app that has a secret.
pub(crate) struct Authenticator(hmac::Key);

impl Authenticator {
    /// The app in which a `SecretCode` was entered.
    pub(crate) fn with(secret: &Value) -> Self {
        let bytes = base32(secret.as_str().unwrap());
        assert!(bytes.len() >= 20, "RFC 4226, section 4: 160 bits");
        let algorithm = hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY;
        Self(hmac::Key::new(algorithm, &bytes))
    }

    /// What it shows, `seconds` after the epoch.
    pub(crate) fn code(&self, seconds: u64) -> String {
        let tag = hmac::sign(&self.0, &(seconds / 30).to_be_bytes());
        let tag = tag.as_ref();
        let offset = usize::from(tag[19] & 0xf);
        let number = u32::from_be_bytes(tag[offset..offset + 4].try_into().unwrap());
        format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
    }
}

/// RFC 4648, section 6, without padding.
fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => panic!("no letter of base32: {letter}"),
        };
        bits = bits << 5 | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count).unwrap());
            bits &= (1 << count) - 1;
        }
    }
    bytes
}
