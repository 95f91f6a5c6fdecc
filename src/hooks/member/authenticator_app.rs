//! Setting up an authenticator app.

use yew::prelude::*;

use super::{Member, change_mfa::set_mfa};
use crate::{
    cognito::secret::{ConfirmationCode, SecretCode},
    form::{Checks, FormValues, Problem, clean_code, field},
    hooks::{FormAction, Loaded, Outcome, use_loaded::use_loaded},
    messages::Errand,
    session::MfaMethod,
};

/// A key for an authenticator app of the user.
#[hook]
pub fn use_authenticator_app_key(member: &Member) -> Loaded<SecretCode> {
    let member = member.clone();
    use_loaded(move || key(member.clone()))
}

async fn key(member: Member) -> Result<Option<SecretCode>, Vec<Problem>> {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.authenticator_app_key(username).await;
    member.settle(Errand::ManageAccount, result).await
}

impl Member {
    /// Takes the first code of the app that has the key, and turns it on; `done` hears of it.
    pub fn verify_authenticator_app(&self, done: Callback<()>) -> FormAction {
        self.action(move |member, values| verify(member, done.clone(), values))
    }
}

async fn verify(member: Member, done: Callback<()>, values: FormValues) -> Outcome {
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let mut checks = Checks::default();
    checks.require(
        !code.is_empty(),
        field::VERIFICATION_CODE,
        "Enter the code that the app shows.",
    );
    checks.finish()?;

    let code = ConfirmationCode::new(code);
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator
        .verify_authenticator_app(username, &code)
        .await;
    let verified = member.settle(Errand::VerifyAuthenticatorApp, result);
    if let Some(()) = verified.await? {
        let wanted = member.mfa_settings().with(MfaMethod::SoftwareToken);
        let text = "Your authenticator app is set up.";
        set_mfa(member, wanted, Errand::ManageAccount, text).await?;
        done.emit(());
    }
    Ok(None)
}
