//! Whether a browser that is signed in is asked again.

use crate::hosted::error::{OAuthError, OAuthErrorCode};
use crate::hosted::parameters::Parameters;

/// What to do about a browser that is signed in (`OpenID` Connect Core, section 3.1.2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::hosted) enum Prompt {
    /// Nothing is asked of it.
    IfNeeded,
    /// It is asked all the same.
    Always,
    /// Whoever would have to be asked is refused.
    Never,
}

/// What the client wants; nothing said: what is needed.
pub(super) fn read(parameters: &Parameters) -> Result<Prompt, OAuthError> {
    let refuse = |words: &'static str| Err(OAuthErrorCode::InvalidRequest.because(words));
    let mut prompt = Prompt::IfNeeded;
    let given = parameters.get("prompt")?.unwrap_or_default();
    for value in given.split(' ').filter(|value| !value.is_empty()) {
        prompt = match value {
            "none" if value == given => Prompt::Never,
            "login" | "select_account" => Prompt::Always,
            "consent" => prompt,
            _ => return refuse("The prompt must be none, or login, select_account or consent."),
        };
    }
    Ok(prompt)
}
