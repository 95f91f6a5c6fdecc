//! The signed-in user as the pages show it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::MfaSettings;
use crate::cognito::{
    jwt::UnverifiedClaims,
    ops::{Attribute, named},
};

const CUSTOM: &str = "custom:";

/// An attribute that the service keeps for itself: who the user is at other providers, as JSON.
const IDENTITIES: &str = "identities";

/// Claims of an ID token that speak of the token and not of the user
/// (Amazon Cognito developer guide, "Understanding the identity (ID) token").
const TOKEN_CLAIMS: [&str; 11] = [
    "at_hash",
    "aud",
    "auth_time",
    "event_id",
    "exp",
    "iat",
    "iss",
    "jti",
    "nonce",
    "origin_jti",
    "token_use",
];

/// An address or a phone number that waits for the code which proves it to be the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The address or number.
    pub value: String,
    /// Where the code was sent: the same, with most of it hidden.
    pub destination: String,
}

/// A user's name and attributes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserProfile {
    /// The name that the pool keeps the user under.
    pub username: String,
    /// Attributes by their full names; the empty ones are left out.
    attributes: BTreeMap<String, String>,
    is_external: bool,
    may_change_account: bool,
    mfa: Option<MfaSettings>,
    awaited: BTreeMap<String, Awaited>,
}

impl UserProfile {
    /// The value of an attribute by its full name (`custom:agentName`), empty if the user has none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The e-mail address.
    pub fn email(&self) -> &str {
        self.attribute("email")
    }

    /// What to call the user: the e-mail address, or the username where there is none.
    pub fn display_name(&self) -> &str {
        if self.email().is_empty() {
            &self.username
        } else {
            self.email()
        }
    }

    /// Whether the user signs in at another provider, and has no password here.
    pub fn is_external(&self) -> bool {
        self.is_external
    }

    /// Whether the app may change the account, and ask about more of it: where the access token has the scope for
    /// that.
    pub fn may_change_account(&self) -> bool {
        self.may_change_account
    }

    /// The user, with or without the scope that it takes to change the account.
    #[must_use]
    pub(super) fn with_account_scope(mut self, has_scope: bool) -> Self {
        self.may_change_account = has_scope;
        self
    }

    /// Where a code was sent to verify that attribute, if it waits for one: the address or number,
    /// with most of it hidden.
    pub fn awaited(&self, name: &str) -> Option<&str> {
        let awaited = self.awaited.get(name)?;
        Some(&awaited.destination)
    }

    /// Whether that attribute stays as it is until the code of another address or number is entered.
    pub fn keeps_old(&self, name: &str) -> bool {
        let awaited = self.awaited.get(name);
        awaited.is_some_and(|awaited| awaited.value != self.attribute(name))
    }

    /// Whether what waited is in force and verified.
    pub(super) fn has_received(&self, name: &str, awaited: &Awaited) -> bool {
        self.has_verified(name) && self.attribute(name) == awaited.value
    }

    /// The user with these addresses waiting for codes.
    #[must_use]
    pub(super) fn with_awaited(mut self, awaited: BTreeMap<String, Awaited>) -> Self {
        self.awaited = awaited;
        self
    }

    /// Whether the user has proved an address or a number to be their own.
    pub fn has_verified(&self, name: &str) -> bool {
        self.attribute(&format!("{name}_verified")) == "true"
    }

    /// What the user is asked after the password; unknown while the service is out of reach.
    pub fn mfa(&self) -> Option<&MfaSettings> {
        self.mfa.as_ref()
    }

    /// The user with these settings.
    #[must_use]
    pub fn with_mfa(mut self, mfa: MfaSettings) -> Self {
        self.mfa = Some(mfa);
        self
    }

    /// Standard attributes by name, and custom ones without their prefix.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.strip_prefix(CUSTOM).unwrap_or(name), value.as_str()))
    }

    /// A user by the name that the tokens are kept under, with the attributes that the service
    /// told.
    pub fn new(username: &str, attributes: Vec<Attribute>) -> Self {
        let identities = attributes.iter().find(|own| own.name == IDENTITIES);
        let is_external = identities.is_some_and(|own| is_one_of(username, &own.value));
        let attributes = attributes
            .into_iter()
            .filter(|attribute| !attribute.value.is_empty() && attribute.name != IDENTITIES)
            .map(|attribute| (attribute.name, attribute.value));
        Self {
            username: username.to_owned(),
            attributes: named(attributes),
            is_external,
            may_change_account: true,
            mfa: None,
            awaited: BTreeMap::new(),
        }
    }

    /// The user after these changes. A new address or number is not verified yet.
    #[must_use]
    pub fn with(&self, changes: &AttributeChanges) -> Self {
        let mut user = self.clone();
        for name in &changes.removed {
            user.attributes.remove(name);
        }
        for attribute in changes.set.iter().cloned() {
            user.attributes
                .remove(&format!("{}_verified", attribute.name));
            user.attributes.insert(attribute.name, attribute.value);
        }
        user
    }

    /// What an ID token says of the user: enough to show while the service is out of reach.
    pub fn from_id_token(username: &str, claims: &UnverifiedClaims) -> Self {
        let is_attribute = |name: &str| {
            !TOKEN_CLAIMS.contains(&name) && (!name.contains(':') || name.starts_with(CUSTOM))
        };
        let attributes = claims
            .texts()
            .filter(|(name, value)| is_attribute(name) && !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value));
        Self {
            username: username.to_owned(),
            attributes: named(attributes),
            is_external: claims
                .json(IDENTITIES)
                .is_some_and(|identities| is_one_of(username, &identities)),
            may_change_account: true,
            mfa: None,
            awaited: BTreeMap::new(),
        }
    }
}

