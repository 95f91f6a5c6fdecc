//! Forms apart from how they look: their values, what can be wrong with them, and where.

mod attribute_input;
mod problem;
mod validation;
mod values;

pub use self::{
    attribute_input::AttributeInput,
    problem::{Problem, field},
    validation::{Checks, clean_code, tidy},
    values::FormValues,
};
