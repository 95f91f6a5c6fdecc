//! The devices that the pool knows of a user.

use yew::prelude::*;

use super::Member;
use crate::{
    form::{FormValues, Problem},
    hooks::{FormAction, Loaded, Outcome, use_loaded::use_up_to_date},
    messages::Errand,
    route::Route,
    session::KnownDevice,
};

/// The user's devices.
#[hook]
pub fn use_devices(member: &Member) -> Loaded<Vec<KnownDevice>> {
    let member = member.clone();
    use_up_to_date(move || devices(member.clone()))
}

async fn devices(member: Member) -> Result<Option<Vec<KnownDevice>>, Vec<Problem>> {
    let authenticator = &member.services.authenticator;
    let result = authenticator.devices(&member.user.username).await;
    member.settle(Errand::ManageAccount, result).await
}

impl Member {
    /// Forgets a device by its key, then has the list fetched anew.
    pub fn forget_device(&self, key: &str, list: &Callback<FormValues>) -> FormAction {
        let (key, list) = (key.to_owned(), list.clone());
        self.action(move |member, _| forget(member, key.clone(), list.clone()))
    }
}

async fn forget(member: Member, key: String, list: Callback<FormValues>) -> Outcome {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.forget_device(username, &key).await;
    if let Some(()) = member.settle(Errand::ManageAccount, result).await? {
        list.emit(FormValues::default());
        member.confirm(Route::Security, "The device is forgotten.");
    }
    Ok(None)
}
