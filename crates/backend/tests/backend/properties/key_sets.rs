//! Key sets that an issuer out of its mind may publish.

use backend::KeySet;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use super::cases;
use crate::support::{FIRST, SECOND, encode};

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn no_bytes_are_a_key_set_by_chance(bytes in vec(any::<u8>(), 0..200)) {
        prop_assert!(KeySet::parse(&bytes).is_err());
    }

    /// Whatever is read has a key, and no more keys than stood there.
    #[test]
    fn a_spoilt_key_set_has_fewer_keys_or_is_none(spoilt in vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut set = json!({ "keys": [FIRST.jwk(), SECOND.jwk()] }).to_string().into_bytes();
        for (at, byte) in spoilt {
            let at = at % set.len();
            set[at] = byte;
        }
        if let Ok(keys) = KeySet::parse(&set) {
            prop_assert!((1..=2).contains(&keys.len()) && !keys.is_empty());
        }
    }

    #[test]
    fn any_numbers_make_a_key_or_none(n in vec(any::<u8>(), 0..1100), e in vec(any::<u8>(), 0..12)) {
        let jwk = json!({ "kid": "k", "kty": "RSA", "n": encode(&n), "e": encode(&e) });
        let set = json!({ "keys": [jwk] }).to_string();
        if let Ok(keys) = KeySet::parse(set.as_bytes()) {
            prop_assert_eq!(keys.len(), 1);
            prop_assert!(n.len() >= 256);
        }
    }
}
