//! Deleting a user's own account.

use yew::prelude::*;

use super::{
    Outcome, Submission,
    use_member::{Member, use_member},
    use_submission,
};
use crate::{
    form::{Checks, FormValues, field},
    messages::Errand,
    session::UserProfile,
};

/// Deletes the account of `user`, who types their own address or name to confirm it, and everything
/// that this browser keeps of them.
#[hook]
pub fn use_delete_account(user: &UserProfile) -> Submission {
    let member = use_member(&user.username);
    let name = user.display_name().to_owned();
    use_submission(move |values| delete_account(member.clone(), name.clone(), values))
}

async fn delete_account(member: Member, name: String, values: FormValues) -> Outcome {
    let typed = values.trimmed(field::CONFIRMATION);
    let mut checks = Checks::default();
    checks.require(
        typed.to_lowercase() == name.to_lowercase(),
        field::CONFIRMATION,
        format!("Type {name} to confirm."),
    );
    checks.finish()?;

    let authenticator = &member.services.authenticator;
    let result = authenticator.delete_account(&member.username).await;
    if member
        .settle(Errand::ManageAccount, result)
        .await?
        .is_some()
    {
        member.services.remembered.forget();
        member.say_goodbye("Your account is deleted.");
    }
    Ok(None)
}
