//! Constraints of the service's API model on settings that are kept as they came.
//! A `path` names the member as the service does.

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::wire::error::{ApiError, ErrorCode};

/// Refuses values that are not in the list of those allowed.
pub(crate) fn members(path: &str, values: &[String], allowed: &[&str]) -> Result<(), ApiError> {
    if values.iter().all(|value| allowed.contains(&value.as_str())) {
        return Ok(());
    }
    let set = allowed.join(", ");
    Err(broken(
        path,
        &format!("Member must satisfy enum value set: [{set}]"),
    ))
}

/// Refuses a number out of range.
pub(crate) fn value<T: Copy + PartialOrd + Display>(
    path: &str,
    value: T,
    allowed: &RangeInclusive<T>,
) -> Result<(), ApiError> {
    within(path, "value", value, allowed)
}

/// Refuses a text or list that is too short or too long.
pub(crate) fn length(
    path: &str,
    length: usize,
    allowed: &RangeInclusive<usize>,
) -> Result<(), ApiError> {
    within(path, "length", length, allowed)
}

/// Refuses a message of more than `max` characters, or without `{####}` for the code.
pub(crate) fn message(path: &str, text: Option<&str>, max: usize) -> Result<(), ApiError> {
    const CODE: &str = "{####}";
    let Some(text) = text else {
        return Ok(());
    };
    length(path, text.chars().count(), &(CODE.len()..=max))?;
    if text.contains(CODE) {
        return Ok(());
    }
    Err(broken(
        path,
        r"Member must satisfy regular expression pattern: .*\{####\}.*",
    ))
}

/// Refuses a text of 1 to 128 characters that are not letters, digits, or the given ones; `allowed` has these and
/// the published pattern.
pub(crate) fn pattern(path: &str, text: &str, allowed: (&str, &str)) -> Result<(), ApiError> {
    let (marks, pattern) = allowed;
    length(path, text.chars().count(), &(1..=128))?;
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || c == '_' || marks.contains(c);
    if text.chars().all(is_allowed) {
        return Ok(());
    }
    Err(broken(
        path,
        &format!("Member must satisfy regular expression pattern: {pattern}"),
    ))
}

fn within<T: Copy + PartialOrd + Display>(
    path: &str,
    what: &str,
    value: T,
    allowed: &RangeInclusive<T>,
) -> Result<(), ApiError> {
    let (relation, bound) = if value < *allowed.start() {
        ("greater", allowed.start())
    } else if value > *allowed.end() {
        ("less", allowed.end())
    } else {
        return Ok(());
    };
    Err(broken(
        path,
        &format!("Member must have {what} {relation} than or equal to {bound}"),
    ))
}

fn broken(path: &str, rule: &str) -> ApiError {
    ErrorCode::InvalidParameter.because(format!(
        "1 validation error detected: Value at '{path}' failed to satisfy constraint: {rule}"
    ))
}
