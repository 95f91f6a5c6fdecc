//! The user's passkeys.

use yew::prelude::*;

use super::Member;
use crate::{
    form::{FormValues, Problem},
    hooks::{FormAction, Loaded, Outcome, use_loaded::use_up_to_date},
    messages::{Errand, explain_new_passkey},
    passkey,
    route::Route,
    session::Passkey,
};

/// The user's passkeys; `None` among what is loaded where the pool or this page has none at all.
#[hook]
pub fn use_passkeys(member: &Member) -> Loaded<Option<Vec<Passkey>>> {
    let member = member.clone();
    use_up_to_date(move || passkeys(member.clone()))
}

async fn passkeys(member: Member) -> Result<Option<Option<Vec<Passkey>>>, Vec<Problem>> {
    let config = &member.services.config;
    if !passkey::is_offered(config.passkeys.as_ref()) {
        return Ok(Some(None));
    }
    let authenticator = &member.services.authenticator;
    let result = authenticator.passkeys(&member.user.username).await;
    member.settle(Errand::ManageAccount, result).await
}

impl Member {
    /// Makes a passkey on this device, then has the list fetched anew.
    pub fn add_passkey(&self, list: &Callback<FormValues>) -> FormAction {
        let list = list.clone();
        self.action(move |member, _| add(member, list.clone()))
    }

    /// Deletes a passkey by its id, then has the list fetched anew.
    pub fn delete_passkey(&self, id: &str, list: &Callback<FormValues>) -> FormAction {
        let (id, list) = (id.to_owned(), list.clone());
        self.action(move |member, _| delete(member, id.clone(), list.clone()))
    }
}

async fn add(member: Member, list: Callback<FormValues>) -> Outcome {
    let outcome = register(&member).await;
    if !matches!(outcome, Ok(None)) {
        // After a failure as well: only the answer may be lost, or another tab was first.
        list.emit(FormValues::default());
    }
    if let Some(()) = outcome? {
        member.confirm(Route::Security, "Your passkey is ready.");
    }
    Ok(None)
}

async fn register(member: &Member) -> Result<Option<()>, Vec<Problem>> {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.passkey_options(username).await;
    let Some(options) = member.settle(Errand::ManageAccount, result).await? else {
        return Ok(None);
    };
    let credential = passkey::create(&options).await;
    let credential = credential.map_err(|error| vec![explain_new_passkey(&error)])?;
    let result = authenticator.register_passkey(username, &credential).await;
    member.settle(Errand::ManageAccount, result).await
}

async fn delete(member: Member, id: String, list: Callback<FormValues>) -> Outcome {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.delete_passkey(username, &id).await;
    if let Some(()) = member.settle(Errand::ManageAccount, result).await? {
        list.emit(FormValues::default());
        member.confirm(Route::Security, "The passkey is deleted.");
    }
    Ok(None)
}
