//! Small things that several modules need.

/// A code of the same form that is not `code`.
pub(crate) fn another_code(code: &str) -> String {
    let next = |digit: char| if digit == '9' { '0' } else { '9' };
    code.chars().map(next).collect()
}
