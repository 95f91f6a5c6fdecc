//! What a user is asked after the password.

pub use crate::cognito::ops::MfaMethod;
use crate::cognito::{
    ops::{MfaPreference, SetUserMfaPreference, WebAuthnMfaSettings},
    secret::AccessToken,
};

/// The steps that are on, and which of them is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MfaSettings {
    /// Those that are on.
    pub enabled: Vec<MfaMethod>,
    /// The one that is asked for where several are on; none leaves the choice to each sign-in.
    pub preferred: Option<MfaMethod>,
    /// Whether a passkey stands for both steps. It does so beside another step alone.
    pub passkey: bool,
}

impl MfaSettings {
    /// The settings as the service lists them.
    pub(super) fn new(listed: Vec<MfaMethod>, preferred: Option<MfaMethod>) -> Self {
        let is_step = |method: &MfaMethod| *method != MfaMethod::WebAuthn;
        Self {
            passkey: listed.contains(&MfaMethod::WebAuthn),
            enabled: listed.into_iter().filter(is_step).collect(),
            preferred: preferred.filter(is_step),
        }
    }

    /// Whether a step is on.
    pub fn has(&self, method: MfaMethod) -> bool {
        self.enabled.contains(&method)
    }

    /// The same with a step turned on. The first one is the one that is asked for.
    #[must_use]
    pub fn with(mut self, method: MfaMethod) -> Self {
        if !self.has(method) {
            self.enabled.push(method);
        }
        self.preferred.get_or_insert(method);
        self
    }

    /// The same with a step turned off.
    #[must_use]
    pub fn without(mut self, method: MfaMethod) -> Self {
        self.enabled.retain(|own| *own != method);
        self.preferred = self.preferred.filter(|own| *own != method);
        self.passkey &= !self.enabled.is_empty();
        self
    }

    /// The same with a passkey that stands for both steps, or does not.
    #[must_use]
    pub fn with_passkey(mut self, passkey: bool) -> Self {
        self.passkey = passkey;
        self
    }

    /// The same with that step, which is on, to be asked for.
    #[must_use]
    pub fn preferring(mut self, method: MfaMethod) -> Self {
        self.preferred = Some(method);
        self
    }

    /// The request that leads from here to `wanted`.
    pub(super) fn request(&self, wanted: &Self, access_token: AccessToken) -> SetUserMfaPreference {
        let changes_passkey = wanted.passkey != self.passkey;
        let change = |method| {
            let preference = wanted.preference(method);
            // The service wants to hear of the others as well when a passkey is turned on.
            let is_wanted = changes_passkey && wanted.passkey && preference.enabled;
            (is_wanted || preference != self.preference(method)).then_some(preference)
        };
        SetUserMfaPreference {
            access_token,
            software_token: change(MfaMethod::SoftwareToken),
            sms: change(MfaMethod::Sms),
            email: change(MfaMethod::Email),
            web_authn: changes_passkey.then_some(WebAuthnMfaSettings {
                enabled: wanted.passkey,
            }),
        }
    }

    fn preference(&self, method: MfaMethod) -> MfaPreference {
        MfaPreference {
            enabled: self.has(method),
            preferred: self.preferred == Some(method),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn request(from: &MfaSettings, to: &MfaSettings) -> Value {
        serde_json::to_value(from.request(to, AccessToken::new("a"))).unwrap()
    }

    #[test]
    fn first_step_is_asked_for_and_a_second_one_leaves_it_so() {
        let none = MfaSettings::default();
        let one = none.clone().with(MfaMethod::SoftwareToken);
        assert_eq!(
            request(&none, &one),
            json!({"AccessToken": "a", "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": true}})
        );
        let two = one.clone().with(MfaMethod::Sms);
        assert_eq!(
            request(&one, &two),
            json!({"AccessToken": "a", "SMSMfaSettings": {"Enabled": true, "PreferredMfa": false}})
        );
    }

    #[test]
    fn preference_is_taken_from_one_step_and_given_to_another() {
        let two = MfaSettings::default()
            .with(MfaMethod::SoftwareToken)
            .with(MfaMethod::Email);
        let other = two.clone().preferring(MfaMethod::Email);
        assert_eq!(
            request(&two, &other),
            json!({
                "AccessToken": "a",
                "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": false},
                "EmailMfaSettings": {"Enabled": true, "PreferredMfa": true},
            })
        );
    }

    #[test]
    fn passkey_is_turned_on_beside_the_steps_that_are_and_goes_with_the_last_of_them() {
        let listed = vec![MfaMethod::SoftwareToken, MfaMethod::Email];
        let two = MfaSettings::new(listed, Some(MfaMethod::Email));
        let passkey = two.clone().with_passkey(true);
        assert_eq!(
            request(&two, &passkey),
            json!({
                "AccessToken": "a",
                "SoftwareTokenMfaSettings": {"Enabled": true, "PreferredMfa": false},
                "EmailMfaSettings": {"Enabled": true, "PreferredMfa": true},
                "WebAuthnMfaSettings": {"Enabled": true},
            })
        );
        assert_eq!(
            request(&passkey, &two),
            json!({"AccessToken": "a", "WebAuthnMfaSettings": {"Enabled": false}})
        );
        let listed = vec![MfaMethod::Sms, MfaMethod::WebAuthn];
        let one = MfaSettings::new(listed, None);
        assert_eq!(
            (one.enabled.as_slice(), one.passkey),
            (&[MfaMethod::Sms][..], true)
        );
        assert_eq!(
            request(&one, &one.clone().without(MfaMethod::Sms)),
            json!({
                "AccessToken": "a",
                "SMSMfaSettings": {"Enabled": false, "PreferredMfa": false},
                "WebAuthnMfaSettings": {"Enabled": false},
            })
        );
    }

    #[test]
    fn passkey_is_no_step_that_is_asked_for() {
        let listed = vec![MfaMethod::Sms, MfaMethod::WebAuthn];
        let settings = MfaSettings::new(listed, Some(MfaMethod::WebAuthn));
        assert_eq!((settings.preferred, settings.passkey), (None, true));
    }

    #[test]
    fn step_that_is_off_is_asked_for_no_more() {
        let two = MfaSettings::default()
            .with(MfaMethod::SoftwareToken)
            .with(MfaMethod::Sms);
        let one = two.clone().without(MfaMethod::SoftwareToken);
        assert_eq!((one.has(MfaMethod::Sms), one.preferred), (true, None));
        assert_eq!(
            request(&two, &one),
            json!({"AccessToken": "a", "SoftwareTokenMfaSettings": {"Enabled": false, "PreferredMfa": false}})
        );
        assert_eq!(request(&two, &two), json!({"AccessToken": "a"}));
    }
}
