//! Passkeys.

use yew::prelude::*;

use super::UserProps;
use crate::{
    components::{ActionForm, Disclosure, SubmitButton, confirm, day, loaded, section},
    form::FormValues,
    hooks::{Member, use_member, use_passkeys},
    session::Passkey,
};

const QUESTION: &str =
    "This passkey will no longer sign you in. Remove it from your device as well.";

/// Nothing at all where the pool or this page has no passkeys, or while that is not known.
#[component]
pub(super) fn Passkeys(UserProps { user }: &UserProps) -> Html {
    let member = use_member(user);
    let passkeys = use_passkeys(&member);
    let fetch = passkeys.submission;
    let list = match passkeys.value.as_deref() {
        Some(None) => return Html::default(),
        None if fetch.problems.is_empty() => return Html::default(),
        known => known.cloned().flatten(),
    };
    let content = list.map(|list| {
        let items = list
            .iter()
            .map(|passkey| item(&member, passkey, &fetch.submit));
        html! {
            <>
                if list.is_empty() {
                    <p key="none">{ "None yet." }</p>
                } else {
                    <ul key="list" class="items">{ for items }</ul>
                }
                <ActionForm action={member.add_passkey(&fetch.submit)}>
                    <SubmitButton label="Add a passkey" />
                </ActionForm>
            </>
        }
    });
    let content = html! {
        <>
            <p>
                { "Sign in with your fingerprint, your face or your screen lock instead of a password." }
                if member.config().mfa.is_some() {
                    { " With two-step verification you may be asked for the password all the same." }
                }
            </p>
            { loaded(fetch, content) }
        </>
    };
    section("passkeys", "Passkeys", content)
}

fn item(member: &Member, passkey: &Passkey, list: &Callback<FormValues>) -> Html {
    let name = match passkey.friendly_credential_name.as_str() {
        "" => "Passkey",
        name => name,
    };
    let delete = member.delete_passkey(&passkey.credential_id, list);
    html! {
        <li key={passkey.credential_id.clone()}>
            <p>
                <strong>{ name }</strong>
                if let Some(day) = passkey.created_at.and_then(day) {
                    { ", made on " }{ day }
                }
            </p>
            <Disclosure label="Delete" description={format!("Delete: {name}")}>
                { confirm(delete, QUESTION, "Delete this passkey", Html::default()) }
            </Disclosure>
        </li>
    }
}
