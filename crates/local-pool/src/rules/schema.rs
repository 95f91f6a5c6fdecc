//! The schema of a new pool.

use super::constraints;
use crate::model::schema::{SchemaAttribute, standard_attributes};
use crate::wire::error::{ApiError, ErrorCode};

/// The greatest length of the name of an attribute of one's own.
const LONGEST_NAME: usize = 20;

/// The standard attributes with the given settings, and the pool's own ones.
pub(crate) fn merge(given: Vec<SchemaAttribute>) -> Result<Vec<SchemaAttribute>, ApiError> {
    let mut schema = standard_attributes();
    for attribute in given {
        match schema
            .iter_mut()
            .find(|standard| standard.name == attribute.name)
        {
            Some(standard) => adapt(standard, attribute)?,
            None => schema.push(own(attribute)?),
        }
    }
    Ok(schema)
}

/// What is not said of a standard attribute stays as it is.
fn adapt(standard: &mut SchemaAttribute, given: SchemaAttribute) -> Result<(), ApiError> {
    if given.attribute_data_type != standard.attribute_data_type {
        return Err(ErrorCode::InvalidParameter.because(format!(
            "You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute {}",
            given.name
        )));
    }
    standard.mutable = given.mutable;
    standard.required = given.required;
    if given.string_attribute_constraints.is_some() {
        standard.string_attribute_constraints = given.string_attribute_constraints;
    }
    Ok(())
}

fn own(mut attribute: SchemaAttribute) -> Result<SchemaAttribute, ApiError> {
    let length = attribute.name.chars().count();
    constraints::length("schema.member.name", length, &(1..=LONGEST_NAME))?;
    if attribute.required {
        return Err(ErrorCode::InvalidParameter
            .because("Required custom attributes are not supported currently."));
    }
    let prefix = if attribute.developer_only_attribute {
        "dev:custom"
    } else {
        "custom"
    };
    attribute.name = format!("{prefix}:{}", attribute.name);
    Ok(attribute)
}
