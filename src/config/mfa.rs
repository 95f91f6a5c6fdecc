//! The second steps of the pool.

use super::{fault::Faults, file::Auth};
use crate::cognito::ops::MfaMethod;

/// What the pool can ask after the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mfa {
    /// Whether every user is asked.
    pub required: bool,
    /// How.
    pub methods: Vec<MfaMethod>,
}

/// Amplify's names of the methods.
const METHODS: [(&str, MfaMethod); 3] = [
    ("TOTP", MfaMethod::SoftwareToken),
    ("SMS", MfaMethod::Sms),
    ("EMAIL", MfaMethod::Email),
];

impl Mfa {
    /// None where the pool asks nothing. Methods that this app does not know, it does not offer.
    pub(super) fn read(auth: &Auth, faults: &mut Faults) -> Option<Self> {
        let required = match auth.mfa_configuration.as_deref() {
            None | Some("NONE") => return None,
            Some("OPTIONAL") => false,
            Some("REQUIRED") => true,
            Some(_) => {
                let problem = "must be NONE, OPTIONAL or REQUIRED";
                faults.add("auth.mfa_configuration", problem);
                return None;
            }
        };
        let is_listed = |name: &str| auth.mfa_methods.iter().any(|listed| listed == name);
        let methods = METHODS.into_iter().filter(|(name, _)| is_listed(name));
        let methods: Vec<_> = methods.map(|(_, method)| method).collect();
        (!methods.is_empty()).then_some(Self { required, methods })
    }
}
