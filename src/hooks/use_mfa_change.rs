//! Turning second steps on and off.

use yew::prelude::*;

use super::{
    Outcome, Submission,
    use_member::{Member, use_member},
    use_submission,
};
use crate::{
    messages::Errand,
    session::{MfaMethod, MfaSettings, UserProfile},
    store::Action,
};

/// What to do with a second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MfaChange {
    /// Ask for it.
    TurnOn,
    /// Ask for it no more.
    TurnOff,
    /// Ask for it where several are on.
    Prefer,
}

/// Changes what `user` is asked after the password.
#[hook]
pub fn use_mfa_change(user: &UserProfile, method: MfaMethod, change: MfaChange) -> Submission {
    let member = use_member(&user.username);
    let user = user.clone();
    use_submission(move |_| {
        let settings = user.mfa().cloned().unwrap_or_default();
        let (wanted, text) = match change {
            MfaChange::TurnOn => (settings.with(method), "This step is on."),
            MfaChange::TurnOff => (settings.without(method), "This step is off."),
            MfaChange::Prefer => (settings.preferring(method), "You will be asked for this."),
        };
        set_mfa(member.clone(), user.clone(), wanted, text)
    })
}

/// Sets what the user is asked, and says so.
pub(super) async fn set_mfa(
    member: Member,
    user: UserProfile,
    wanted: MfaSettings,
    text: &'static str,
) -> Outcome {
    let authenticator = &member.services.authenticator;
    let result = authenticator.set_mfa_settings(&user, wanted).await;
    if let Some(user) = member.settle(Errand::ManageAccount, result).await? {
        member.dispatch.apply(Action::ProfileChanged(user));
        member.confirm(text);
    }
    Ok(None)
}
