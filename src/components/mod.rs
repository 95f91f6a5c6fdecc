//! Reusable parts of pages.

mod config_problem;
mod field;
mod form;
mod guard;
mod menu;
mod shell;
mod sign_out_button;
mod submit_button;

pub use config_problem::ConfigProblem;
pub use field::{Field, FieldKind};
pub use form::{Form, FormValues};
pub use guard::Guard;
pub use menu::Menu;
pub use shell::Shell;
pub use sign_out_button::SignOutButton;
pub use submit_button::SubmitButton;
