//! Forms apart from how they look: their values, what can be wrong with them, and where.

mod attribute_input;
mod attribute_value;
mod password_policy;
mod problem;
mod validation;
mod values;

pub use self::{
    attribute_input::AttributeInput,
    attribute_value::tidy,
    problem::{Problem, field},
    validation::{Checks, clean_code},
    values::FormValues,
};
