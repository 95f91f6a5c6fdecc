//! The attributes that a pool's users can have.

use serde::{Deserialize, Serialize};

/// The type of an attribute's value. Values travel as text whatever their type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum AttributeDataType {
    /// Any text.
    String,
    /// A decimal number.
    Number,
    /// A date and time.
    DateTime,
    /// `true` or `false`.
    Boolean,
}

/// One attribute of the schema. Bounds are decimal numbers in text, as the service has them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SchemaAttribute {
    /// The full name, with `custom:` where that applies.
    pub(crate) name: String,
    /// The type of the value.
    pub(crate) attribute_data_type: AttributeDataType,
    /// Whether only administrators can write it.
    pub(crate) developer_only_attribute: bool,
    /// Whether the value can change once it is set.
    pub(crate) mutable: bool,
    /// Whether every user has it.
    pub(crate) required: bool,
    /// The bounds of a text's length.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) string_attribute_constraints: Option<StringConstraints>,
    /// The bounds of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) number_attribute_constraints: Option<NumberConstraints>,
}

/// The least and greatest length in characters.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct StringConstraints {
    /// Least length.
    pub(crate) min_length: Option<String>,
    /// Greatest length.
    pub(crate) max_length: Option<String>,
}

/// The least and greatest value.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct NumberConstraints {
    /// Least value.
    pub(crate) min_value: Option<String>,
    /// Greatest value.
    pub(crate) max_value: Option<String>,
}

impl SchemaAttribute {
    /// A mutable, optional text of `min` to `max` characters.
    pub(crate) fn text(name: &str, min: usize, max: usize) -> Self {
        Self {
            name: name.to_owned(),
            attribute_data_type: AttributeDataType::String,
            developer_only_attribute: false,
            mutable: true,
            required: false,
            string_attribute_constraints: Some(StringConstraints {
                min_length: Some(min.to_string()),
                max_length: Some(max.to_string()),
            }),
            number_attribute_constraints: None,
        }
    }

    fn of_type(self, attribute_data_type: AttributeDataType) -> Self {
        Self {
            attribute_data_type,
            string_attribute_constraints: None,
            ..self
        }
    }
}

/// The attributes that every pool has: the standard claims of OpenID Connect (Core, section 5.1).
pub(crate) fn standard_attributes() -> Vec<SchemaAttribute> {
    const TEXTS: [&str; 15] = [
        "name",
        "given_name",
        "family_name",
        "middle_name",
        "nickname",
        "preferred_username",
        "profile",
        "picture",
        "website",
        "email",
        "gender",
        "zoneinfo",
        "locale",
        "phone_number",
        "address",
    ];
    let sub = SchemaAttribute {
        mutable: false,
        required: true,
        ..SchemaAttribute::text("sub", 1, 2048)
    };
    let texts = TEXTS
        .iter()
        .map(|name| SchemaAttribute::text(name, 0, 2048));
    let others = [
        SchemaAttribute::text("birthdate", 10, 10),
        SchemaAttribute::text("email_verified", 0, 0).of_type(AttributeDataType::Boolean),
        SchemaAttribute::text("phone_number_verified", 0, 0).of_type(AttributeDataType::Boolean),
        SchemaAttribute::text("updated_at", 0, 0).of_type(AttributeDataType::Number),
    ];
    std::iter::once(sub).chain(texts).chain(others).collect()
}
