//! Reusable parts of pages.

mod backend_card;
mod email_field;
mod field;
mod form;
mod new_password_fields;
mod sign_out_button;
mod submit_button;
mod waiting;

pub use backend_card::BackendCard;
pub use email_field::EmailField;
pub use field::{Field, FieldKind};
pub use form::Form;
pub use new_password_fields::NewPasswordFields;
pub use sign_out_button::SignOutButton;
pub use submit_button::SubmitButton;
pub use waiting::Waiting;
