//! An authenticator in software, which can do wrong things one at a time. It writes its CBOR itself.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeySize, PublicKeyComponents};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

pub(crate) const USER_PRESENT: u8 = 0x01;
pub(crate) const USER_VERIFIED: u8 = 0x04;
pub(crate) const BACKED_UP: u8 = 0x10;
const ATTESTED: u8 = 0x40;
const EXTENDED: u8 = 0x80;

enum Key {
    Es256(EcdsaKeyPair),
    Rs256(RsaKeyPair),
}

/// What the attestation says.
#[derive(Clone, Copy)]
pub(crate) enum Statement {
    Nothing,
    OwnSignature,
    OtherAlgorithm,
    NoSignature,
    ForgedSignature,
    Certificate,
}

/// A passkey and the browser around it. What is `None` is done right.
pub(crate) struct SecurityKey {
    key: Key,
    pub(crate) id: Vec<u8>,
    pub(crate) flags: u8,
    /// What it has counted; stays 0 if it starts there.
    pub(crate) counter: u32,
    pub(crate) origin: String,
    pub(crate) is_embedded: bool,
    pub(crate) kind: Option<&'static str>,
    pub(crate) challenge: Option<String>,
    pub(crate) relying_party: Option<&'static str>,
    pub(crate) user_handle: Option<String>,
    /// The format of its attestation, and the statement.
    pub(crate) attestation: (&'static str, Statement),
    /// The COSE key in place of its own.
    pub(crate) cose_key: Option<Vec<u8>>,
    pub(crate) is_forging: bool,
    pub(crate) has_extension: bool,
    /// What follows where nothing should.
    pub(crate) trailer: Vec<u8>,
}

impl SecurityKey {
    pub(crate) fn es256() -> Self {
        Self::with(Key::Es256(
            EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap(),
        ))
    }

    pub(crate) fn rs256() -> Self {
        Self::with(Key::Rs256(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    fn with(key: Key) -> Self {
        let mut id = vec![0; 16];
        rand::fill(&mut id).unwrap();
        Self {
            key,
            id,
            flags: USER_PRESENT | USER_VERIFIED,
            counter: 1,
            origin: "http://localhost:8080".to_owned(),
            is_embedded: false,
            kind: None,
            challenge: None,
            relying_party: None,
            user_handle: None,
            attestation: ("none", Statement::Nothing),
            cose_key: None,
            is_forging: false,
            has_extension: false,
            trailer: Vec::new(),
        }
    }

    /// The id as the service writes it.
    pub(crate) fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.id)
    }

    /// What `navigator.credentials.create` makes of the service's options.
    pub(crate) fn create(&self, options: &Value) -> Value {
        let relying_party = options["rp"]["id"].as_str().unwrap();
        let mut data = self.data(relying_party, self.flags | ATTESTED);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        data.extend(self.cose_key.clone().unwrap_or_else(|| self.own_cose_key()));
        data.extend(self.ending());
        let client_data = self.client_data("webauthn.create", options);
        let hash = sha256(&URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let signature = self.sign(&[&data[..], &hash].concat());
        let (format, statement) = self.attestation;
        let signed_as = |algorithm| {
            vec![
                (text("alg"), number(algorithm)),
                (text("sig"), bytes(&signature)),
            ]
        };
        let statement = match statement {
            Statement::Nothing => Vec::new(),
            Statement::OwnSignature => signed_as(self.algorithm()),
            Statement::OtherAlgorithm => signed_as(-8),
            Statement::NoSignature => vec![(text("alg"), number(self.algorithm()))],
            Statement::ForgedSignature => {
                let signature = [&signature[..], &[0]].concat();
                vec![
                    (text("alg"), number(self.algorithm())),
                    (text("sig"), bytes(&signature)),
                ]
            }
            Statement::Certificate => {
                let mut statement = signed_as(self.algorithm());
                statement.push((text("x5c"), bytes(&[1, 2, 3])));
                statement
            }
        };
        let statement = map(&statement);
        let object = map(&[
            (text("fmt"), text(format)),
            (text("attStmt"), statement),
            (text("authData"), bytes(&data)),
        ]);
        json!({
            "id": self.id(), "rawId": self.id(), "type": "public-key",
            "authenticatorAttachment": "platform", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": client_data,
                "attestationObject": URL_SAFE_NO_PAD.encode(object),
                "transports": ["internal", "hybrid"],
            },
        })
    }

    /// What `navigator.credentials.get` makes of the service's options, as text.
    pub(crate) fn get(&mut self, options: &Value) -> String {
        let relying_party = options["rpId"].as_str().unwrap();
        self.counter += u32::from(self.counter > 0);
        let mut data = self.data(relying_party, self.flags);
        data.extend(self.ending());
        let client_data = self.client_data("webauthn.get", options);
        let hash = sha256(&URL_SAFE_NO_PAD.decode(&client_data).unwrap());
        let mut signature = self.sign(&[&data[..], &hash].concat());
        if self.is_forging {
            let last = signature.len() - 1;
            signature[last] ^= 1;
        }
        json!({
            "id": self.id(), "rawId": self.id(), "type": "public-key",
            "authenticatorAttachment": "platform", "clientExtensionResults": {},
            "response": {
                "clientDataJSON": client_data,
                "authenticatorData": URL_SAFE_NO_PAD.encode(data),
                "signature": URL_SAFE_NO_PAD.encode(signature),
                "userHandle": self.user_handle,
            },
        })
        .to_string()
    }

    fn client_data(&self, kind: &str, options: &Value) -> String {
        let challenge = self.challenge.as_deref();
        let data = json!({
            "type": self.kind.unwrap_or(kind),
            "challenge": challenge.unwrap_or_else(|| options["challenge"].as_str().unwrap()),
            "origin": self.origin,
            "crossOrigin": self.is_embedded,
        });
        URL_SAFE_NO_PAD.encode(data.to_string())
    }

    fn data(&self, relying_party: &str, flags: u8) -> Vec<u8> {
        let relying_party = self.relying_party.unwrap_or(relying_party);
        let mut data = sha256(relying_party.as_bytes());
        data.push(flags | if self.has_extension { EXTENDED } else { 0 });
        data.extend(self.counter.to_be_bytes());
        data
    }

    fn ending(&self) -> Vec<u8> {
        let mut ending = Vec::new();
        if self.has_extension {
            ending.extend(map(&[(text("credProtect"), number(2))]));
        }
        ending.extend(&self.trailer);
        ending
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &self.key {
            Key::Es256(pair) => pair.sign(&random, message).unwrap().as_ref().to_vec(),
            Key::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .unwrap();
                signature
            }
        }
    }

