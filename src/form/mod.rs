//! Forms apart from how they look: their values, what can be wrong with them, and where.

mod problem;
mod validation;
mod values;

pub use self::{
    problem::{Problem, field},
    validation::{Checks, clean_code, tidy},
    values::FormValues,
};
