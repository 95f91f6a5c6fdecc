//! Ending all sessions.

use yew::prelude::*;

use super::UserProps;
use crate::{
    components::{Confirm, Disclosure, Section},
    hooks::use_sign_out_everywhere,
};

#[component]
pub(super) fn SignOutEverywhereSection(UserProps { user }: &UserProps) -> Html {
    html! {
        <Section id="sessions" heading="Sessions">
            <p>{ "Lost a device, or forgot to sign out somewhere?" }</p>
            <Disclosure label="Sign out everywhere">
                <Question user={user.clone()} />
            </Disclosure>
        </Section>
    }
}

#[component]
fn Question(UserProps { user }: &UserProps) -> Html {
    let sign_out = use_sign_out_everywhere(&user.username);
    html! {
        <Confirm
            submission={sign_out}
            question="You will be signed out on all devices, this one as well."
            label="Sign out on all devices"
        />
    }
}
