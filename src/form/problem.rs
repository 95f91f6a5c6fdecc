//! What can be wrong with a form, and where.

use std::borrow::Cow;

/// A sentence for a person, and the field that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field's name; none if it is about the form as a whole.
    pub field: Option<Cow<'static, str>>,
    /// The sentence.
    pub text: Cow<'static, str>,
}

impl Problem {
    /// A problem of one field.
    pub fn at(field: impl Into<Cow<'static, str>>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: Some(field.into()),
            text: text.into(),
        }
    }

    /// A problem of the form as a whole.
    pub fn general(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            field: None,
            text: text.into(),
        }
    }

    /// The same, or one of the form as a whole if it is about a field that the form lacks: there
    /// it would not be seen.
    #[must_use]
    pub fn in_form_with(self, has: impl Fn(&str) -> bool) -> Self {
        Self {
            field: self.field.filter(|field| has(field)),
            ..self
        }
    }
}

/// The names of the form fields; attributes go by their own.
pub mod field {
    /// E-mail address.
    pub const EMAIL: &str = "email";
    /// Phone number.
    pub const PHONE_NUMBER: &str = "phone_number";
    /// Day of birth.
    pub const BIRTHDATE: &str = "birthdate";
    /// The password.
    pub const PASSWORD: &str = "password";
    /// The password until now.
    pub const CURRENT_PASSWORD: &str = "current_password";
    /// The new password, where there is an old one.
    pub const NEW_PASSWORD: &str = "new_password";
    /// The password once more.
    pub const CONFIRM_PASSWORD: &str = "confirm_password";
    /// What the user types to confirm something.
    pub const CONFIRMATION: &str = "confirmation";
    /// The answer to a question of the pool's own.
    pub const ANSWER: &str = "answer";
    /// The code out of a message.
    pub const VERIFICATION_CODE: &str = "verification_code";
}
