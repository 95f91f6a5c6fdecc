//! A token taken apart.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The longest token that is looked at, in bytes. Cognito's have one to two thousand, more with many groups.
pub const MAX_TOKEN_LENGTH: usize = 16 * 1024;

/// One of the three parts of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which key and algorithm signed it.
    Header,
    /// The claims.
    Payload,
    /// The signature.
    Signature,
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        })
    }
}

/// Why something is not a token at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It is longer than [`MAX_TOKEN_LENGTH`].
    #[error("it is longer than {MAX_TOKEN_LENGTH} bytes")]
    TooLong,
    /// It does not consist of three parts with dots between them.
    #[error("it does not have three parts")]
    NotThreeParts,
    /// A part is not base64url without padding (RFC 7515 section 2), in its one canonical spelling.
    #[error("its {0} is not base64url")]
    NotBase64Url(Part),
    /// A part is not a JSON object whose members are unique.
    #[error("its {0} is not one JSON object with unique members")]
    NotAnObject(Part),
}

/// The parts of a token, decoded.
pub(crate) struct CompactToken<'a> {
    /// All of it, as it was sent.
    pub(crate) text: &'a str,
    /// What the signature is over.
    pub(crate) signing_input: &'a str,
    /// JSON, hopefully.
    pub(crate) header: String,
    /// JSON, hopefully.
    pub(crate) payload: String,
    /// The raw bytes.
    pub(crate) signature: Vec<u8>,
}

impl<'a> CompactToken<'a> {
    /// Takes a token apart.
    pub(crate) fn parse(token: &'a str) -> Result<Self, Malformed> {
        if token.len() > MAX_TOKEN_LENGTH {
            return Err(Malformed::TooLong);
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Malformed::NotThreeParts);
        };
        Ok(Self {
            text: token,
            signing_input: &token[..header.len() + 1 + payload.len()],
            header: text(header, Part::Header)?,
            payload: text(payload, Part::Payload)?,
            signature: bytes(signature, Part::Signature)?,
        })
    }
}

fn bytes(encoded: &str, part: Part) -> Result<Vec<u8>, Malformed> {
    URL_SAFE_NO_PAD
        .decode(encoded)
        .map_err(|_| Malformed::NotBase64Url(part))
}

fn text(encoded: &str, part: Part) -> Result<String, Malformed> {
    String::from_utf8(bytes(encoded, part)?).map_err(|_| Malformed::NotAnObject(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn malformed(token: &str) -> Option<Malformed> {
        CompactToken::parse(token).err()
    }

    #[test]
    fn three_parts_are_decoded() {
        let token = CompactToken::parse("e30.W10.AQI").unwrap();
        assert_eq!(token.signing_input, "e30.W10");
        assert_eq!(
            (token.header.as_str(), token.payload.as_str()),
            ("{}", "[]")
        );
        assert_eq!(token.signature, [1, 2]);
    }

    #[test]
    fn fewer_or_more_parts_are_refused() {
        for token in [
            "",
            "e30",
            "e30.e30",
            "e30.e30.e30.e30",
            "e30.e30.e30.",
            "a.b.c.d.e",
        ] {
            assert_eq!(malformed(token), Some(Malformed::NotThreeParts), "{token}");
        }
    }

    #[test]
    fn other_alphabets_padding_spaces_and_stray_bits_are_refused() {
        for part in ["e30=", "e3 0", "e30\n", "+/+/", "e31", "e", "é"] {
            let expected = Some(Malformed::NotBase64Url(Part::Header));
            assert_eq!(malformed(&format!("{part}.e30.AQI")), expected, "{part}");
            let expected = Some(Malformed::NotBase64Url(Part::Payload));
            assert_eq!(malformed(&format!("e30.{part}.AQI")), expected, "{part}");
            let expected = Some(Malformed::NotBase64Url(Part::Signature));
            assert_eq!(malformed(&format!("e30.e30.{part}")), expected, "{part}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(
            malformed("_w.e30.AQI"),
            Some(Malformed::NotAnObject(Part::Header))
        );
    }

    #[test]
    fn the_longest_token_is_taken_apart_and_no_longer_one() {
        let longest = format!("e30.e30.{}", "A".repeat(MAX_TOKEN_LENGTH - 8));
        assert_eq!(malformed(&longest), None);
        assert_eq!(malformed(&format!("{longest}A")), Some(Malformed::TooLong));
    }
}
