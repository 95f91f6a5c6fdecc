//! Reusable parts of pages.

mod action_form;
mod backend_card;
mod challenge;
mod choices;
mod confirm;
mod credentials_card;
mod device_question;
mod disclosure;
mod email_field;
mod field;
mod form;
mod new_password_fields;
mod parts;
mod sign_out_button;
mod social_sign_in;
mod submit_button;
mod totp_secret;
mod waiting;

pub use action_form::ActionForm;
pub use backend_card::BackendCard;
pub use challenge::ChallengeCard;
pub use choices::Choices;
pub use confirm::{CancelButton, confirm};
pub use credentials_card::CredentialsCard;
pub use device_question::DeviceQuestion;
pub use disclosure::{Close, Disclosure};
pub use email_field::EmailField;
pub use field::{Field, FieldKind};
pub use form::Form;
pub use new_password_fields::NewPasswordFields;
pub use parts::{day, loaded, section};
pub use sign_out_button::SignOutButton;
pub use social_sign_in::SocialSignIn;
pub use submit_button::SubmitButton;
pub use totp_secret::TotpSecret;
pub use waiting::Waiting;