    fn algorithm(&self) -> i64 {
        match self.key {
            Key::Es256(_) => -7,
            Key::Rs256(_) => -257,
        }
    }

    fn own_cose_key(&self) -> Vec<u8> {
        match &self.key {
            Key::Es256(pair) => {
                let point = pair.public_key().as_ref();
                ec2(-7, 1, &point[1..33], &point[33..])
            }
            Key::Rs256(pair) => {
                let components = PublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                rsa(&components.n, &components.e)
            }
        }
    }
}

/// A COSE key on an elliptic curve.
pub(crate) fn ec2(algorithm: i64, curve: i64, x: &[u8], y: &[u8]) -> Vec<u8> {
    map(&[
        (number(1), number(2)),
        (number(3), number(algorithm)),
        (number(-1), number(curve)),
        (number(-2), bytes(x)),
        (number(-3), bytes(y)),
    ])
}

/// A COSE key of RSA.
pub(crate) fn rsa(n: &[u8], e: &[u8]) -> Vec<u8> {
    map(&[
        (number(1), number(3)),
        (number(3), number(-257)),
        (number(-1), bytes(n)),
        (number(-2), bytes(e)),
    ])
}

fn sha256(message: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, message).as_ref().to_vec()
}

/// The beginning of an item (RFC 8949 section 3).
fn head(major: u8, argument: u64) -> Vec<u8> {
    let major = major << 5;
    match u16::try_from(argument).unwrap() {
        small @ 0..=23 => vec![major | u8::try_from(small).unwrap()],
        byte @ 24..=255 => vec![major | 0x18, u8::try_from(byte).unwrap()],
        large => [&[major | 0x19][..], &large.to_be_bytes()].concat(),
    }
}

fn number(value: i64) -> Vec<u8> {
    match u64::try_from(value) {
        Ok(value) => head(0, value),
        Err(_) => head(1, u64::try_from(-1 - value).unwrap()),
    }
}

fn bytes(value: &[u8]) -> Vec<u8> {
    [&head(2, value.len() as u64)[..], value].concat()
}

fn text(value: &str) -> Vec<u8> {
    [&head(3, value.len() as u64)[..], value.as_bytes()].concat()
}

fn map(members: &[(Vec<u8>, Vec<u8>)]) -> Vec<u8> {
    let mut map = head(5, members.len() as u64);
    for (name, value) in members {
        map.extend(name);
        map.extend(value);
    }
    map
}
