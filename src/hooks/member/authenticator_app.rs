//! Setting up an authenticator app.

use std::rc::Rc;

use yew::prelude::*;

use super::{Member, change_mfa::set_mfa};
use crate::{
    cognito::{
        Error, ErrorCode,
        secret::{ConfirmationCode, SecretCode},
    },
    form::{Checks, FormValues, Problem, clean_code, field},
    hooks::{FormAction, Loaded, Outcome, use_loaded::use_loaded},
    messages::Errand,
    session::{MfaMethod, SessionError},
};

const NEW_KEY: &str = "That key is no longer good. Delete it from your authenticator app, then set \
    the app up again with this new one.";

/// How far it is with an authenticator app.
#[derive(Debug, Clone, PartialEq)]
pub struct AppSetUp {
    /// The key that the app needs.
    pub key: Loaded<SecretCode>,
    /// Whether the app proved that it has the key, so that all that is left is to turn it on.
    pub is_proved: bool,
    /// Takes the first code of the app, if that is left, and turns the app on.
    pub turn_on: FormAction,
}

/// Whether the service knows that the app has the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proof {
    /// It does not.
    Missing,
    /// Its answer to a code was lost. It may know, and then it takes no other code for this key.
    InDoubt,
    /// It does.
    Given,
}

#[derive(Clone)]
struct SetUp {
    proof: UseStateHandle<Proof>,
    new_key: UseStateSetter<Option<Rc<SecretCode>>>,
}

/// Sets up an authenticator app of the user; `done` hears of it when it is turned on.
#[hook]
pub fn use_authenticator_app(member: &Member, done: Callback<()>) -> AppSetUp {
    let mut loaded = use_loaded({
        let member = member.clone();
        move || key(member.clone())
    });
    let new_key = use_state_eq(|| None);
    loaded.value = (*new_key).clone().or(loaded.value);
    let proof = use_state_eq(|| Proof::Missing);
    let set_up = SetUp {
        proof: proof.clone(),
        new_key: new_key.setter(),
    };
    let turn_on = move |member, values| turn_on(member, set_up.clone(), done.clone(), values);
    AppSetUp {
        key: loaded,
        is_proved: *proof == Proof::Given,
        turn_on: member.action(turn_on),
    }
}

async fn key(member: Member) -> Result<Option<SecretCode>, Vec<Problem>> {
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator.authenticator_app_key(username).await;
    member.settle(Errand::ManageAccount, result).await
}

async fn turn_on(member: Member, set_up: SetUp, done: Callback<()>, values: FormValues) -> Outcome {
    if *set_up.proof != Proof::Given && prove(&member, &set_up, &values).await?.is_none() {
        return Ok(None);
    }
    let wanted = member.mfa_settings().with(MfaMethod::SoftwareToken);
    let text = "Your authenticator app is set up.";
    let outcome = set_mfa(member, wanted, Errand::ManageAccount, text).await;
    match outcome {
        Ok(_) => done.emit(()),
        Err(_) => set_up.proof.set(Proof::Given),
    }
    outcome
}

/// Proves by the form's code that the app has the key.
async fn prove(
    member: &Member,
    set_up: &SetUp,
    values: &FormValues,
) -> Result<Option<()>, Vec<Problem>> {
    let code = clean_code(&values.text(field::VERIFICATION_CODE));
    let mut checks = Checks::default();
    checks.require(
        !code.is_empty(),
        field::VERIFICATION_CODE,
        "Enter the code that the app shows.",
    );
    checks.finish()?;

    let code = ConfirmationCode::new(code);
    let authenticator = &member.services.authenticator;
    let username = &member.user.username;
    let result = authenticator
        .verify_authenticator_app(username, &code)
        .await;
    if let Err(SessionError::Request(error)) = &result {
        if is_used_up(*set_up.proof, error) {
            return replace_key(member, set_up).await;
        }
        if error.code().is_none() || error.is_transient() {
            set_up.proof.set(Proof::InDoubt);
        }
    }
    member.settle(Errand::VerifyAuthenticatorApp, result).await
}

/// Whether that refusal of a code means that no other one of the same key may ever be taken.
fn is_used_up(proof: Proof, error: &Error) -> bool {
    match error.code() {
        Some(ErrorCode::SoftwareTokenMFANotFound) => true,
        Some(ErrorCode::CodeMismatch | ErrorCode::EnableSoftwareTokenMFA) => {
            proof == Proof::InDoubt
        }
        _ => false,
    }
}

async fn replace_key(member: &Member, set_up: &SetUp) -> Result<Option<()>, Vec<Problem>> {
    let Some(key) = key(member.clone()).await? else {
        return Ok(None);
    };
    set_up.new_key.set(Some(Rc::new(key)));
    set_up.proof.set(Proof::Missing);
    Err(vec![Problem::general(NEW_KEY)])
}
