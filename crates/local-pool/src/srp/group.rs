//! The group, and how its numbers become bytes.

use std::sync::LazyLock;

use num_bigint::BigUint;

use crate::crypto::sha256;

/// The prime of the 3072-bit group (RFC 3526 section 4, RFC 5054 appendix A).
const PRIME: &str = "\
FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437\
4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05\
98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB\
9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718\
3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33\
A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864\
D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2\
08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

pub(super) static N: LazyLock<BigUint> =
    LazyLock::new(|| BigUint::parse_bytes(PRIME.as_bytes(), 16).unwrap_or_default());

pub(super) static G: LazyLock<BigUint> = LazyLock::new(|| BigUint::from(2_u8));

/// k = H(pad(N) | pad(g)).
pub(super) static K: LazyLock<BigUint> =
    LazyLock::new(|| BigUint::from_bytes_be(&sha256(&[pad(&N), pad(&G)].concat())));

/// The shortest big-endian bytes of a non-negative two's-complement number: a number whose top bit
/// is set gets a zero byte in front.
pub(super) fn pad(number: &BigUint) -> Vec<u8> {
    let mut bytes = number.to_bytes_be();
    if bytes.first().is_some_and(|first| first & 0x80 != 0) {
        bytes.insert(0, 0);
    }
    bytes
}

/// Reads a hexadecimal number of any length.
pub(super) fn number(hex: &str) -> Option<BigUint> {
    BigUint::parse_bytes(hex.as_bytes(), 16)
}

/// Reads a client's public value A; `None` unless it is hexadecimal and not a multiple of N
/// (RFC 5054 section 2.5.4).
pub(crate) fn public_value(hex: &str) -> Option<BigUint> {
    // Twice the group's size is more than any client sends; beyond it lies only wasted work.
    let plain = hex.len() <= 2 * PRIME.len() && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let value = plain.then(|| number(hex)).flatten()?;
    (&value % &*N != BigUint::ZERO).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prime_is_the_one_of_the_rfc() {
        assert_eq!(N.bits(), 3072);
        assert_eq!(pad(&N).len(), 385);
        // 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 pi) + 1690314) ends so; Fermat holds for a prime.
        assert_eq!(
            BigUint::from(3_u8).modpow(&(&*N - 1_u8), &N),
            BigUint::from(1_u8)
        );
    }

    #[test]
    fn multiples_of_the_prime_and_nonsense_are_no_public_values() {
        let twice = format!("{:x}", &*N * 2_u8);
        for refused in [
            "0",
            "",
            PRIME,
            twice.as_str(),
            "xyz",
            "+5",
            "-5",
            &"f".repeat(4000),
        ] {
            assert!(public_value(refused).is_none(), "{refused:.20}");
        }
        assert_eq!(public_value("2"), Some(BigUint::from(2_u8)));
    }
}
