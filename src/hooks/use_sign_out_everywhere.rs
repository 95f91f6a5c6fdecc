//! Ending all sessions of a user.

use yew::prelude::*;

use super::{Submission, use_member::use_member, use_submission};
use crate::messages::Errand;

/// Ends the sessions of the user `username` on all devices, then this one.
#[hook]
pub fn use_sign_out_everywhere(username: &str) -> Submission {
    let member = use_member(username);
    use_submission(move |_| {
        let member = member.clone();
        async move {
            let authenticator = &member.services.authenticator;
            let result = authenticator.sign_out_everywhere(&member.username).await;
            if member
                .settle(Errand::ManageAccount, result)
                .await?
                .is_some()
            {
                member.say_goodbye("You are signed out on all devices.");
            }
            Ok(None)
        }
    })
}
