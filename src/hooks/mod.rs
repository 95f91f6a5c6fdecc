//! What joins the pages to the session and the store: one hook for each errand.

mod address_for_code;
mod follow_session;
mod use_backend_call;
mod use_forgot_password;
mod use_go_to;
mod use_profile_form;
mod use_services;
mod use_session_sync;
mod use_sign_in;
mod use_sign_out;
mod use_sign_up;
mod use_submission;
mod use_verify_account;

use address_for_code::address_for_code;
use follow_session::follow_session;
pub use use_backend_call::{BackendCall, use_backend_call};
pub use use_forgot_password::{PasswordReset, ResetStep, use_forgot_password};
pub use use_go_to::{GoTo, use_go_to};
pub use use_profile_form::use_profile_form;
pub use use_services::{Services, use_services};
pub use use_session_sync::use_session_sync;
pub use use_sign_in::use_sign_in;
pub use use_sign_out::use_sign_out;
pub use use_sign_up::use_sign_up;
pub use use_submission::{Outcome, Submission, use_submission};
pub use use_verify_account::{RESEND, use_verify_account};
