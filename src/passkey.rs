//! Passkeys: the browser's part of W3C Web Authentication.
//!
//! The service makes the options as JSON text and takes the credential as JSON text; whatever is
//! binary stands in it in base64url ("Web Authentication", section 5.1.8 and 5.1.9). Newer browsers
//! read and write these forms themselves, older ones are helped by `conversion`.

mod conversion;
mod error;

use conversion::{Ceremony, options_from_json, to_json};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use crate::config::Passkeys;
pub use error::PasskeyError;

/// Whether this browser has passkeys at all. Only a page that came encrypted, or from this machine,
/// may use them.
pub fn is_supported() -> bool {
    public_key_credential().is_some() && credentials().is_ok()
}

/// Whether this page can use the pool's passkeys.
pub fn is_offered(passkeys: Option<&Passkeys>) -> bool {
    let host = gloo_utils::window().location().hostname();
    passkeys.is_some_and(|passkeys| host.is_ok_and(|host| passkeys.are_for(&host)))
        && is_supported()
}

/// Makes a new passkey. `options` is the service's `CredentialCreationOptions` as JSON text; the
/// reply is the `Credential` that it wants back, as JSON text.
///
/// # Errors
/// See [`PasskeyError`].
pub async fn create(options: &str) -> Result<String, PasskeyError> {
    ask(Ceremony::Create, options, &Object::new()).await
}

/// Whether the browser can offer passkeys among what it fills into a field (`mediation:
/// "conditional"`).
pub async fn can_autofill() -> bool {
    let available = async {
        let class = public_key_credential()?;
        let question = Reflect::get(&class, &"isConditionalMediationAvailable".into()).ok()?;
        let answer = question.dyn_into::<Function>().ok()?.call0(&class).ok()?;
        JsFuture::from(answer.dyn_into::<Promise>().ok()?)
            .await
            .ok()?
            .as_bool()
    };
    available.await.unwrap_or(false)
}

/// Asks the user to prove that they have one of the passkeys that `options` allow: the service's
/// `CREDENTIAL_REQUEST_OPTIONS`. The reply is the `CREDENTIAL` that it wants back, as JSON text.
///
/// It must be taken back before anything else is asked: a browser asks one question of the kind at a time.
#[derive(Debug, Clone)]
pub struct PasskeyRequest {
    controller: AbortController,
}

impl PasskeyRequest {
    /// A request that is yet to be made.
    ///
    /// # Errors
    /// [`PasskeyError::NotSupported`] where the browser cannot take it back.
    pub fn new() -> Result<Self, PasskeyError> {
        let controller = AbortController::new().map_err(|_| PasskeyError::NotSupported)?;
        Ok(Self { controller })
    }

    /// Whether it was taken back.
    pub fn is_taken_back(&self) -> bool {
        self.controller.signal().aborted()
    }

    /// Takes it back, now or as soon as it is made.
    pub fn take_back(&self) {
        self.controller.abort();
    }

    /// Asks at once.
    ///
    /// # Errors
    /// See [`PasskeyError`]; [`PasskeyError::Cancelled`] when it is taken back.
    pub async fn get(&self, options: &str) -> Result<String, PasskeyError> {
        self.ask(options, &Object::new()).await
    }

    /// Offers the passkey in a field whose `autocomplete` ends in `webauthn`, and waits until the user chooses it
    /// there, however long that takes.
    ///
    /// # Errors
    /// As for [`get`](Self::get).
    pub async fn autofill(&self, options: &str) -> Result<String, PasskeyError> {
        let request = Object::new();
        set(&request, "mediation", &"conditional".into());
        self.ask(options, &request).await
    }

    async fn ask(&self, options: &str, request: &Object) -> Result<String, PasskeyError> {
        set(request, "signal", &self.controller.signal());
        ask(Ceremony::Get, options, request).await
    }
}

async fn ask(ceremony: Ceremony, options: &str, request: &Object) -> Result<String, PasskeyError> {
    let credentials = credentials()?;
    let class = public_key_credential().ok_or(PasskeyError::NotSupported)?;
    let options = options_from_json(&class, ceremony, options)?;
    set(request, "publicKey", &options);
    let method: Function = Reflect::get(&credentials, &ceremony.method().into())
        .and_then(JsCast::dyn_into)
        .map_err(|_| PasskeyError::NotSupported)?;
    let promise = method.call1(&credentials, request);
    let promise: Promise = promise
        .and_then(JsCast::dyn_into)
        .map_err(PasskeyError::of)?;
    let credential = JsFuture::from(promise).await.map_err(PasskeyError::of)?;
    if credential.is_null() {
        return Err(PasskeyError::Cancelled);
    }
    to_json(&credential)
}

fn public_key_credential() -> Option<JsValue> {
    let class = Reflect::get(&gloo_utils::window(), &"PublicKeyCredential".into()).ok()?;
    class.is_function().then_some(class)
}

/// `navigator.credentials`, which is there on pages alone that may use it.
fn credentials() -> Result<JsValue, PasskeyError> {
    let credentials = Reflect::get(&gloo_utils::window(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"credentials".into()));
    credentials
        .ok()
        .filter(JsValue::is_object)
        .ok_or(PasskeyError::NotSupported)
}

/// Sets a property of an object of our own, which cannot fail.
fn set(object: &Object, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}
