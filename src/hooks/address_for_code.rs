//! Asking for a code, whatever for.

use super::Services;
use crate::form::{Checks, FormValues, Problem, field};

/// The form's e-mail address, checked, and kept for the next form.
pub(super) fn address_for_code(
    services: &Services,
    values: &FormValues,
) -> Result<String, Vec<Problem>> {
    let email = values.trimmed(field::EMAIL);
    let mut checks = Checks::default();
    checks.email(&email);
    checks.finish()?;
    services.remembered.set_email(&email);
    Ok(email)
}
