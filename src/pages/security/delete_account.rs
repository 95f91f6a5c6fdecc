//! Deleting the account.

use yew::prelude::*;

use crate::{
    components::{Disclosure, Field, FieldKind, confirm, section as part},
    form::field,
    hooks::Member,
};

pub(super) fn section(member: &Member) -> Html {
    let user = &member.user;
    let question = format!(
        "Your account and everything in it will be gone, and nobody can bring it back. \
         To go on, type {}.",
        user.display_name()
    );
    let label = if user.email().is_empty() {
        "Username"
    } else {
        "Email"
    };
    let typed = html! {
        <Field name={field::CONFIRMATION} {label} kind={FieldKind::Confirmation} />
    };
    let label = "Delete my account for good";
    let content = html! {
        <Disclosure label="Delete account">
            { confirm(member.delete_account(), &question, label, typed) }
        </Disclosure>
    };
    part("delete-account", "Delete account", content)
}
