//! What an honest service does not send is refused.

use crate::cognito::srp::{Challenge, Ephemeral, SrpError, group::N, pad::to_hex};

const GOOD: Challenge<'_> = Challenge {
    salt_hex: "5a17",
    srp_b_hex: "b",
    secret_block_base64: "c2VjcmV0",
    user_id: "user",
};

fn refusal(challenge: Challenge<'_>) -> Option<SrpError> {
    let ephemeral = Ephemeral::from_random([1; 32]).unwrap();
    ephemeral.answer("pool", "password", &challenge, 0).err()
}

fn refusal_of_server_key(srp_b_hex: &str) -> Option<SrpError> {
    refusal(Challenge { srp_b_hex, ..GOOD })
}

fn refusal_of_salt(salt_hex: &str) -> Option<SrpError> {
    refusal(Challenge { salt_hex, ..GOOD })
}

#[test]
fn good_challenge_is_not_refused() {
    assert_eq!(refusal(GOOD), None);
}

#[test]
fn random_source_that_gives_zeros_is_refused() {
    let refused = Ephemeral::from_random([0; 32]).err();
    assert_eq!(refused, Some(SrpError::SecretIsZero));
}

#[test]
fn server_key_of_zero_modulo_n_is_refused() {
    for zero in [
        "0",
        "0000",
        &to_hex(&N),
        &format!("0{}", to_hex(&N).to_uppercase()),
    ] {
        assert_eq!(
            refusal_of_server_key(zero),
            Some(SrpError::ServerKeyIsZero),
            "{zero}"
        );
    }
}

#[test]
fn server_key_that_is_no_number_is_refused() {
    for text in ["", " ", "-1", "+1", "0x1", "g", "12 ", "é", "１"] {
        assert_eq!(
            refusal_of_server_key(text),
            Some(SrpError::NotHex("SRP_B")),
            "{text}"
        );
    }
}

#[test]
fn server_key_above_3072_bits_is_refused() {
    let too_long = format!("1{}", "0".repeat(768));
    assert_eq!(
        refusal_of_server_key(&too_long),
        Some(SrpError::TooLong("SRP_B"))
    );
    let long = format!("0000{}", "f".repeat(768));
    assert_eq!(refusal_of_server_key(&long), None);
}

#[test]
fn salt_that_is_no_number_or_too_long_is_refused() {
    assert_eq!(refusal_of_salt("salt"), Some(SrpError::NotHex("SALT")));
    assert_eq!(refusal_of_salt(""), Some(SrpError::NotHex("SALT")));
    assert_eq!(
        refusal_of_salt(&"7".repeat(769)),
        Some(SrpError::TooLong("SALT"))
    );
}

#[test]
fn secret_block_that_is_not_base64_or_too_long_is_refused() {
    let refusal = |block: &str| {
        refusal(Challenge {
            secret_block_base64: block,
            ..GOOD
        })
    };
    for text in ["*", "c2Vj cmV0", "c2VjcmV0=", "c"] {
        assert!(
            matches!(refusal(text), Some(SrpError::SecretBlock(_))),
            "{text}"
        );
    }
    assert_eq!(
        refusal(&"AAAA".repeat(16_385)),
        Some(SrpError::TooLong("SECRET_BLOCK"))
    );
    assert_eq!(refusal(&"AAAA".repeat(16_384)), None);
}

#[test]
fn secret_block_in_the_urls_alphabet_or_without_padding_is_taken() {
    for block in ["c2VjcmV0IQ", "_-Vj", "0ab1f2c3-0000-4000-8000-00000000000f"] {
        let challenge = Challenge {
            secret_block_base64: block,
            ..GOOD
        };
        assert_eq!(refusal(challenge), None, "{block}");
    }
}

#[test]
fn time_beyond_the_calendar_is_refused() {
    let ephemeral = Ephemeral::from_random([1; 32]).unwrap();
    for at in [i64::MIN, 253_402_300_800, i64::MAX] {
        let refused = ephemeral.answer("pool", "password", &GOOD, at).err();
        assert!(matches!(refused, Some(SrpError::Time(_))), "{at}");
    }
}

#[test]
fn debug_output_of_a_key_pair_shows_nothing_of_it() {
    let ephemeral = Ephemeral::from_random([0xAB; 32]).unwrap();
    assert_eq!(format!("{ephemeral:?}"), "Ephemeral { .. }");
}
