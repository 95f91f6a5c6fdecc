//! Reusable parts of pages.

mod field;
mod form;
mod sign_out_button;
mod submit_button;
mod waiting;

pub use field::{Field, FieldKind};
pub use form::Form;
pub use sign_out_button::SignOutButton;
pub use submit_button::SubmitButton;
pub use waiting::Waiting;
