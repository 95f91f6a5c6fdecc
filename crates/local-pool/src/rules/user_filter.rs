//! The filter of `ListUsers`: `email = "ann@example.com"`, `email ^= "ann"`.

use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// What users can be found by.
const SEARCHABLE: [&str; 10] = [
    "username",
    "email",
    "phone_number",
    "name",
    "given_name",
    "family_name",
    "preferred_username",
    "cognito:user_status",
    "status",
    "sub",
];

/// One condition on one attribute.
pub(crate) struct UserFilter {
    attribute: String,
    is_prefix: bool,
    value: String,
}

impl UserFilter {
    /// Reads a filter.
    pub(crate) fn parse(text: &str) -> Result<Self, ApiError> {
        let filter = read(text)
            .ok_or_else(|| ErrorCode::InvalidParameter.because("Error while parsing filter."))?;
        if SEARCHABLE.contains(&filter.attribute.as_str()) {
            return Ok(filter);
        }
        Err(ErrorCode::InvalidParameter
            .because(format!("Invalid search attribute: {}", filter.attribute)))
    }

    /// Whether the user is meant.
    pub(crate) fn matches(&self, user: &User) -> bool {
        match self.attribute.as_str() {
            "username" => self.fits(&user.username, &self.value),
            "cognito:user_status" => self.fits(user.status.name(), &self.value.to_uppercase()),
            "status" if user.enabled => self.fits("Enabled", &self.value),
            "status" => self.fits("Disabled", &self.value),
            name => user
                .attribute(name)
                .is_some_and(|value| self.fits(value, &self.value)),
        }
    }

    fn fits(&self, value: &str, wanted: &str) -> bool {
        if self.is_prefix {
            value.starts_with(wanted)
        } else {
            value == wanted
        }
    }
}

fn read(text: &str) -> Option<UserFilter> {
    let (left, right) = text.split_once('=')?;
    let (name, is_prefix) = match left.strip_suffix('^') {
        Some(name) => (name, true),
        None => (left, false),
    };
    let quoted = right.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(UserFilter {
        attribute: name.trim().trim_matches('"').to_owned(),
        is_prefix,
        value: unescape(quoted)?,
    })
}

/// `\"` stands for a quotation mark within a value; one that stands alone ends the value too early.
fn unescape(quoted: &str) -> Option<String> {
    let mut value = String::new();
    let mut chars = quoted.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => value.push(chars.next()?),
            '"' => return None,
            other => value.push(other),
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_filter() {
        for (text, attribute, is_prefix, value) in [
            (r#"email = "a@b.co""#, "email", false, "a@b.co"),
            (r#"email="a=b""#, "email", false, "a=b"),
            (r#" name ^= "An" "#, "name", true, "An"),
            (
                r#""cognito:user_status"="CONFIRMED""#,
                "cognito:user_status",
                false,
                "CONFIRMED",
            ),
            (
                r#"name = "the \"boss\" \\""#,
                "name",
                false,
                r#"the "boss" \"#,
            ),
            (r#"name = """#, "name", false, ""),
        ] {
            let filter = UserFilter::parse(text).unwrap();
            assert_eq!(
                (
                    filter.attribute.as_str(),
                    filter.is_prefix,
                    filter.value.as_str()
                ),
                (attribute, is_prefix, value)
            );
        }
    }

    #[test]
    fn what_is_not_a_filter_is_refused() {
        for text in [
            "email",
            "email = ",
            "email = ann",
            r#"email = ""#,
            r#"email = "ann"#,
            r#"email = "ann"bob""#,
            r#"email = "ann\""#,
            r#"email != "ann""#,
            r#"custom:agentName = "007""#,
            r#"= "ann""#,
        ] {
            assert!(UserFilter::parse(text).is_err(), "{text}");
        }
    }
}
