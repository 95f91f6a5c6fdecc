//! Every value on the way, against those of `tests/vectors/srp_vectors.py`.

use serde::Deserialize;

use crate::cognito::srp::{
    Challenge, DeviceVerifier, Ephemeral, SrpError,
    group::N,
    pad::{from_bytes, from_hex, pad, to_bytes, to_hex},
    proof,
};

#[derive(Deserialize)]
struct Vectors {
    n: String,
    k: String,
    pads: Vec<Pad>,
    timestamps: Vec<Timestamp>,
    exchanges: Vec<Exchange>,
    devices: Vec<Device>,
}

#[derive(Deserialize)]
struct Pad {
    hex: String,
    padded: String,
}

#[derive(Deserialize)]
struct Timestamp {
    at: i64,
    text: String,
}

#[derive(Deserialize)]
struct Exchange {
    name: String,
    pool_name: String,
    user_id: String,
    password: String,
    a: String,
    srp_a: String,
    salt: String,
    srp_b: String,
    secret_block: String,
    at: i64,
    u: String,
    x: String,
    s: String,
    key: String,
    timestamp: String,
    signature: String,
}

#[derive(Deserialize)]
struct Device {
    name: String,
    group_key: String,
    key: String,
    password: String,
    salt_bytes: String,
    salt: String,
    password_verifier: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../vectors.json")).unwrap()
}

fn unhex(hex: &str) -> Vec<u8> {
    let places = (0..hex.len()).step_by(2);
    places
        .map(|i| u8::from_str_radix(&hex[i..i + 2], 16).unwrap())
        .collect()
}

fn unhex_array<const LENGTH: usize>(hex: &str) -> [u8; LENGTH] {
    unhex(hex).try_into().unwrap()
}

#[test]
fn prime_and_multiplier_are_those_of_the_formula() {
    let vectors = vectors();
    assert_eq!(to_hex(&N), vectors.n);
    assert_eq!(proof::multiplier(), *unhex(&vectors.k));
}

#[test]
fn numbers_are_hashed_in_their_shortest_form_with_room_for_a_sign() {
    for Pad { hex: text, padded } in vectors().pads {
        let number = from_hex("vector", &text).unwrap();
        assert_eq!(pad(&to_bytes(&number)), unhex(&padded), "{text}");
    }
}

#[test]
fn dates_are_english_with_the_day_unpadded() {
    for Timestamp { at, text } in vectors().timestamps {
        assert_eq!(proof::timestamp(at), Ok(text));
    }
}

#[test]
fn every_value_of_an_exchange_is_right() {
    for vector in vectors().exchanges {
        let name = &vector.name;
        let [a, u, x] = [&vector.a, &vector.u, &vector.x].map(|hex| unhex_array(hex));
        let ephemeral = Ephemeral::from_random(a).unwrap();
        assert_eq!(ephemeral.public_hex(), vector.srp_a, "A: {name}");

        let server_public = from_hex("B", &vector.srp_b).unwrap();
        let scrambler = proof::scrambler(&ephemeral.public, &server_public);
        assert_eq!(scrambler, u, "U: {name}");

        let salt = to_bytes(&from_hex("salt", &vector.salt).unwrap());
        let private_key =
            proof::private_key(&vector.pool_name, &vector.user_id, &vector.password, &salt);
        assert_eq!(private_key, x, "x: {name}");

        let secret = proof::shared_secret(&a, &server_public, &u, &x).unwrap();
        let expected = from_hex("S", &vector.s).unwrap();
        assert_eq!(secret, expected, "S: {name}");
        let key = proof::session_key(&u, &secret);
        assert_eq!(key, *unhex(&vector.key), "key: {name}");
    }
}

#[test]
fn every_challenge_gets_the_right_answer() {
    let vectors = vectors().exchanges;
    assert!(vectors.len() >= 24);
    for vector in vectors {
        let ephemeral = Ephemeral::from_random(unhex_array(&vector.a)).unwrap();
        let challenge = Challenge {
            salt_hex: &vector.salt,
            srp_b_hex: &vector.srp_b,
            secret_block_base64: &vector.secret_block,
            user_id: &vector.user_id,
        };
        let proof = ephemeral
            .answer(&vector.pool_name, &vector.password, &challenge, vector.at)
            .unwrap();
        assert_eq!(proof.signature, vector.signature, "{}", vector.name);
        assert_eq!(proof.timestamp, vector.timestamp, "{}", vector.name);
    }
}

#[test]
fn devices_get_the_right_verifier() {
    for vector in vectors().devices {
        let salt = unhex_array(&vector.salt_bytes);
        let verifier = DeviceVerifier::new(&vector.group_key, &vector.key, &vector.password, salt);
        assert_eq!(verifier.salt, vector.salt, "{}", vector.name);
        assert_eq!(
            verifier.password_verifier, vector.password_verifier,
            "{}",
            vector.name
        );
    }
}

#[test]
fn scrambler_of_zero_is_refused() {
    let refused = proof::shared_secret(&[1; 32], &from_bytes(&[7]), &[0; 32], &[1; 32]);
    assert_eq!(refused, Err(SrpError::ScramblerIsZero));
}
