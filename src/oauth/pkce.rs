//! Proof Key for Code Exchange (RFC 7636): a code is good only in the hands that asked for it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{cognito::secret::CodeVerifier, hash::sha256};

/// A verifier of 256 bits, as section 4.1 recommends.
pub(super) fn code_verifier(random: &[u8; 32]) -> CodeVerifier {
    CodeVerifier::new(URL_SAFE_NO_PAD.encode(random))
}

/// The challenge by the method `S256` (section 4.2).
pub(super) fn code_challenge(verifier: &CodeVerifier) -> String {
    URL_SAFE_NO_PAD.encode(sha256(&[verifier.expose().as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    #[test]
    fn verifier_and_challenge_are_those_of_the_rfc() {
        let random = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212,
            37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let verifier = code_verifier(&random);
        assert_eq!(
            verifier.expose(),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        assert_eq!(
            code_challenge(&verifier),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
