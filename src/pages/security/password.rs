//! Changing the password.

use yew::prelude::*;

use crate::{
    components::{ActionForm, Field, FieldKind, NewPasswordFields, SubmitButton, section as part},
    form::field,
    hooks::Member,
};

pub(super) fn section(member: &Member) -> Html {
    let form = html! {
        <ActionForm action={member.change_password()} reset_when_done=true>
            // Password managers look for the name that the password belongs to.
            <input
                type="text"
                autocomplete="username"
                // The value itself would be gone with the passwords.
                ~defaultValue={member.user.display_name().to_owned()}
                readonly=true
                hidden=true
            />
            <Field
                name={field::CURRENT_PASSWORD}
                label="Current password"
                kind={FieldKind::CurrentPassword}
            />
            <NewPasswordFields name={field::NEW_PASSWORD} label="New password" />
            <SubmitButton label="Change password" />
        </ActionForm>
    };
    part("password", "Password", form)
}
