//! Tokens that are not, or not quite, the genuine one.

use std::ops::Range;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use super::{cases, verify};
use crate::support::{FIRST, ISSUER, access_claims, admitted_token, compact_bytes};

/// What an independent verifier says, set as strictly as it can be: nothing, if it admits the token.
pub(super) fn oracle(token: &str) -> Option<ErrorKind> {
    let jwk = FIRST.jwk();
    let text = |member: &str| jwk[member].as_str().unwrap().to_owned();
    let key = DecodingKey::from_rsa_components(&text("n"), &text("e")).unwrap();
    let mut validation = Validation::new(Algorithm::RS256);
    validation.leeway = 0;
    validation.validate_aud = false;
    validation.set_issuer(&[ISSUER]);
    validation.set_required_spec_claims(&["exp", "iss"]);
    let error = decode::<Value>(token, &key, &validation).err()?;
    Some(error.into_kind())
}

#[test]
fn a_token_that_another_library_has_signed_is_admitted() {
    let key = EncodingKey::from_rsa_der(&FIRST.private_der());
    let header = Header {
        kid: Some(FIRST.kid.to_owned()),
        ..Header::new(Algorithm::RS256)
    };
    let claims = access_claims();
    let token = encode(&header, &claims, &key).unwrap();
    let admitted = verify(&token).unwrap();
    assert_eq!(admitted.sub, claims["sub"].as_str().unwrap());
    assert_eq!(admitted.scopes.len(), 2);
    assert_eq!(
        oracle(&admitted_token(&FIRST)),
        None,
        "and the other way about"
    );
}

/// One way to spoil a text.
#[derive(Debug, Clone)]
enum Mutation {
    Flip(usize, u8),
    Replace(usize, char),
    Insert(usize, String),
    Delete(Range<usize>),
    Duplicate(Range<usize>),
    Swap(usize, usize),
}

impl Mutation {
    fn apply(&self, text: &str) -> String {
        let mut bytes = text.as_bytes().to_vec();
        let length = bytes.len();
        let range = |range: &Range<usize>| {
            let begin = range.start % length;
            begin..(begin + range.len()).min(length)
        };
        match self {
            Self::Flip(at, bit) => bytes[at % length] ^= 1 << (bit % 7),
            Self::Replace(at, other) => {
                let mut buffer = [0; 4];
                let other = other.encode_utf8(&mut buffer).bytes();
                let at = at % length;
                bytes.splice(at..=at, other);
            }
            Self::Insert(at, more) => {
                let at = at % (length + 1);
                bytes.splice(at..at, more.bytes());
            }
            Self::Delete(gone) => {
                bytes.drain(range(gone));
            }
            Self::Duplicate(slice) => {
                let range = range(slice);
                let slice = bytes[range.clone()].to_vec();
                bytes.splice(range.end..range.end, slice);
            }
            Self::Swap(one, other) => bytes.swap(one % length, other % length),
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let slice = (any::<usize>(), 1_usize..40).prop_map(|(begin, length)| {
        let begin = begin % 100_000;
        begin..begin + length
    });
    prop_oneof![
        (any::<usize>(), any::<u8>()).prop_map(|(at, bit)| Mutation::Flip(at, bit)),
        (any::<usize>(), any::<char>()).prop_map(|(at, other)| Mutation::Replace(at, other)),
        (any::<usize>(), "[A-Za-z0-9_.=+/ -]{1,8}")
            .prop_map(|(at, more)| Mutation::Insert(at, more)),
        slice.clone().prop_map(Mutation::Delete),
        slice.prop_map(Mutation::Duplicate),
        (any::<usize>(), any::<usize>()).prop_map(|(one, other)| Mutation::Swap(one, other)),
    ]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn no_text_is_a_token_by_chance(text in any::<String>()) {
        prop_assert!(verify(&text).is_err());
    }

    #[test]
    fn no_three_parts_are_a_token_by_chance(text in "[A-Za-z0-9_=+/-]{0,60}\\.[A-Za-z0-9_=+/-]{0,60}\\.[A-Za-z0-9_=+/-]{0,400}") {
        prop_assert!(verify(&text).is_err());
    }

    /// Whatever a genuine signature is over.
    #[test]
    fn no_bytes_are_claims_by_chance(header in vec(any::<u8>(), 0..60), payload in vec(any::<u8>(), 0..60)) {
        let ours = format!(r#"{{"kid":"{}","alg":"RS256"}}"#, FIRST.kid);
        prop_assert!(verify(&compact_bytes(ours.as_bytes(), &payload, &FIRST)).is_err());
        let claims = access_claims().to_string();
        prop_assert!(verify(&compact_bytes(&header, claims.as_bytes(), &FIRST)).is_err());
    }

    #[test]
    fn a_token_is_genuine_as_a_whole_or_not_at_all(mutations in vec(mutation(), 1..4)) {
        let token = admitted_token(&FIRST);
        let mutated = mutations.iter().fold(token.clone(), |text, mutation| {
            if text.is_empty() { text } else { mutation.apply(&text) }
        });
        prop_assert_eq!(verify(&mutated).is_ok(), mutated == token);
    }

    /// Mutations within the parts, so that they are base64url and JSON more often.
    #[test]
    fn what_another_library_refuses_is_refused(header in mutation(), payload in mutation(), which in 0..4, genuine in any::<bool>()) {
        let ours = format!(r#"{{"kid":"{}","alg":"RS256"}}"#, FIRST.kid);
        let claims = access_claims().to_string();
        let changed_header = if which & 1 == 0 { ours.clone() } else { header.apply(&ours) };
        let changed_claims = if which & 2 == 0 { claims.clone() } else { payload.apply(&claims) };
        let signed = compact_bytes(changed_header.as_bytes(), changed_claims.as_bytes(), &FIRST);
        let token = if genuine {
            signed
        } else {
            let (message, _) = signed.rsplit_once('.').unwrap();
            let original = compact_bytes(ours.as_bytes(), claims.as_bytes(), &FIRST);
            let (_, signature) = original.rsplit_once('.').unwrap();
            format!("{message}.{signature}")
        };
        // It reads claims that nobody asks for as well, and trips over numbers such as 1e999999, which are JSON.
        if oracle(&token).is_some_and(|kind| !matches!(kind, ErrorKind::Json(_))) {
            prop_assert!(verify(&token).is_err());
        }
        if !genuine && (&changed_header, &changed_claims) != (&ours, &claims) {
            prop_assert!(oracle(&token).is_some() && verify(&token).is_err());
        }
    }
}
