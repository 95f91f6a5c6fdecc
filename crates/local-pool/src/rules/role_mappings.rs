//! What role mappings must be like.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::constraints;
use crate::model::role_mapping::{MappingType, RoleMapping};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::Arn;

/// How many providers can have a mapping.
const MAPPINGS: RangeInclusive<usize> = 0..=10;
/// How many rules a provider can have (developer guide, "Using rule-based mapping").
const RULES: RangeInclusive<usize> = 1..=25;

/// Refuses mappings that do not say all that the service must know.
pub(crate) fn check(mappings: &BTreeMap<String, RoleMapping>) -> Result<(), ApiError> {
    constraints::length("roleMappings", mappings.len(), &MAPPINGS)?;
    mappings.values().try_for_each(check_one)
}

fn check_one(mapping: &RoleMapping) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidParameter.because(words));
    if mapping.ambiguous_role_resolution.is_none() {
        return refuse("AmbiguousRoleResolution is required for a role mapping.");
    }
    match (mapping.kind, &mapping.rules_configuration) {
        (MappingType::Token, None) => Ok(()),
        (MappingType::Token, Some(_)) => {
            refuse("RulesConfiguration is not allowed for a role mapping of the type Token.")
        }
        (MappingType::Rules, None) => {
            refuse("RulesConfiguration is required for a role mapping of the type Rules.")
        }
        (MappingType::Rules, Some(configuration)) => {
            let rules = &configuration.rules;
            constraints::length("rulesConfiguration.rules", rules.len(), &RULES)?;
            let mut arns = rules.iter().map(|rule| rule.role_arn.clone());
            if arns.any(|arn| Arn::try_from(arn).is_err()) {
                return refuse("A RoleARN of the rules is not the ARN of a role.");
            }
            Ok(())
        }
    }
}
