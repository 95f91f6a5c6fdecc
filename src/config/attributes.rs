//! The attributes that the forms show.

use serde::Deserialize;

use super::fault::Faults;

/// An attribute as the forms show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeField {
    /// The full name, for example `email` or `custom:agentName`.
    pub name: String,
    /// The label for people.
    pub label: String,
    /// Whether the user may change it.
    pub editable: bool,
    /// Whether a user cannot be without it.
    pub required: bool,
}

/// An entry of `custom.attributes`.
#[derive(Deserialize)]
pub(super) struct Attribute {
    name: String,
    label: Option<String>,
    #[serde(default)]
    editable: bool,
    #[serde(default)]
    required: bool,
}

/// The standard claims of OpenID Connect that a user pool keeps as attributes (Amazon Cognito
/// developer guide, "Working with user attributes").
const STANDARD_ATTRIBUTES: [&str; 17] = [
    "address",
    "birthdate",
    "email",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "picture",
    "preferred_username",
    "profile",
    "updated_at",
    "website",
    "zoneinfo",
];

pub(super) fn is_attribute(name: &str) -> bool {
    let custom = name.strip_prefix("custom:");
    STANDARD_ATTRIBUTES.contains(&name) || custom.is_some_and(|name| !name.is_empty())
}

/// The attributes as listed, or else the e-mail address; in any case those that the pool requires.
pub(super) fn read(
    listed: Option<Vec<Attribute>>,
    required: &[String],
    faults: &mut Faults,
) -> Vec<AttributeField> {
    let unlisted = |name: &str| Attribute {
        name: name.to_owned(),
        label: None,
        editable: !matches!(name, "email" | "phone_number"),
        required: true,
    };
    let mut all = listed.unwrap_or_else(|| vec![unlisted("email")]);
    for name in required {
        if all.iter().all(|attribute| attribute.name != *name) {
            all.push(unlisted(name));
        }
    }
    check(&all, faults);
    let field = |attribute: Attribute| AttributeField {
        label: attribute.label.unwrap_or_else(|| label_of(&attribute.name)),
        editable: attribute.editable,
        required: attribute.required || required.contains(&attribute.name),
        name: attribute.name,
    };
    all.into_iter().map(field).collect()
}

fn check(attributes: &[Attribute], faults: &mut Faults) {
    for (index, Attribute { name, .. }) in attributes.iter().enumerate() {
        if !is_attribute(name) {
            let problem = format!("`{name}` is neither a standard attribute nor a `custom:` one");
            faults.add("custom.attributes", problem);
        }
        if attributes[..index].iter().any(|other| other.name == *name) {
            faults.add("custom.attributes", format!("`{name}` stands there twice"));
        }
    }
}

/// `custom:agent_name` and `given_name` as a person would write them.
pub(super) fn label_of(name: &str) -> String {
    let mut words = name
        .strip_prefix("custom:")
        .unwrap_or(name)
        .replace('_', " ");
    // The large letters of all alphabets would take 10 kB of the download.
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}
