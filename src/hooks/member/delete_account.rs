//! Deleting a user's own account.

use super::Member;
use crate::{
    form::{Checks, FormValues, field},
    hooks::{FormAction, Outcome},
    messages::Errand,
};

impl Member {
    /// Deletes the account of a user who types their own address or name to confirm it, and
    /// everything that this browser keeps of them.
    pub fn delete_account(&self) -> FormAction {
        self.action(delete_account)
    }
}

async fn delete_account(member: Member, values: FormValues) -> Outcome {
    let name = member.user.display_name();
    let typed = values.trimmed(field::CONFIRMATION);
    let mut checks = Checks::default();
    checks.require(
        typed.eq_ignore_ascii_case(name),
        field::CONFIRMATION,
        format!("Type {name} to confirm."),
    );
    checks.finish()?;

    let authenticator = &member.services.authenticator;
    let result = authenticator.delete_account(&member.user.username).await;
    if let Some(()) = member.settle(Errand::ManageAccount, result).await? {
        member.services.remembered.forget();
        member.say_goodbye("Your account is deleted.");
    }
    Ok(None)
}
