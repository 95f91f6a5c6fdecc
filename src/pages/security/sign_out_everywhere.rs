//! Ending all sessions.

use yew::prelude::*;

use crate::{
    components::{Disclosure, confirm, section as part},
    hooks::Member,
};

const QUESTION: &str = "You will be signed out on all devices, this one as well.";

pub(super) fn section(member: &Member) -> Html {
    let label = "Sign out on all devices";
    let content = html! {
        <>
            <p>{ "Lost a device, or forgot to sign out somewhere?" }</p>
            <Disclosure label="Sign out everywhere">
                { confirm(member.sign_out_everywhere(), QUESTION, label, Html::default()) }
            </Disclosure>
        </>
    };
    part("sessions", "Sessions", content)
}
