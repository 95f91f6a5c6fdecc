//! Changing the password of a user who knows the old one.

use super::Member;
use crate::{
    cognito::secret::Password,
    form::{Checks, FormValues, field},
    hooks::{FormAction, Outcome},
    messages::Errand,
    route::Route,
};

impl Member {
    /// Changes the password to the form's.
    pub fn change_password(&self) -> FormAction {
        self.action(change_password)
    }
}

async fn change_password(member: Member, values: FormValues) -> Outcome {
    let current = values.text(field::CURRENT_PASSWORD);
    let new = values.text(field::NEW_PASSWORD);
    let confirmation = values.text(field::CONFIRM_PASSWORD);
    let policy = &member.services.config.password_policy;
    let mut checks = Checks::default();
    checks.require(
        !current.is_empty(),
        field::CURRENT_PASSWORD,
        "Enter your current password.",
    );
    checks.new_password(field::NEW_PASSWORD, &new, &confirmation, policy);
    checks.finish()?;

    let (current, new) = (Password::new(current), Password::new(new));
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator
        .change_password(username, &current, &new)
        .await;
    if let Some(()) = member.settle(Errand::ChangePassword, result).await? {
        member.confirm(Route::Security, "Your password is changed.");
    }
    Ok(None)
}
