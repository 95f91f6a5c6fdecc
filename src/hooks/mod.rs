//! What joins the pages to the session and the store: one hook for each errand.

mod address_for_code;
mod after_sign_in;
mod choices;
mod follow_session;
mod member;
mod on_return;
mod one_at_a_time;
mod use_arrival;
mod use_aws_credentials;
mod use_backend_call;
mod use_challenge;
mod use_device_question;
mod use_forgot_password;
mod use_go_to;
mod use_loaded;
mod use_passkey_autofill;
mod use_services;
mod use_session;
mod use_session_sync;
mod use_sign_in;
mod use_sign_out;
mod use_sign_up;
mod use_social_sign_in;
mod use_submission;
mod use_verify_account;

use address_for_code::address_for_code;
use after_sign_in::{after_sign_in, end_sign_in};
pub use choices::{is_choice, usable_choices};
use choices::{is_usable, skip_single_choices};
use follow_session::follow_session;
pub use member::{
    AppSetUp, KEEP_OLD, Member, MfaChange, use_authenticator_app, use_devices, use_member,
    use_passkeys, use_reread,
};
pub use use_arrival::use_arrival;
pub use use_aws_credentials::{AwsCredentials, Holding, use_aws_credentials};
pub use use_backend_call::{BackendCall, use_backend_call};
pub use use_challenge::{ANOTHER_WAY, ChallengeForm, NEW_CODE, use_challenge};
pub use use_device_question::{NOT_NOW, use_device_question};
pub use use_forgot_password::{
    PasswordReset, ResetStep, use_ask_for_reset_code, use_forgot_password, use_set_new_password,
};
pub use use_go_to::{GoTo, use_go_to};
pub use use_loaded::Loaded;
pub use use_passkey_autofill::use_passkey_autofill;
pub use use_services::{Services, use_services};
pub use use_session::{use_session, use_user};
pub use use_session_sync::use_session_sync;
pub use use_sign_in::{PASSKEY, use_sign_in};
pub use use_sign_out::use_sign_out;
pub use use_sign_up::use_sign_up;
pub use use_social_sign_in::use_social_sign_in;
pub use use_submission::{FormAction, Outcome, Submission, use_form_action, use_submission};
pub use use_verify_account::{RESEND, use_verify_account};
