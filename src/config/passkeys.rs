//! The passkeys of the pool.

use super::{SignInFlow, sign_in::WebAuthn};

/// The pool takes passkeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkeys {
    /// The domain that they belong to; unknown where the file does not say it.
    pub relying_party_id: Option<String>,
}

impl Passkeys {
    /// Where users choose how to sign in, a passkey may be among it, whatever the file says.
    pub(super) fn read(web_authn: Option<WebAuthn>, sign_in: SignInFlow) -> Option<Self> {
        let unknown = (sign_in == SignInFlow::Choice).then(WebAuthn::default);
        let WebAuthn { relying_party_id } = web_authn.or(unknown)?;
        Some(Self { relying_party_id })
    }

    /// Whether a page of this host may use them: one of the relying party's domain, or of one below it
    /// ("Web Authentication", section 5.1.3, step 8).
    pub fn are_for(&self, host: &str) -> bool {
        self.relying_party_id.as_deref().is_none_or(|id| {
            let above = host.strip_suffix(id);
            above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_for_the_pages_of_their_domain_and_below() {
        let of = |id: &str| Passkeys {
            relying_party_id: Some(id.to_owned()),
        };
        let example = of("example.org");
        assert!(example.are_for("example.org"));
        assert!(example.are_for("app.example.org"));
        assert!(!example.are_for("notexample.org"));
        assert!(!example.are_for("example.org.evil.net"));
        assert!(!of("app.example.org").are_for("example.org"));
        assert!(!of("localhost").are_for("127.0.0.1"));
        let unknown = Passkeys {
            relying_party_id: None,
        };
        assert!(unknown.are_for("example.org"));
    }
}
