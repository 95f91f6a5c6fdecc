//! Changing the password of a user who knows the old one.

use yew::prelude::*;

use super::{
    Outcome, Submission,
    use_member::{Member, use_member},
    use_submission,
};
use crate::{
    cognito::secret::Password,
    form::{Checks, FormValues, field},
    messages::Errand,
};

/// Changes the password of the user `username` to the form's.
#[hook]
pub fn use_change_password(username: &str) -> Submission {
    let member = use_member(username);
    use_submission(move |values| change_password(member.clone(), values))
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
    let result = authenticator
        .change_password(&member.username, &current, &new)
        .await;
    if member
        .settle(Errand::ChangePassword, result)
        .await?
        .is_some()
    {
        member.confirm("Your password is changed.");
    }
    Ok(None)
}
