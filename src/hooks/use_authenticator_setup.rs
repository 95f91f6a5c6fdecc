//! Setting up an authenticator app.

use yew::prelude::*;

use super::{
    Loaded, Outcome, Submission,
    use_loaded::use_loaded,
    use_member::{Member, use_member},
    use_mfa_change::set_mfa,
    use_submission,
};
use crate::{
    cognito::secret::{ConfirmationCode, SecretCode},
    form::{Checks, FormValues, Problem, clean_code, field},
    messages::Errand,
    session::{MfaMethod, UserProfile},
};

/// An authenticator app that is being set up.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthenticatorSetup {
    /// The key for the app.
    pub key: Loaded<SecretCode>,
    /// Takes the first code of the app, and turns it on.
    pub verify: Submission,
}

/// Sets up an authenticator app for `user`; `done` hears of it when it is on.
#[hook]
pub fn use_authenticator_setup(user: &UserProfile, done: Callback<()>) -> AuthenticatorSetup {
    let member = use_member(&user.username);
    let key = use_loaded({
        let member = member.clone();
        move || key(member.clone())
    });
    let user = user.clone();
    let verify = use_submission(move |values| {
        let (member, user, done) = (member.clone(), user.clone(), done.clone());
        async move {
            let outcome = verify(member, user, values).await?;
            done.emit(());
            Ok(outcome)
        }
    });
    AuthenticatorSetup { key, verify }
}

async fn key(member: Member) -> Result<Option<SecretCode>, Vec<Problem>> {
    let authenticator = &member.services.authenticator;
    let result = authenticator.authenticator_app_key(&member.username).await;
    member.settle(Errand::ManageAccount, result).await
}

async fn verify(member: Member, user: UserProfile, values: FormValues) -> Outcome {
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
    let result = authenticator
        .verify_authenticator_app(&member.username, &code)
        .await;
    if member
        .settle(Errand::VerifyAuthenticatorApp, result)
        .await?
        .is_none()
    {
        return Ok(None);
    }
    let settings = user.mfa().cloned().unwrap_or_default();
    let wanted = settings.with(MfaMethod::SoftwareToken);
    set_mfa(member, user, wanted, "Your authenticator app is set up.").await
}
