//! Changing the password.

use yew::prelude::*;

use super::UserProps;
use crate::{
    components::{Field, FieldKind, Form, NewPasswordFields, Section, SubmitButton},
    form::field,
    hooks::use_change_password,
};

#[component]
pub(super) fn PasswordSection(UserProps { user }: &UserProps) -> Html {
    let change = use_change_password(&user.username);
    html! {
        <Section id="password" heading="Password">
            <Form submission={change} reset_when_done=true>
                // Password managers look for the name that the password belongs to.
                <input
                    type="text"
                    autocomplete="username"
                    value={user.display_name().to_owned()}
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
            </Form>
        </Section>
    }
}
