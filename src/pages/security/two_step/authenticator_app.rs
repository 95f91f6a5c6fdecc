//! Setting up an authenticator app.

use yew::prelude::*;

use crate::{
    components::{CancelButton, Close, Field, FieldKind, Form, Load, SubmitButton, TotpSecret},
    form::field,
    hooks::use_authenticator_setup,
    pages::security::UserProps,
};

/// The key for the app, and a field for its first code. Inside a disclosure, which it closes.
#[component]
pub(super) fn AuthenticatorApp(UserProps { user }: &UserProps) -> Html {
    let close = use_context::<Close>().unwrap_or_default();
    let done = Callback::from(move |()| close.emit());
    let setup = use_authenticator_setup(user, done);
    html! {
        <>
            <p class="opening" tabindex="-1">{ "Set up your authenticator app" }</p>
            <Load submission={setup.key.submission} ready={setup.key.value.is_some()}>
                { for setup.key.value.map(|key| html! {
                    <Form submission={setup.verify}>
                        <TotpSecret
                            secret={(*key).clone()}
                            account={user.display_name().to_owned()}
                        />
                        <Field
                            name={field::VERIFICATION_CODE}
                            label="Verification code"
                            kind={FieldKind::OneTimeCode}
                            hint="The code that the app shows now."
                        />
                        <div class="buttons">
                            <SubmitButton label="Turn on" />
                            <CancelButton />
                        </div>
                    </Form>
                }) }
            </Load>
        </>
    }
}
