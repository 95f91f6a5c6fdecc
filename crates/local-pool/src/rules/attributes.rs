//! Attributes: on the wire, and against the schema.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::formats::{is_date, is_email, is_phone_number};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::schema::{AttributeDataType, SchemaAttribute};
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{AttributeName, AttributeValue};

/// An attribute in a request.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AttributeInput {
    name: AttributeName,
    value: Option<AttributeValue>,
}

/// An attribute in a reply.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AttributeOutput {
    name: String,
    value: String,
}

/// The attributes of a request by name; a missing value is the empty one.
pub(crate) fn collect(inputs: &[AttributeInput]) -> BTreeMap<String, String> {
    let value = |input: &AttributeInput| input.value.as_deref().unwrap_or_default().to_owned();
    inputs
        .iter()
        .map(|input| (input.name.to_string(), value(input)))
        .collect()
}

/// The attributes that an administrator gives. Whether an address is verified may be written in any case.
pub(crate) fn collect_as_admin(
    inputs: &[AttributeInput],
) -> Result<BTreeMap<String, String>, ApiError> {
    let mut given = collect(inputs);
    if given.contains_key("sub") {
        return Err(
            ErrorCode::InvalidParameter.because("Cannot modify the non-mutable attribute sub")
        );
    }
    for name in ["email_verified", "phone_number_verified"] {
        if let Some(value) = given.get_mut(name) {
            value.make_ascii_lowercase();
        }
    }
    Ok(given)
}

/// What the client may read of the user's attributes, `sub` first.
pub(crate) fn readable(client: &AppClient, user: &User) -> Vec<AttributeOutput> {
    shown(user, |name| client.may_read(name))
}

/// Those of the user's attributes that are wanted, `sub` first.
pub(crate) fn shown(user: &User, is_wanted: impl Fn(&str) -> bool) -> Vec<AttributeOutput> {
    let sub = std::iter::once(("sub", user.sub.as_str()));
    let others = user
        .attributes
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    sub.chain(others)
        .filter(|(name, _)| is_wanted(name))
        .map(|(name, value)| AttributeOutput {
            name: name.to_owned(),
            value: value.to_owned(),
        })
        .collect()
}

/// Refuses attributes that the client's users must not write.
pub(crate) fn check_writable<'n>(
    client: &AppClient,
    names: impl IntoIterator<Item = &'n str>,
) -> Result<(), ApiError> {
    if names.into_iter().all(|name| client.may_write(name)) {
        return Ok(());
    }
    Err(ErrorCode::NotAuthorized.because("A client attempted to write unauthorized attribute"))
}

/// Refuses attributes that the schema does not know, or whose values it forbids.
pub(crate) fn check_values(
    pool: &UserPool,
    attributes: &BTreeMap<String, String>,
) -> Result<(), ApiError> {
    for (name, value) in attributes {
        check_value(declared(pool, name)?, value)?;
    }
    Ok(())
}

/// The schema's entry for an attribute; refuses one that the schema does not know.
pub(crate) fn declared<'p>(
    pool: &'p UserPool,
    name: &str,
) -> Result<&'p SchemaAttribute, ApiError> {
    pool.attribute(name).ok_or_else(|| {
        not_conforming(&format!(
            "Type for attribute {{{name}}} could not be determined"
        ))
    })
}

/// Refuses a set of attributes that lacks one which every user of the pool must have.
pub(crate) fn check_required(
    pool: &UserPool,
    attributes: &BTreeMap<String, String>,
) -> Result<(), ApiError> {
    let is_missing = |attribute: &&SchemaAttribute| {
        attribute.required
            && attribute.name != "sub"
            && attributes.get(&attribute.name).is_none_or(String::is_empty)
    };
    match pool.schema_attributes.iter().find(is_missing) {
        None => Ok(()),
        Some(SchemaAttribute { name, .. }) => Err(not_conforming(&format!(
            "{name}: The attribute {name} is required"
        ))),
    }
}

/// Refuses a value that the schema forbids.
pub(crate) fn check_value(attribute: &SchemaAttribute, value: &str) -> Result<(), ApiError> {
    let name = attribute.name.as_str();
    match name {
        "email" if !is_email(value) => {
            return Err(ErrorCode::InvalidParameter.because("Invalid email address format."));
        }
        "phone_number" if !is_phone_number(value) => {
            return Err(ErrorCode::InvalidParameter.because("Invalid phone number format."));
        }
        _ => {}
    }
    let fits = match attribute.attribute_data_type {
        AttributeDataType::String if name == "birthdate" => value.is_empty() || is_date(value),
        AttributeDataType::String => text_fits(attribute, value),
        AttributeDataType::Number => number_fits(attribute, value),
        AttributeDataType::Boolean => ["true", "false"].contains(&value),
        AttributeDataType::DateTime => !value.is_empty(),
    };
    if fits {
        return Ok(());
    }
    Err(not_conforming(&format!(
        "{name}: The value does not satisfy the constraints of the attribute"
    )))
}

fn text_fits(attribute: &SchemaAttribute, value: &str) -> bool {
    let Some(bounds) = &attribute.string_attribute_constraints else {
        return true;
    };
    let length = value.chars().count();
    // An empty value clears an attribute, whatever the least length.
    (value.is_empty() && !attribute.required)
        || (bound(bounds.min_length.as_ref()).is_none_or(|min: usize| length >= min)
            && bound(bounds.max_length.as_ref()).is_none_or(|max: usize| length <= max))
}

fn number_fits(attribute: &SchemaAttribute, value: &str) -> bool {
    if value.is_empty() {
        return !attribute.required;
    }
    let Ok(number) = value.parse::<i64>() else {
        return false;
    };
    let Some(bounds) = &attribute.number_attribute_constraints else {
        return true;
    };
    bound(bounds.min_value.as_ref()).is_none_or(|min: i64| number >= min)
        && bound(bounds.max_value.as_ref()).is_none_or(|max: i64| number <= max)
}

fn bound<T: std::str::FromStr>(text: Option<&String>) -> Option<T> {
    text.and_then(|text| text.parse().ok())
}

fn not_conforming(reason: &str) -> ApiError {
    ErrorCode::InvalidParameter.because(format!(
        "Attributes did not conform to the schema: {reason}"
    ))
}
