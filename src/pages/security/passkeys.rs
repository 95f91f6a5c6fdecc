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
    let both_steps = both_steps(&member, list.as_deref());
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
                if both_steps.is_none() && member.config().mfa.is_some() {
                    { " With two-step verification you may be asked for the password all the same." }
                }
            </p>
            { loaded(fetch, content) }
            { for both_steps }
        </>
    };
    section("passkeys", "Passkeys", content)
}

/// Whether a passkey stands for both steps, and what can be done about it; nothing where there is no second step, or
/// no passkey that could. Whether the pool lets it, nobody knows before it was asked to.
fn both_steps(member: &Member, list: Option<&[Passkey]>) -> Option<Html> {
    member.config().mfa.as_ref()?;
    let settings = member.user.mfa()?;
    let about = match (settings.passkey, list) {
        (true, Some([])) => {
            "A passkey may stand for both steps, but you have none: you need the password and the second step."
        }
        (true, _) => {
            "Your passkey stands for both steps: it signs you in by itself, and checks each time that it is you."
        }
        (false, Some([_, ..])) if !settings.enabled.is_empty() => {
            "With two-step verification a passkey alone may not sign you in, unless it stands for both steps. \
             Then it checks each time that it is you."
        }
        (false, _) => return None,
    };
    let label = if settings.passkey {
        "Stop using a passkey for both steps"
    } else {
        "Use a passkey for both steps"
    };
    Some(html! {
        <ActionForm key={label} action={member.set_passkey_mfa(!settings.passkey)}>
            <p>{ about }</p>
            <SubmitButton {label} />
        </ActionForm>
    })
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
