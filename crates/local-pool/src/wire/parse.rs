//! From the bytes of a request to its typed form, with the service's words for what is wrong.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::error::{ApiError, ErrorCode};

/// Reads a JSON object. A member that is null counts as absent (AWS JSON 1.1 protocol), at every depth.
pub(super) fn object(body: &[u8]) -> Result<Value, ApiError> {
    match serde_json::from_slice(body) {
        Ok(value @ Value::Object(_)) => Ok(without_nulls(value)),
        _ => Err(ErrorCode::Serialization.because("The request is not a JSON object.")),
    }
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_nulls(value)))
            .collect(),
        Value::Array(elements) => elements.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

/// Reads the fields of an operation.
pub(crate) fn fields<T: DeserializeOwned>(object: Value) -> Result<T, ApiError> {
    serde_path_to_error::deserialize(object).map_err(|error| {
        let path = error.path().to_string();
        ErrorCode::InvalidParameter.because(complaint(&path, &error.inner().to_string()))
    })
}

fn complaint(path: &str, cause: &str) -> String {
    const OPENING: &str = "1 validation error detected: Value";
    const CONSTRAINT: &str = "failed to satisfy constraint:";
    if let Some(name) = cause
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'))
    {
        let path = if path == "." {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        };
        return format!(
            "{OPENING} null at '{}' {CONSTRAINT} Member must not be null",
            camel_case(&path)
        );
    }
    // Other words of the parser repeat the value, which may be a secret.
    let rule = match cause {
        rule if rule.starts_with("Member must") => rule,
        other if other.starts_with("unknown variant") => "Member must satisfy enum value set",
        _ => "Member must have the documented type",
    };
    format!("{OPENING} at '{}' {CONSTRAINT} {rule}", camel_case(path))
}

/// The service names members in camel case: `userAttributes[0].name`.
fn camel_case(path: &str) -> String {
    let parts = path.split('.').map(|part| {
        let is_member = part.chars().any(char::is_lowercase);
        let mut chars = part.chars();
        match chars.next() {
            Some(first) if is_member => first.to_ascii_lowercase().to_string() + chars.as_str(),
            _ => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;
    use crate::wire::field::{AttributeName, Password, Username};

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    #[expect(dead_code, reason = "only the parsing matters")]
    struct Request {
        username: Username,
        password: Option<Password>,
        #[serde(default)]
        user_attributes: Vec<Attribute>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "PascalCase")]
    #[expect(dead_code, reason = "only the parsing matters")]
    struct Attribute {
        name: AttributeName,
    }

    fn complaint_of(request: Value) -> String {
        fields::<Request>(request).unwrap_err().to_string()
    }

    #[test]
    fn complaints_name_the_field_and_the_rule_but_not_the_value() {
        let opening = "InvalidParameterException: 1 validation error detected: Value";
        for (request, rest) in [
            (
                json!({}),
                "null at 'username' failed to satisfy constraint: Member must not be null",
            ),
            (
                json!({"Username": ""}),
                "at 'username' failed to satisfy constraint: Member must have length greater than or equal to 1",
            ),
            (
                json!({"Username": "a b"}),
                r"at 'username' failed to satisfy constraint: Member must satisfy regular expression pattern: [\p{L}\p{M}\p{S}\p{N}\p{P}]+",
            ),
            (
                json!({"Username": "a", "Password": 1234}),
                "at 'password' failed to satisfy constraint: Member must have the documented type",
            ),
            (
                json!({"Username": "a", "UserAttributes": [{}]}),
                "null at 'userAttributes[0].name' failed to satisfy constraint: Member must not be null",
            ),
        ] {
            assert_eq!(complaint_of(request), format!("{opening} {rest}"));
        }
    }

    #[test]
    fn null_members_are_absent_at_every_depth_and_null_elements_stay() {
        let body = json!({"a": null, "b": {"c": null, "d": [null, {"e": null, "f": 0}]}});
        let expected = json!({"b": {"d": [null, {"f": 0}]}});
        assert_eq!(object(body.to_string().as_bytes()).unwrap(), expected);
    }

    #[test]
    fn only_objects_are_requests() {
        for body in ["", "[]", "5", "null", "{", "\u{feff}{}"] {
            let refusal = object(body.as_bytes()).unwrap_err().to_string();
            assert!(refusal.starts_with("SerializationException"), "{body}");
        }
    }
}
