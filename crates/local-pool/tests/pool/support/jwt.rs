use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

fn part(token: &Value, index: usize) -> Value {
    let part = token.as_str().unwrap().split('.').nth(index).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// The header of a token, unverified.
pub(crate) fn header(token: &Value) -> Value {
    part(token, 0)
}

/// The claims of a token, unverified.
pub(crate) fn claims(token: &Value) -> Value {
    part(token, 1)
}
