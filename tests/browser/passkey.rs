use futures_util::future::join;
use js_sys::Reflect;
use serde_json::{Value, json};
use vestibule::passkey::{self, PasskeyError, PasskeyRequest};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::{Overridden, settled};

/// Options as the service writes them: whatever is binary is base64url, `_-8` here.
fn creation() -> String {
    json!({
        "rp": {"id": "localhost", "name": "Vestibule"},
        "user": {"id": "_-8", "name": "u@example.org", "displayName": "u"},
        "challenge": "_-8",
        "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
        "timeout": 60000,
        "excludeCredentials": [{"type": "public-key", "id": "_-8"}],
        "authenticatorSelection": {"residentKey": "required"},
    })
    .to_string()
}

fn request() -> String {
    json!({
        "challenge": "_-8", "rpId": "localhost", "userVerification": "preferred",
        "allowCredentials": [{"type": "public-key", "id": "_-8", "transports": ["internal"]}],
    })
    .to_string()
}

/// `navigator.credentials` that notes what it is asked, with every byte string as text, and answers
/// by `answer`.
fn credentials(answer: &str) -> Overridden {
    let getter = format!(
        "const shown = (key, value) => value instanceof Uint8Array || value instanceof ArrayBuffer
             ? 'bytes ' + [...new Uint8Array(value)] : value;
         const answer = async (asked) => {{
             window.asked = JSON.stringify(asked.publicKey, shown);
             window.mediation = asked.mediation;
             {answer}
         }};
         return {{create: answer, get: answer}};"
    );
    Overridden::new(gloo_utils::window().navigator(), "credentials", &getter)
}

/// What the browser was asked for.
fn asked() -> Value {
    let asked = Reflect::get(&gloo_utils::window(), &"asked".into()).unwrap();
    serde_json::from_str(&asked.as_string().unwrap()).unwrap()
}

/// A browser that neither reads nor writes the JSON forms itself, nor offers passkeys in a field.
pub(crate) fn older_browser() -> Overridden {
    let window = gloo_utils::window();
    Overridden::new(
        window,
        "PublicKeyCredential",
        "return function PublicKeyCredential() {}",
    )
}

const CREDENTIAL: &str = "const bytes = new Uint8Array([255, 239]).buffer;
    return {id: '_-8', rawId: bytes, type: 'public-key', authenticatorAttachment: 'platform',
        getClientExtensionResults: () => ({credProps: {rk: true}}),
        response: {clientDataJSON: bytes, attestationObject: bytes, authenticatorData: bytes,
            signature: bytes, userHandle: null, getTransports: () => ['internal']}};";

#[wasm_bindgen_test]
async fn binary_parts_of_the_options_reach_every_browser_as_bytes() {
    for old in [false, true] {
        let _credentials = credentials(CREDENTIAL);
        let _old = old.then(older_browser);
        passkey::create(&creation()).await.unwrap();
        assert_eq!(asked()["challenge"], "bytes 255,239", "old: {old}");
        assert_eq!(asked()["user"]["id"], "bytes 255,239");
        assert_eq!(asked()["excludeCredentials"][0]["id"], "bytes 255,239");
        assert_eq!(asked()["rp"]["id"], "localhost");
        PasskeyRequest::new()
            .unwrap()
            .get(&request())
            .await
            .unwrap();
        assert_eq!(asked()["challenge"], "bytes 255,239");
        assert_eq!(asked()["allowCredentials"][0]["id"], "bytes 255,239");
        assert_eq!(asked()["rpId"], "localhost");
    }
}

#[wasm_bindgen_test]
async fn credential_of_a_browser_that_does_not_write_json_is_written_for_it() {
    let _credentials = credentials(CREDENTIAL);
    let credential = PasskeyRequest::new()
        .unwrap()
        .get(&request())
        .await
        .unwrap();
    let expected = json!({
        "id": "_-8", "rawId": "_-8", "type": "public-key", "authenticatorAttachment": "platform",
        "clientExtensionResults": {"credProps": {"rk": true}},
        "response": {
            "clientDataJSON": "_-8", "attestationObject": "_-8", "authenticatorData": "_-8",
            "signature": "_-8", "transports": ["internal"],
        },
    });
    assert_eq!(
        serde_json::from_str::<Value>(&credential).unwrap(),
        expected
    );
}

#[wasm_bindgen_test]
async fn browser_that_writes_json_itself_is_left_to_it() {
    let _credentials = credentials("return {toJSON: () => ({id: 'its own'})}");
    let credential = PasskeyRequest::new()
        .unwrap()
        .get(&request())
        .await
        .unwrap();
    assert_eq!(credential, r#"{"id":"its own"}"#);
}

#[wasm_bindgen_test]
async fn what_the_user_declines_and_what_the_browser_cannot_are_told_apart() {
    for (answer, expected) in [
        (
            "throw new DOMException('', 'NotAllowedError')",
            PasskeyError::Cancelled,
        ),
        ("return null", PasskeyError::Cancelled),
        (
            "throw new DOMException('', 'InvalidStateError')",
            PasskeyError::AlreadyRegistered,
        ),
        (
            "throw new DOMException('', 'SecurityError')",
            PasskeyError::WrongDomain,
        ),
    ] {
        let _credentials = credentials(answer);
        assert_eq!(passkey::create(&creation()).await, Err(expected));
    }
    let navigator = gloo_utils::window().navigator();
    let _none = Overridden::new(navigator, "credentials", "return undefined");
    assert!(!passkey::is_supported());
    assert_eq!(
        PasskeyRequest::new().unwrap().get(&request()).await,
        Err(PasskeyError::NotSupported)
    );
}

#[wasm_bindgen_test]
async fn options_that_are_none_are_an_error_not_a_crash() {
    for old in [false, true] {
        let _credentials = credentials(CREDENTIAL);
        let _old = old.then(older_browser);
        for options in ["", "null", "7", r#"{"challenge":"not base64!"}"#] {
            let outcome = PasskeyRequest::new().unwrap().get(options).await;
            assert_eq!(outcome, Err(PasskeyError::Malformed), "{options}");
        }
    }
}

#[wasm_bindgen_test]
async fn passkey_on_offer_in_a_field_is_taken_back_with_the_field() {
    let _credentials = credentials(
        "return new Promise((_, refuse) => asked.signal.onabort = () => refuse(asked.signal.reason))",
    );
    let autofill = PasskeyRequest::new().unwrap();
    let field = autofill.clone();
    let leave = async {
        settled().await;
        field.take_back();
    };
    let request = request();
    let (outcome, ()) = join(autofill.autofill(&request), leave).await;
    assert_eq!(outcome, Err(PasskeyError::Cancelled));
    let mediation = Reflect::get(&gloo_utils::window(), &"mediation".into()).unwrap();
    assert_eq!(mediation.as_string().as_deref(), Some("conditional"));
}
