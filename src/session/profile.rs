//! The signed-in user as the pages show it.

use std::collections::BTreeMap;

use crate::cognito::{jwt::UnverifiedClaims, ops::Attribute};

const CUSTOM: &str = "custom:";

/// Claims of an ID token that speak of the token and not of the user
/// (Amazon Cognito developer guide, "Understanding the identity (ID) token").
const TOKEN_CLAIMS: [&str; 9] = [
    "aud",
    "auth_time",
    "event_id",
    "exp",
    "iat",
    "iss",
    "jti",
    "origin_jti",
    "token_use",
];

/// A user's name and attributes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserProfile {
    /// The name that the pool keeps the user under.
    pub username: String,
    /// Attributes by their full names; the empty ones are left out.
    attributes: BTreeMap<String, String>,
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

    /// Standard attributes by name, and custom ones without their prefix.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.strip_prefix(CUSTOM).unwrap_or(name), value.as_str()))
    }

    /// A user by the name that the tokens are kept under, with the attributes that the service
    /// told.
    pub fn new(username: &str, attributes: Vec<Attribute>) -> Self {
        let attributes = attributes
            .into_iter()
            .filter(|attribute| !attribute.value.is_empty())
            .map(|attribute| (attribute.name, attribute.value))
            .collect();
        Self {
            username: username.to_owned(),
            attributes,
        }
    }

    /// The user after these changes.
    #[must_use]
    pub fn with(&self, changes: &AttributeChanges) -> Self {
        let mut user = self.clone();
        for name in &changes.removed {
            user.attributes.remove(name);
        }
        for attribute in changes.set.iter().cloned() {
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
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self {
            username: username.to_owned(),
            attributes,
        }
    }
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
