//! Setting up an authenticator app.

use yew::prelude::*;

use crate::{
    components::{
        ActionForm, CancelButton, Close, Field, FieldKind, SubmitButton, TotpSecret, loaded,
    },
    form::field,
    hooks::{use_authenticator_app, use_member},
    pages::security::UserProps,
};

/// The key for the app, and a field for its first code. Inside a disclosure, which it closes.
#[component]
pub(super) fn AuthenticatorApp(UserProps { user }: &UserProps) -> Html {
    let member = use_member(user);
    let close = use_context::<Close>().unwrap_or_default();
    let app = use_authenticator_app(&member, Callback::from(move |()| close.emit()));
    let (key, is_proved) = (app.key, app.is_proved);
    let form = key.value.map(|key| {
        html! {
            <ActionForm key="form" action={app.turn_on}>
                if is_proved {
                    <p>{ "Your app has the right key. All that is left is to turn it on." }</p>
                } else {
                    <TotpSecret secret={(*key).clone()} account={user.display_name().to_owned()} />
                    <Field
                        name={field::VERIFICATION_CODE}
                        label="Verification code"
                        kind={FieldKind::OneTimeCode}
                        hint="The code that the app shows now."
                    />
                }
                <div class="buttons">
                    <SubmitButton label="Turn on" />
                    <CancelButton />
                </div>
            </ActionForm>
        }
    });
    html! {
        <>
            <p class="opening" tabindex="-1">{ "Set up your authenticator app" }</p>
            { loaded(key.submission, form) }
        </>
    }
}
