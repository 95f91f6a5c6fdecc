//! Other algorithms than the pool's (RFC 8725 section 2.1).

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256,
};
use backend::VerifyError;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{Attack, algorithm, all_are_refused, attack};
use crate::support::{FIRST, access_claims, compact, encode};

/// Header and claims with that `alg`, to be signed.
fn message(alg: &str) -> String {
    let header = json!({ "kid": FIRST.kid, "alg": alg });
    let claims = access_claims();
    format!(
        "{}.{}",
        encode(header.to_string()),
        encode(claims.to_string())
    )
}

fn signed_by_the_pool(header: &Value) -> String {
    compact(&header.to_string(), &access_claims().to_string(), &FIRST)
}

#[tokio::test]
async fn no_signature_is_no_algorithm() {
    let attacks = ["none", "None", "NONE", "nOnE", " none", "none\0"].map(|alg| {
        let unsigned = format!("{}.", message(alg));
        let signed = signed_by_the_pool(&json!({ "kid": FIRST.kid, "alg": alg }));
        [
            attack(format!("{alg:?}, unsigned"), unsigned, algorithm(Some(alg))),
            attack(format!("{alg:?}, signed"), signed, algorithm(Some(alg))),
        ]
    });
    all_are_refused(attacks.into_iter().flatten()).await;
}

/// The public key, in all the forms in which it may have come into the hands of a verifier that takes it for a secret.
fn public_key_as_secret() -> [(&'static str, Vec<u8>); 5] {
    let der = FIRST.public_der();
    let base64 = STANDARD.encode(&der);
    let lines: Result<Vec<_>, _> = base64.as_bytes().chunks(64).map(str::from_utf8).collect();
    let lines = lines.unwrap().join("\n");
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n");
    [
        ("PEM", pem.clone().into_bytes()),
        ("PEM without its last line break", pem.trim_end().into()),
        ("DER", der),
        ("JWK", FIRST.jwk().to_string().into_bytes()),
        ("modulus", FIRST.modulus()),
    ]
}

#[tokio::test]
async fn the_public_key_is_no_secret() {
    let algorithms = [
        ("HS256", hmac::HMAC_SHA256),
        ("HS384", hmac::HMAC_SHA384),
        ("HS512", hmac::HMAC_SHA512),
    ];
    let mut attacks = Vec::new();
    for (form, secret) in public_key_as_secret() {
        for (alg, hash) in algorithms {
            let key = hmac::Key::new(hash, &secret);
            let tagged = |message: String| {
                let tag = hmac::sign(&key, message.as_bytes());
                format!("{message}.{}", encode(tag))
            };
            let name = format!("{alg} with {form}");
            attacks.push(attack(name, tagged(message(alg)), algorithm(Some(alg))));
            let name = format!("{alg} with {form} that calls itself RS256");
            attacks.push(attack(
                name,
                tagged(message("RS256")),
                VerifyError::Signature,
            ));
        }
    }
    all_are_refused(attacks).await;
}

#[tokio::test]
async fn a_header_that_names_another_algorithm_is_refused_though_the_signature_is_genuine() {
    let names = [
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "ES256",
        "ES256K",
        "ES512",
        "EdDSA",
        "Ed25519",
        "HS256",
        "rs256",
        "Rs256",
        "RS256 ",
        " RS256",
        "RS256\0",
        "RS256,none",
        "",
        "RSA1_5",
        "dir",
    ];
    let attacks = names.map(|alg| {
        let header = json!({ "kid": FIRST.kid, "alg": alg });
        attack(
            format!("alg {alg:?}"),
            signed_by_the_pool(&header),
            algorithm(Some(alg)),
        )
    });
    all_are_refused(attacks).await;
}

#[tokio::test]
async fn a_header_without_a_name_of_an_algorithm_is_refused() {
    let missing = json!({ "kid": FIRST.kid });
    let mut attacks = vec![attack(
        "no alg",
        signed_by_the_pool(&missing),
        algorithm(None),
    )];
    let values = [
        json!(null),
        json!(256),
        json!(["RS256"]),
        json!({ "RS256": 1 }),
        json!(true),
    ];
    attacks.extend(values.map(|alg| {
        let header = json!({ "kid": FIRST.kid, "alg": alg });
        attack(
            format!("alg {alg}"),
            signed_by_the_pool(&header),
            algorithm(None),
        )
    }));
    let other_case = json!({ "kid": FIRST.kid, "Alg": "RS256" });
    attacks.push(attack(
        "Alg",
        signed_by_the_pool(&other_case),
        algorithm(None),
    ));
    all_are_refused(attacks).await;
}

/// The pool's own key in another scheme, and keys of other kinds.
fn other_signatures() -> Vec<Attack> {
    let message = message("RS256");
    let bytes = message.as_bytes();
    let elliptic = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let elliptic = elliptic.sign(&SystemRandom::new(), bytes).unwrap();
    let edwards = Ed25519KeyPair::generate().unwrap().sign(bytes);
    [
        ("RS384", FIRST.sign_with(&RSA_PKCS1_SHA384, bytes)),
        ("RS512", FIRST.sign_with(&RSA_PKCS1_SHA512, bytes)),
        ("PS256", FIRST.sign_with(&RSA_PSS_SHA256, bytes)),
        ("ES256", elliptic.as_ref().to_vec()),
        ("EdDSA", edwards.as_ref().to_vec()),
    ]
    .into_iter()
    .map(|(scheme, signature)| {
        let token = format!("{message}.{}", encode(signature));
        attack(
            format!("{scheme} that calls itself RS256"),
            token,
            VerifyError::Signature,
        )
    })
    .collect()
}

#[tokio::test]
async fn a_signature_of_another_algorithm_is_refused_though_the_header_says_rs256() {
    all_are_refused(other_signatures()).await;
}
