//! Deleting the account.

use yew::prelude::*;

use super::UserProps;
use crate::{
    components::{Confirm, Disclosure, Field, FieldKind, Section},
    form::field,
    hooks::use_delete_account,
};

#[component]
pub(super) fn DeleteAccountSection(UserProps { user }: &UserProps) -> Html {
    html! {
        <Section id="delete-account" heading="Delete account">
            <Disclosure label="Delete account">
                <Question user={user.clone()} />
            </Disclosure>
        </Section>
    }
}

#[component]
fn Question(UserProps { user }: &UserProps) -> Html {
    let delete = use_delete_account(user);
    let label = if user.email().is_empty() {
        "Username"
    } else {
        "Email"
    };
    html! {
        <Confirm
            submission={delete}
            question={format!(
                "Your account and everything in it will be gone, and nobody can bring it back. \
                 To go on, type {}.",
                user.display_name()
            )}
            label="Delete my account for good"
        >
            <Field name={field::CONFIRMATION} {label} kind={FieldKind::Confirmation} />
        </Confirm>
    }
}