/// Whether that is the name that the pool gives a user of another provider. An account of the pool's
/// own to which such users are linked has a name of its own, and a password.
fn is_one_of(username: &str, identities: &str) -> bool {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Identity {
        provider_name: String,
        user_id: String,
    }
    let identities: Vec<Identity> = serde_json::from_str(identities).unwrap_or_default();
    identities.iter().any(|identity| {
        let name = format!("{}_{}", identity.provider_name, identity.user_id);
        name.eq_ignore_ascii_case(username)
    })
}

/// What an edited form asks of the service. An emptied field removes the attribute: a stored
/// blank would be a value like any other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttributeChanges {
    /// Attributes to be set.
    pub set: Vec<Attribute>,
    /// Full names of those to be removed.
    pub removed: Vec<String>,
}

impl AttributeChanges {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    /// The difference between what the user has and what the form holds.
    pub fn between<'a>(
        user: &UserProfile,
        edited: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut changes = Self::default();
        for (name, value) in edited {
            let value = value.trim();
            if value == user.attribute(name) {
                continue;
            }
            if value.is_empty() {
                changes.removed.push(name.to_owned());
            } else {
                changes.set.push(Attribute {
                    name: name.to_owned(),
                    value: value.to_owned(),
                });
            }
        }
        changes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(attributes: &[(&str, &str)]) -> UserProfile {
        let attributes = attributes.iter().map(|(name, value)| Attribute {
            name: (*name).to_owned(),
            value: (*value).to_owned(),
        });
        UserProfile::new("u", attributes.collect())
    }

    #[test]
    fn custom_prefix_is_stripped_for_display() {
        let user = user(&[("custom:agentName", "Smith"), ("email", "a@example.org")]);
        let shown: Vec<_> = user.attributes().collect();
        assert_eq!(shown, [("agentName", "Smith"), ("email", "a@example.org")]);
    }

    #[test]
    fn user_of_another_provider_is_told_from_one_who_is_linked_to_it() {
        let identities = r#"[{"userId":"17","providerName":"Google","primary":"true"}]"#;
        let linked = user(&[("identities", identities), ("email", "a@example.org")]);
        assert!(!linked.is_external());
        assert_eq!(linked.attributes().count(), 1, "it is no attribute to show");
        let attribute = Attribute {
            name: "identities".to_owned(),
            value: identities.to_owned(),
        };
        assert!(UserProfile::new("google_17", vec![attribute]).is_external());
        assert!(!user(&[("identities", "no JSON")]).is_external());
    }

    #[test]
    fn emptied_field_removes_the_attribute() {
        let user = user(&[("custom:agentName", "Smith"), ("email", "a@example.org")]);
        let changes = AttributeChanges::between(
            &user,
            [
                ("custom:agentName", "  "),
                ("email", "a@example.org"),
                ("name", " Jo "),
            ],
        );
        assert_eq!(changes.removed, ["custom:agentName"]);
        assert_eq!(changes.set.len(), 1);
        assert_eq!(changes.set[0].value, "Jo");
    }

    #[test]
    fn untouched_form_changes_nothing() {
        let user = user(&[("custom:agentName", "Smith")]);
        let edited = [("custom:agentName", "Smith"), ("name", "")];
        assert_eq!(
            AttributeChanges::between(&user, edited),
            AttributeChanges::default()
        );
    }

    #[test]
    fn changes_can_be_applied_without_asking_the_service() {
        let before = user(&[("custom:agentName", "Smith"), ("name", "Jo")]);
        let edited = [("custom:agentName", ""), ("name", "Joe"), ("nickname", "J")];
        let after = before.with(&AttributeChanges::between(&before, edited));
        assert_eq!(after, user(&[("name", "Joe"), ("nickname", "J")]));
    }
}
