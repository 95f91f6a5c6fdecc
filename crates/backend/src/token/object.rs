//! A JSON object whose members are looked at one by one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

/// More members than any header or set of claims has; looking for duplicates takes the square of it.
const MAX_MEMBERS: usize = 256;

/// The members of an object, none of them twice: two readers of a token with two `sub` could each believe another one
/// (RFC 7515 section 4, RFC 7519 section 4).
pub(crate) struct JsonObject<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> JsonObject<'a> {
    /// Reads an object; what stands behind it is an error too.
    pub(crate) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The JSON of a member.
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        let (_, value) = self.members.iter().find(|(member, _)| member == name)?;
        Some(value.get())
    }
}

impl<'de> Deserialize<'de> for JsonObject<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = JsonObject<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members: Vec<(Cow<'de, str>, &'de RawValue)> = Vec::with_capacity(16);
        while let Some((Name(name), value)) = map.next_entry()? {
            if members.iter().any(|(member, _)| *member == name) {
                return Err(A::Error::custom("a member stands there twice"));
            }
            if members.len() == MAX_MEMBERS {
                return Err(A::Error::custom("too many members"));
            }
            members.push((name, value));
        }
        Ok(JsonObject { members })
    }
}

/// A member's name: borrowed unless it has escapes, which `Cow` alone would not be.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_name_and_kept_as_they_stand() {
        let object = JsonObject::parse(r#" {"a": 1.50, "b": {"a": 2}, "\u0063": "x"} "#).unwrap();
        assert_eq!(object.get("a"), Some("1.50"));
        assert_eq!(object.get("b"), Some(r#"{"a": 2}"#));
        assert_eq!(object.get("c"), Some(r#""x""#));
        assert_eq!(object.get("d"), None);
    }

    #[test]
    fn a_member_that_stands_there_twice_is_refused_in_any_spelling() {
        assert!(JsonObject::parse(r#"{"sub": 1, "sub": 1}"#).is_err());
        assert!(JsonObject::parse(r#"{"sub": 1, "\u0073ub": 1}"#).is_err());
    }

    #[test]
    fn what_is_not_one_object_is_refused() {
        for text in [
            "",
            "[]",
            "null",
            "{",
            "{}{}",
            "{} x",
            "\u{feff}{}",
            r#"{"a":}"#,
            "{'a':1}",
        ] {
            assert!(JsonObject::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn members_without_end_are_refused() {
        let members: Vec<_> = (0..=MAX_MEMBERS).map(|n| format!(r#""{n}":0"#)).collect();
        assert!(JsonObject::parse(&format!("{{{}}}", members[1..].join(","))).is_ok());
        assert!(JsonObject::parse(&format!("{{{}}}", members.join(","))).is_err());
    }

    #[test]
    fn nesting_without_end_is_passed_over_without_filling_the_stack() {
        let deep = format!("{}1{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        let text = format!(r#"{{"a":{deep},"b":2}}"#);
        let object = JsonObject::parse(&text).unwrap();
        assert_eq!(object.get("b"), Some("2"));
        let value = serde_json::from_str::<serde_json::Value>(object.get("a").unwrap());
        assert!(value.is_err());
    }
}
