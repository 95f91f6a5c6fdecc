//! Turning second steps on and off.

use futures_util::future::FutureExt;
use wasm_bindgen_futures::spawn_local;

use super::{Member, reread::reread};
use crate::{
    hooks::{FormAction, Outcome},
    messages::Errand,
    route::Route,
    session::{MfaMethod, MfaSettings},
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

impl Member {
    /// Changes what the user is asked after the password.
    pub fn change_mfa(&self, method: MfaMethod, change: MfaChange) -> FormAction {
        self.action(move |member, _| {
            let settings = member.mfa_settings();
            let (wanted, text) = match change {
                MfaChange::TurnOn => (settings.with(method), "This step is on."),
                MfaChange::TurnOff => (settings.without(method), "This step is off."),
                MfaChange::Prefer => (settings.preferring(method), "You will be asked for this."),
            };
            set_mfa(member, wanted, Errand::ManageAccount, text)
        })
    }

    /// Lets a passkey stand for both steps, or no longer.
    pub fn set_passkey_mfa(&self, passkey: bool) -> FormAction {
        self.action(move |member, _| {
            let wanted = member.mfa_settings().with_passkey(passkey);
            let (errand, text) = if passkey {
                let text = "Your passkey stands for both steps.";
                (Errand::TurnOnPasskeyMfa, text)
            } else {
                let text = "A passkey no longer stands for both steps.";
                (Errand::ManageAccount, text)
            };
            set_mfa(member, wanted, errand, text)
        })
    }

    /// What the user is asked.
    pub(in crate::hooks) fn mfa_settings(&self) -> MfaSettings {
        self.user.mfa().cloned().unwrap_or_default()
    }
}

/// Sets what the user is asked, and says so.
pub(in crate::hooks) async fn set_mfa(
    member: Member,
    wanted: MfaSettings,
    errand: Errand,
    text: &'static str,
) -> Outcome {
    let authenticator = &member.services.authenticator;
    let result = authenticator.set_mfa_settings(&member.user, wanted).await;
    let settled = member.settle(errand, result).await;
    if settled.is_err() {
        // Only the answer may be lost.
        spawn_local(reread(member.clone()).map(drop));
    }
    if let Some(user) = settled? {
        member.becomes(user);
        member.confirm(Route::Security, text);
    }
    Ok(None)
}
