//! Signatures of something else, and numbers that are almost signatures (RFC 8017 section 8.2.2).

use aws_lc_rs::digest::{SHA256, digest};
use backend::{KeySource, KeyStore, RefreshPolicy, Verifier, VerifyError};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use num_bigint::BigUint;
use serde_json::json;

use super::{Attack, all_are_refused, attack};
use crate::support::{
    Answer, FIRST, Issuer, SECOND, STRANGER, access_claims, admitted_token, compact, encode,
    header, pool, token_of, verifier,
};

fn wrong(name: &str, message: &str, signature: impl AsRef<[u8]>) -> Attack {
    let token = format!("{message}.{}", encode(signature));
    attack(name, token, VerifyError::Signature)
}

#[tokio::test]
async fn the_signature_of_something_else_is_refused() {
    let token = admitted_token(&FIRST);
    let (message, _) = token.rsplit_once('.').unwrap();
    let mut claims = access_claims();
    claims["username"] = json!("mallory");
    let another = token_of(&claims, &FIRST);
    let (other_message, other_signature) = another.rsplit_once('.').unwrap();
    let header = header().to_string();
    let by_stranger = compact(&header, &claims.to_string(), &STRANGER);
    let payload_alone = message.split_once('.').unwrap().1;
    let decoded = format!("{header}.{}", access_claims());
    all_are_refused([
        attack(
            "another token's",
            format!("{message}.{other_signature}"),
            VerifyError::Signature,
        ),
        attack("a stranger's", by_stranger, VerifyError::Signature),
        wrong(
            "of this token for other claims",
            other_message,
            FIRST.sign(message.as_bytes()),
        ),
        wrong(
            "of the payload alone",
            message,
            FIRST.sign(payload_alone.as_bytes()),
        ),
        wrong(
            "of what is not encoded",
            message,
            FIRST.sign(decoded.as_bytes()),
        ),
        wrong("of nothing", message, FIRST.sign(b"")),
        wrong(
            "of a longer message",
            message,
            FIRST.sign(format!("{message}.").as_bytes()),
        ),
    ])
    .await;
}

#[tokio::test]
async fn numbers_that_are_almost_signatures_are_refused() {
    let token = admitted_token(&FIRST);
    let (message, _) = token.rsplit_once('.').unwrap();
    let signature = FIRST.sign(message.as_bytes());
    let modulus = BigUint::from_bytes_be(&FIRST.modulus());
    let number = BigUint::from_bytes_be(&signature);
    let zero_in_front = [&[0], &signature[..]].concat();
    let zero_behind = [&signature[..], &[0]].concat();
    let reversed: Vec<u8> = signature.iter().rev().copied().collect();
    let padded = |number: BigUint| {
        let bytes = number.to_bytes_be();
        [vec![0; 256_usize.saturating_sub(bytes.len())], bytes].concat()
    };
    all_are_refused([
        wrong("one byte less", message, &signature[..255]),
        wrong("without its first byte", message, &signature[1..]),
        wrong("half", message, &signature[..128]),
        wrong("one byte", message, [1]),
        wrong("zero in front", message, zero_in_front),
        wrong("zero behind", message, zero_behind),
        wrong("twice", message, [&signature[..], &signature].concat()),
        wrong("reversed", message, reversed),
        wrong("zero", message, [0; 256]),
        wrong("all ones", message, [255; 256]),
        wrong("one", message, padded(BigUint::from(1_u8))),
        wrong("the modulus", message, padded(modulus.clone())),
        wrong("the modulus less one", message, padded(&modulus - 1_u8)),
        wrong("the modulus more", message, padded(&number + &modulus)),
        wrong("its negative", message, padded(&modulus - &number)),
        wrong("its hash", message, digest(&SHA256, message.as_bytes())),
    ])
    .await;
}

#[tokio::test]
async fn headers_cannot_be_exchanged_between_tokens() {
    let issuer = Issuer::with_keys(&[&FIRST, &SECOND]);
    let verifier = verifier(&issuer).await;
    let (first, second) = (admitted_token(&FIRST), admitted_token(&SECOND));
    assert!(verifier.verify(&first).await.is_ok());
    assert!(verifier.verify(&second).await.is_ok());
    let (first_header, _) = first.split_once('.').unwrap();
    let (_, second_rest) = second.split_once('.').unwrap();
    let exchanged = format!("{first_header}.{second_rest}");
    let refused = verifier.verify(&exchanged).await.err();
    assert_eq!(refused, Some(VerifyError::Signature));
}

#[tokio::test]
async fn every_bit_of_a_token_counts() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    let token = admitted_token(&FIRST);
    let parts: Vec<_> = token
        .split('.')
        .map(|part| URL_SAFE_NO_PAD.decode(part).unwrap())
        .collect();
    assert!(verifier.verify(&token).await.is_ok());
    for part in 0..3 {
        for bit in 0..parts[part].len() * 8 {
            let mut flipped = parts.clone();
            flipped[part][bit / 8] ^= 1 << (bit % 8);
            let [header, payload, signature] = flipped.try_into().unwrap();
            let flipped = [header, payload, signature].map(encode).join(".");
            let refused = verifier.verify(&flipped).await.is_err();
            assert!(refused, "bit {bit} of part {part}");
        }
    }
}

#[tokio::test]
async fn every_character_of_a_token_counts() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    let token = admitted_token(&FIRST);
    for position in 0..token.len() {
        for character in ["A", "_", "=", ".", " ", "\n", "é"] {
            let other = format!(
                "{}{character}{}",
                &token[..position],
                &token[position + 1..]
            );
            let admitted = verifier.verify(&other).await.is_ok();
            assert_eq!(admitted, other == token, "{character:?} at {position}");
        }
    }
}

/// The padding of a genuine signature ends where the hash ends. A verifier that does not look behind the hash takes any cube
/// that begins well, if the key's exponent is 3 (Bleichenbacher 2006).
#[tokio::test]
async fn what_stands_behind_the_hash_counts() {
    const DIGEST_INFO: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    let mut jwk = FIRST.jwk();
    jwk["e"] = json!(encode([3]));
    let issuer = Issuer::with_keys(&[]);
    issuer.answer(Answer::key_set(&[jwk]));
    let source = KeySource::Url(issuer.jwks_url());
    let keys = KeyStore::open(source, RefreshPolicy::default())
        .await
        .unwrap();
    assert!(keys.is_ready(), "the key with exponent 3 is taken");
    let verifier = Verifier::new(pool(), keys);

    let token = admitted_token(&FIRST);
    let (message, _) = token.rsplit_once('.').unwrap();
    let begin = [
        &[0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0][..],
        &DIGEST_INFO,
        digest(&SHA256, message.as_bytes()).as_ref(),
    ]
    .concat();
    let mut padded = begin.clone();
    padded.resize(256, 0xff);
    let root = BigUint::from_bytes_be(&padded).cbrt();
    let cube = root.pow(3).to_bytes_be();
    assert_eq!(
        cube[..begin.len() - 1],
        begin[1..],
        "the forgery begins well"
    );
    let root = root.to_bytes_be();
    let signature = [vec![0; 256 - root.len()], root].concat();
    let forged = format!("{message}.{}", encode(signature));
    assert_eq!(
        verifier.verify(&forged).await.err(),
        Some(VerifyError::Signature)
    );
}
