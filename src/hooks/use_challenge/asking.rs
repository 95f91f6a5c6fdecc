//! The browser's question for a passkey, which stands until the user answers or goes another way.

use std::{cell::RefCell, rc::Rc};

use crate::{form::Problem, messages::explain_passkey, passkey::PasskeyRequest};

/// The question, while the browser asks it.
#[derive(Debug, Clone, Default)]
pub(super) struct Asking(Rc<RefCell<Option<PasskeyRequest>>>);

impl Asking {
    /// Asks for one of the passkeys that `options` allow, and returns its credential. The problem is an empty one if
    /// the question was taken back: then there is nobody to be told.
    pub(super) async fn get(&self, options: &str) -> Result<String, Vec<Problem>> {
        let tell = |error| vec![explain_passkey(&error)];
        let request = PasskeyRequest::new().map_err(tell)?;
        self.0.replace(Some(request.clone()));
        let credential = request.get(options).await;
        credential.map_err(|error| {
            if request.is_taken_back() {
                Vec::new()
            } else {
                tell(error)
            }
        })
    }

    /// Takes the question back, if there is one.
    pub(super) fn take_back(&self) {
        if let Some(request) = self.0.take() {
            request.take_back();
        }
    }
}
