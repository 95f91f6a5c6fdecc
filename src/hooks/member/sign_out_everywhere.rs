//! Ending all sessions of a user.

use super::Member;
use crate::{
    form::FormValues,
    hooks::{FormAction, Outcome},
    messages::Errand,
};

impl Member {
    /// Ends the user's sessions on all devices, then this one.
    pub fn sign_out_everywhere(&self) -> FormAction {
        self.action(sign_out_everywhere)
    }
}

async fn sign_out_everywhere(member: Member, _: FormValues) -> Outcome {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.sign_out_everywhere(username).await;
    if let Some(()) = member.settle(Errand::ManageAccount, result).await? {
        member.say_goodbye("You are signed out on all devices.");
    }
    Ok(None)
}
