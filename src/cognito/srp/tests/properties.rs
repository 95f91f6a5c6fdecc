//! What holds for every number, every password and every text.

use num_bigint::BigUint;
use proptest::{
    prelude::*,
    test_runner::{RngSeed, TestRunner},
};

use super::server::{PRIME, Server};
use crate::cognito::srp::{
    Challenge, Ephemeral,
    group::Number,
    modpow::Residue,
    pad::{from_bytes, to_bytes},
    proof,
};

/// A runner that tries the same values at every run.
fn runner(cases: u32) -> TestRunner {
    TestRunner::new(ProptestConfig {
        rng_seed: RngSeed::Fixed(3072),
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    })
}

fn big(number: &Number) -> BigUint {
    BigUint::from_bytes_be(&to_bytes(number))
}

fn assert_power(base: &Number, exponent: &[u8]) {
    let power = Residue::new(base).to_the(exponent).to_number();
    let expected = big(base).modpow(&BigUint::from_bytes_be(exponent), &PRIME);
    assert_eq!(big(&power), expected, "{base:?} ^ {exponent:?}");
}

/// Zero, one, two, the neighbourhood of N, a single bit, and all ones.
fn edges() -> Vec<Number> {
    let (one, prime) = (BigUint::from(1_u8), &*PRIME);
    let ends = [
        BigUint::ZERO,
        one.clone(),
        BigUint::from(2_u8),
        (one << 3072) - 1_u8,
    ];
    let middle = [
        prime - 2_u8,
        prime - 1_u8,
        prime.clone(),
        prime + 1_u8,
        prime + 2_u8,
    ];
    let top_bit = BigUint::from(1_u8) << 3071;
    let edges = ends.into_iter().chain(middle).chain([top_bit]);
    edges.map(|edge| from_bytes(&edge.to_bytes_be())).collect()
}

fn number() -> impl Strategy<Value = Number> {
    // Limbs of all zeros and all ones are where carries go wrong.
    let limb = prop_oneof![2 => any::<u32>(), 1 => Just(0), 1 => Just(u32::MAX)];
    proptest::collection::vec(limb, 96).prop_map(|limbs| limbs.try_into().unwrap())
}

#[test]
fn powers_of_edges_agree_with_another_library() {
    let exponents: [&[u8]; 6] = [&[], &[0], &[1], &[2], &[0; 64], &[255; 64]];
    for base in edges() {
        for exponent in exponents {
            assert_power(&base, exponent);
        }
    }
    for exponent in edges() {
        assert_power(&[0xDEAD_BEEF; 96], &to_bytes(&exponent));
    }
}

#[test]
fn powers_of_any_number_agree_with_another_library() {
    let exponent = proptest::collection::vec(any::<u8>(), 0..=64);
    runner(64)
        .run(&(number(), exponent), |(base, exponent)| {
            assert_power(&base, &exponent);
            Ok(())
        })
        .unwrap();
}

#[test]
fn powers_of_the_generator_agree_with_another_library() {
    let exponent = proptest::collection::vec(any::<u8>(), 0..=64);
    runner(64)
        .run(&exponent, |exponent| {
            let power = Residue::generator_to(&exponent).to_number();
            let expected = BigUint::from(2_u8).modpow(&BigUint::from_bytes_be(&exponent), &PRIME);
            prop_assert_eq!(big(&power), expected);
            Ok(())
        })
        .unwrap();
}

#[test]
fn products_and_differences_agree_with_another_library() {
    let assert_pair = |a: &Number, b: &Number| {
        let (left, right) = (Residue::new(a), Residue::new(b));
        let (a, b) = (big(a), big(b));
        assert_eq!(big(&left.times(&right).to_number()), &a * &b % &*PRIME);
        let difference = (&a + (&*PRIME << 1_u8) - b) % &*PRIME;
        assert_eq!(big(&left.minus(&right).to_number()), difference);
        assert_eq!(left.is_zero(), a % &*PRIME == BigUint::ZERO);
    };
    for a in edges() {
        for b in edges() {
            assert_pair(&a, &b);
        }
    }
    runner(512)
        .run(&(number(), number()), |(a, b)| {
            assert_pair(&a, &b);
            Ok(())
        })
        .unwrap();
}

prop_compose! {
    fn sign_in()(
        user_id: String,
        password: String,
        salt: [u8; 16],
        client_secret: [u8; 32],
        server_secret: [u8; 32],
    ) -> SignIn {
        SignIn { user_id, password, salt, client_secret, server_secret }
    }
}

#[derive(Debug)]
struct SignIn {
    user_id: String,
    password: String,
    salt: [u8; 16],
    client_secret: [u8; 32],
    server_secret: [u8; 32],
}

impl SignIn {
    /// Whether a client that tries `password` convinces the server.
    fn succeeds_with(&self, password: &str) -> bool {
        let Self { user_id, salt, .. } = self;
        let salt = BigUint::from_bytes_be(salt);
        let identity = format!("pool{user_id}:{}", self.password);
        let server = Server::new(&identity, &salt, &self.server_secret);
        let client = Ephemeral::from_random(self.client_secret).unwrap();
        let challenge = Challenge {
            salt_hex: &format!("{salt:x}"),
            srp_b_hex: &format!("{:x}", server.public),
            secret_block_base64: "c2VjcmV0",
            user_id,
        };
        let proof = client.answer("pool", password, &challenge, 0).unwrap();
        let claim = format!("pool{user_id}secret{}", proof.timestamp);
        proof.signature == server.signature(&client.public_hex(), &claim)
    }
}

#[test]
fn server_is_convinced_by_its_own_password_and_no_other() {
    runner(32)
        .run(&sign_in(), |sign_in| {
            prop_assert!(sign_in.succeeds_with(&sign_in.password));
            let mistyped = format!("{} ", sign_in.password);
            prop_assert!(!sign_in.succeeds_with(&mistyped));
            Ok(())
        })
        .unwrap();
}

#[test]
fn no_text_makes_it_panic() {
    let ephemeral = Ephemeral::from_random([7; 32]).unwrap();
    let text = || prop_oneof![any::<String>(), "[0-9a-fA-F]{0,800}", "[-+0-9a-f ]{0,9}"];
    let block = prop_oneof![any::<String>(), "[A-Za-z0-9+/=]{0,64}"];
    let names = (any::<String>(), any::<String>(), any::<String>());
    runner(256)
        .run(
            &(text(), text(), block, names, any::<i64>()),
            |(salt_hex, srp_b_hex, secret_block_base64, (user_id, pool_name, password), at)| {
                let challenge = Challenge {
                    salt_hex: &salt_hex,
                    srp_b_hex: &srp_b_hex,
                    secret_block_base64: &secret_block_base64,
                    user_id: &user_id,
                };
                let answer = ephemeral.answer(&pool_name, &password, &challenge, at);
                // Whatever was answered is a MAC of 32 bytes.
                prop_assert!(answer.map_or(true, |proof| proof.signature.len() == 44));
                prop_assert_eq!(proof::timestamp(at).is_ok(), in_range(at));
                Ok(())
            },
        )
        .unwrap();
}

/// From the year -9999 to the year 9999.
fn in_range(at: i64) -> bool {
    (-377_705_116_800..=253_402_300_799).contains(&at)
}
