//! The schema of a pool: of a new one, and what is added later.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::Deserialize;

use super::constraints;
use crate::model::schema::{
    AttributeDataType, NumberConstraints, SchemaAttribute, StringConstraints, standard_attributes,
};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::AttributeName;

/// The greatest length of the name of an attribute of one's own.
const LONGEST_NAME: usize = 20;
/// The greatest length of an attribute's value.
const LONGEST_VALUE: usize = 2048;

/// What a request says of an attribute (`SchemaAttributeType`). What it does not say stays as it is with a
/// standard attribute; one's own can change, and need not be there.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AttributeDeclaration {
    name: AttributeName,
    attribute_data_type: Option<AttributeDataType>,
    developer_only_attribute: Option<bool>,
    mutable: Option<bool>,
    required: Option<bool>,
    string_attribute_constraints: Option<StringConstraints>,
    number_attribute_constraints: Option<NumberConstraints>,
}

/// The standard attributes with the given settings, and the pool's own ones.
pub(crate) fn merge(given: Vec<AttributeDeclaration>) -> Result<Vec<SchemaAttribute>, ApiError> {
    let mut schema = standard_attributes();
    let mut names = BTreeSet::new();
    for declaration in given {
        check_bounds(&declaration)?;
        let name = declaration.name.to_string();
        if names.contains(&name) {
            return Err(ErrorCode::InvalidParameter.because(format!(
                "Attribute {name} is declared more than once in the schema"
            )));
        }
        names.insert(name);
        match schema
            .iter_mut()
            .find(|standard| standard.name == *declaration.name)
        {
            Some(standard) => adapt(standard, declaration)?,
            None => schema.push(own(declaration)?),
        }
    }
    Ok(schema)
}

/// Adds attributes of one's own to a schema.
pub(crate) fn extend(
    schema: &mut Vec<SchemaAttribute>,
    given: Vec<AttributeDeclaration>,
) -> Result<(), ApiError> {
    for declaration in given {
        check_bounds(&declaration)?;
        let attribute = own(declaration)?;
        let name = &attribute.name;
        if schema.iter().any(|known| known.name == *name) {
            return Err(ErrorCode::InvalidParameter.because(format!(
                "{name}: Existing attribute already has name {name}."
            )));
        }
        schema.push(attribute);
    }
    Ok(())
}

/// Bounds are decimal numbers in text, so that the parser lets any text pass.
fn check_bounds(given: &AttributeDeclaration) -> Result<(), ApiError> {
    let lengths = given.string_attribute_constraints.as_ref();
    let values = given.number_attribute_constraints.as_ref();
    let are_right = lengths.is_none_or(|bounds| {
        fit(
            [&bounds.min_length, &bounds.max_length],
            &(0..=LONGEST_VALUE),
        )
    }) && values.is_none_or(|bounds| {
        fit(
            [&bounds.min_value, &bounds.max_value],
            &(i64::MIN..=i64::MAX),
        )
    });
    if are_right {
        return Ok(());
    }
    let name = &*given.name;
    Err(ErrorCode::InvalidParameter
        .because(format!("Invalid constraints given for attribute {name}")))
}

/// Whether the bounds that are given are numbers within the limits, the least not above the greatest.
fn fit<T: FromStr + PartialOrd>(bounds: [&Option<String>; 2], limits: &RangeInclusive<T>) -> bool {
    let given = bounds.into_iter().flatten();
    let numbers: Result<Vec<T>, T::Err> = given.map(|text| text.parse()).collect();
    numbers.is_ok_and(|numbers| {
        numbers.is_sorted() && numbers.iter().all(|number| limits.contains(number))
    })
}

fn adapt(standard: &mut SchemaAttribute, given: AttributeDeclaration) -> Result<(), ApiError> {
    let is_other_type = given
        .attribute_data_type
        .is_some_and(|given| given != standard.attribute_data_type);
    if is_other_type || given.developer_only_attribute == Some(true) {
        return Err(ErrorCode::InvalidParameter.because(format!(
            "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute {}",
            &*given.name
        )));
    }
    standard.mutable = given.mutable.unwrap_or(standard.mutable);
    standard.required = given.required.unwrap_or(standard.required);
    if given.string_attribute_constraints.is_some() {
        standard.string_attribute_constraints = given.string_attribute_constraints;
    }
    Ok(())
}

fn own(given: AttributeDeclaration) -> Result<SchemaAttribute, ApiError> {
    let refuse = |words: String| Err(ErrorCode::InvalidParameter.because(words));
    let name = &*given.name;
    let length = name.chars().count();
    constraints::length("schema.member.name", length, &(1..=LONGEST_NAME))?;
    let Some(attribute_data_type) = given.attribute_data_type else {
        return refuse(format!(
            "AttributeDataType is required for custom attribute {name}"
        ));
    };
    if given.required == Some(true) {
        return refuse("Required custom attributes are not supported currently.".to_owned());
    }
    let developer_only_attribute = given.developer_only_attribute.unwrap_or(false);
    let prefix = if developer_only_attribute {
        "dev:custom"
    } else {
        "custom"
    };
    Ok(SchemaAttribute {
        name: format!("{prefix}:{name}"),
        attribute_data_type,
        developer_only_attribute,
        mutable: given.mutable.unwrap_or(true),
        required: false,
        string_attribute_constraints: given.string_attribute_constraints,
        number_attribute_constraints: given.number_attribute_constraints,
    })
}
