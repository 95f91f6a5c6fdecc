//! Options and credentials between JSON and the browser's objects.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use js_sys::{Array, Function, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{PasskeyError, set};

/// Base64url without padding, as the specification writes it; read with padding too.
const BASE64_URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What the user is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ceremony {
    /// A new passkey.
    Create,
    /// The proof of one that there is.
    Get,
}

impl Ceremony {
    /// The method of `navigator.credentials`.
    pub(super) fn method(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
        }
    }

    /// The static method of `PublicKeyCredential` that reads the options.
    fn parser(self) -> &'static str {
        match self {
            Self::Create => "parseCreationOptionsFromJSON",
            Self::Get => "parseRequestOptionsFromJSON",
        }
    }
}

/// The options as the browser takes them. `class` is `PublicKeyCredential`.
pub(super) fn options_from_json(
    class: &JsValue,
    ceremony: Ceremony,
    json: &str,
) -> Result<JsValue, PasskeyError> {
    let options = JSON::parse(json).map_err(PasskeyError::of)?;
    if !options.is_object() {
        return Err(PasskeyError::Malformed);
    }
    if let Some(parser) = method(class, ceremony.parser()) {
        return parser.call1(class, &options).map_err(PasskeyError::of);
    }
    decode_options(&options)?;
    Ok(options)
}

/// A credential as JSON text.
pub(super) fn to_json(credential: &JsValue) -> Result<String, PasskeyError> {
    let json = match method(credential, "toJSON") {
        Some(to_json) => to_json.call0(credential).map_err(PasskeyError::of)?,
        None => encode_credential(credential).into(),
    };
    let text = JSON::stringify(&json).map_err(PasskeyError::of)?;
    text.as_string().ok_or(PasskeyError::Malformed)
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name).dyn_into().ok()
}

/// A property, or `undefined`.
fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

/// Replaces by bytes what the browser wants as bytes.
fn decode_options(options: &JsValue) -> Result<(), PasskeyError> {
    decode(options, "challenge")?;
    decode(&get(options, "user"), "id")?;
    for list in ["excludeCredentials", "allowCredentials"] {
        if let Ok(descriptors) = get(options, list).dyn_into::<Array>() {
            for descriptor in descriptors.iter() {
                decode(&descriptor, "id")?;
            }
        }
    }
    Ok(())
}

fn decode(object: &JsValue, name: &str) -> Result<(), PasskeyError> {
    let Some(text) = get(object, name).as_string() else {
        return Ok(());
    };
    let bytes = BASE64_URL.decode(text);
    let bytes = bytes.map_err(|_| PasskeyError::Malformed)?;
    set(
        object.unchecked_ref(),
        name,
        &Uint8Array::from(bytes.as_slice()),
    );
    Ok(())
}

/// What `PublicKeyCredential.toJSON` gives.
fn encode_credential(credential: &JsValue) -> Object {
    let (from, response) = (get(credential, "response"), Object::new());
    for name in [
        "clientDataJSON",
        "attestationObject",
        "authenticatorData",
        "signature",
        "userHandle",
    ] {
        encode(&from, name, &response);
    }
    if let Some(transports) = method(&from, "getTransports")
        && let Ok(transports) = transports.call0(&from)
    {
        set(&response, "transports", &transports);
    }
    let json = Object::new();
    for name in ["id", "type", "authenticatorAttachment"] {
        set(&json, name, &get(credential, name));
    }
    encode(credential, "rawId", &json);
    set(&json, "response", &response);
    let extensions = method(credential, "getClientExtensionResults")
        .and_then(|results| results.call0(credential).ok())
        .unwrap_or_else(|| Object::new().into());
    set(&json, "clientExtensionResults", &extensions);
    json
}

fn encode(from: &JsValue, name: &str, to: &Object) {
    let value = get(from, name);
    if value.is_object() {
        let text = BASE64_URL.encode(Uint8Array::new(&value).to_vec());
        set(to, name, &text.into());
    }
}
