//! How attributes are filled in.

use super::field;

/// What the browser is told of an attribute's input, and the user with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeInput {
    /// The input's type (HTML Standard, section "States of the type attribute").
    pub kind: &'static str,
    /// What the browser fills in (HTML Standard, section "Autofill").
    pub autocomplete: &'static str,
    /// A sentence that helps filling it in.
    pub hint: Option<&'static str>,
}

impl AttributeInput {
    /// The input of an attribute, by its full name.
    pub fn of(name: &str) -> Self {
        let (kind, autocomplete) = match name {
            field::EMAIL => ("email", "email"),
            field::PHONE_NUMBER => ("tel", "tel"),
            // A calendar would not show what is no date, and is a long way to the year.
            field::BIRTHDATE => ("text", "bday"),
            "name" => ("text", "name"),
            "given_name" => ("text", "given-name"),
            "middle_name" => ("text", "additional-name"),
            "family_name" => ("text", "family-name"),
            "nickname" => ("text", "nickname"),
            "gender" => ("text", "sex"),
            "locale" => ("text", "language"),
            "picture" => ("url", "photo"),
            "profile" => ("url", "on"),
            "website" => ("url", "url"),
            _ => ("text", "on"),
        };
        let hint = match name {
            field::BIRTHDATE => Some("Year, month and day, such as 1990-12-31."),
            field::PHONE_NUMBER => Some("With its country code, such as +12065550100."),
            _ => None,
        };
        Self {
            kind,
            autocomplete,
            hint,
        }
    }
}
