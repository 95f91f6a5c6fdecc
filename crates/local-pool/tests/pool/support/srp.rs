//! A client of SRP for the tests alone, written with signed numbers where the server has unsigned ones.

use std::sync::LazyLock;

use aws_lc_rs::{digest, hmac, rand};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use num_bigint::BigInt;
use serde_json::{Value, json};

use super::{CLIENT, POOL};

const TIMESTAMP: &str = "Sat Nov 7 08:05:09 UTC 2026";

/// One sign-in.
pub(crate) struct SrpClient {
    a: BigInt,
    pub(crate) client_id: String,
    pub(crate) pool_id: String,
    pub(crate) timestamp: String,
}

/// 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314), RFC 3526 section 4.
static PRIME: LazyLock<BigInt> = LazyLock::new(|| {
    let one = BigInt::from(1);
    (&one << 3072) - (&one << 3008) - 1 + ((pi_times_two_to(2942) + 1_690_314) << 64)
});

/// floor(2^bits * pi) by Machin's formula: pi = 16 arctan(1/5) - 4 arctan(1/239).
fn pi_times_two_to(bits: usize) -> BigInt {
    const GUARD: usize = 64;
    let arctan_of_inverse = |x: u32| {
        let mut power = (BigInt::from(1) << (bits + GUARD)) / x;
        let (mut sum, mut divisor, mut sign) = (BigInt::ZERO, 1, 1);
        while power != BigInt::ZERO {
            sum += &power / divisor * sign;
            power /= x * x;
            divisor += 2;
            sign = -sign;
        }
        sum
    };
    (arctan_of_inverse(5) * 16 - arctan_of_inverse(239) * 4) >> GUARD
}

fn hash(parts: &[&[u8]]) -> Vec<u8> {
    digest::digest(&digest::SHA256, &parts.concat())
        .as_ref()
        .to_vec()
}

fn mac(key: &[u8], message: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message)
        .as_ref()
        .to_vec()
}

fn number(bytes: &[u8]) -> BigInt {
    BigInt::from_bytes_be(num_bigint::Sign::Plus, bytes)
}

fn bytes(number: &BigInt) -> Vec<u8> {
    number.to_signed_bytes_be()
}

fn hex(text: &Value) -> BigInt {
    BigInt::parse_bytes(text.as_str().unwrap().as_bytes(), 16).unwrap()
}

impl SrpClient {
    pub(crate) fn new() -> Self {
        let mut a = [0; 32];
        rand::fill(&mut a).unwrap();
        Self {
            a: number(&a),
            client_id: CLIENT.to_owned(),
            pool_id: POOL.to_owned(),
            timestamp: TIMESTAMP.to_owned(),
        }
    }

    fn a_public(&self) -> BigInt {
        BigInt::from(2).modpow(&self.a, &PRIME)
    }

    /// The request of `InitiateAuth`.
    pub(crate) fn begin(&self, username: &str) -> Value {
        json!({"ClientId": self.client_id, "AuthFlow": "USER_SRP_AUTH",
            "AuthParameters": {"USERNAME": username, "SRP_A": format!("{:x}", self.a_public())}})
    }

    /// The request of `RespondToAuthChallenge` to that reply of `InitiateAuth`.
    pub(crate) fn answer(&self, reply: &Value, password: &str) -> Value {
        let parameters = &reply["ChallengeParameters"];
        let user_id = parameters["USER_ID_FOR_SRP"].as_str().unwrap();
        let secret_block = parameters["SECRET_BLOCK"].as_str().unwrap();
        let pool_name = self.pool_id.split('_').nth(1).unwrap();
        let signature = self.sign(parameters, pool_name, user_id, password);
        json!({"ClientId": self.client_id, "ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": {
            "USERNAME": user_id,
            "PASSWORD_CLAIM_SECRET_BLOCK": secret_block,
            "PASSWORD_CLAIM_SIGNATURE": STANDARD.encode(signature),
            "TIMESTAMP": self.timestamp,
        }})
    }

    fn sign(&self, parameters: &Value, group: &str, user_id: &str, password: &str) -> Vec<u8> {
        let generator = BigInt::from(2);
        let (salt, b_public) = (hex(&parameters["SALT"]), hex(&parameters["SRP_B"]));
        let multiplier = number(&hash(&[&bytes(&PRIME), &bytes(&generator)]));
        let scramble = number(&hash(&[&bytes(&self.a_public()), &bytes(&b_public)]));
        let x = private_key(&salt, group, user_id, password);
        let base = b_public - multiplier * generator.modpow(&x, &PRIME);
        let secret = base.modpow(&(&self.a + &scramble * x), &PRIME);
        let key = mac(
            &mac(&bytes(&scramble), &bytes(&secret)),
            b"Caldera Derived Key\x01",
        );
        let block = parameters["SECRET_BLOCK"].as_str().unwrap();
        let block = STANDARD.decode(block).unwrap();
        let message = [
            group.as_bytes(),
            user_id.as_bytes(),
            &block,
            self.timestamp.as_bytes(),
        ]
        .concat();
        mac(&key[..16], &message)
    }
    /// The request of `RespondToAuthChallenge` that answers `DEVICE_SRP_AUTH`.
    pub(crate) fn begin_device(&self, reply: &Value, username: &str, device: &Device) -> Value {
        json!({"ClientId": self.client_id, "ChallengeName": "DEVICE_SRP_AUTH", "Session": reply["Session"],
            "ChallengeResponses": {"USERNAME": username, "DEVICE_KEY": device.key,
                "SRP_A": format!("{:x}", self.a_public())}})
    }

    /// The request that answers `DEVICE_PASSWORD_VERIFIER`.
    pub(crate) fn answer_device(&self, reply: &Value, device: &Device) -> Value {
        let parameters = &reply["ChallengeParameters"];
        let signature = self.sign(parameters, &device.group_key, &device.key, &device.password);
        json!({"ClientId": self.client_id, "ChallengeName": "DEVICE_PASSWORD_VERIFIER", "ChallengeResponses": {
            "USERNAME": parameters["USERNAME"],
            "DEVICE_KEY": device.key,
            "PASSWORD_CLAIM_SECRET_BLOCK": parameters["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": STANDARD.encode(signature),
            "TIMESTAMP": self.timestamp,
        }})
    }
}

fn private_key(salt: &BigInt, group: &str, user_id: &str, password: &str) -> BigInt {
    let identity = hash(&[format!("{group}{user_id}:{password}").as_bytes()]);
    number(&hash(&[&bytes(salt), &identity]))
}

/// A device that keeps its names and its secret.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) key: String,
    pub(crate) group_key: String,
    pub(crate) password: String,
}

impl Device {
    /// The one that a reply with tokens names.
    pub(crate) fn named(reply: &Value) -> Self {
        let metadata = &reply["AuthenticationResult"]["NewDeviceMetadata"];
        let text = |name: &str| metadata[name].as_str().unwrap().to_owned();
        Self {
            key: text("DeviceKey"),
            group_key: text("DeviceGroupKey"),
            password: "a secret that the device made up".to_owned(),
        }
    }

    /// `DeviceSecretVerifierConfig`.
    pub(crate) fn verifier(&self) -> Value {
        let mut salt = [0; 16];
        rand::fill(&mut salt).unwrap();
        let salt = number(&salt);
        let x = private_key(&salt, &self.group_key, &self.key, &self.password);
        let verifier = BigInt::from(2).modpow(&x, &PRIME);
        json!({"Salt": STANDARD.encode(bytes(&salt)), "PasswordVerifier": STANDARD.encode(bytes(&verifier))})
    }
}
