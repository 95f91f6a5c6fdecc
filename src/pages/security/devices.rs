//! Devices.

use yew::prelude::*;

use super::UserProps;
use crate::{
    components::{Disclosure, confirm, day, loaded, section},
    form::FormValues,
    hooks::{Member, use_devices, use_member},
    session::KnownDevice,
};

/// Nothing at all where the pool knows no devices, or while that is not known.
#[component]
pub(super) fn Devices(UserProps { user }: &UserProps) -> Html {
    let member = use_member(user);
    let devices = use_devices(&member);
    let fetch = devices.submission;
    let list = devices.value.as_deref().cloned().unwrap_or_default();
    if list.is_empty() && fetch.problems.is_empty() {
        return Html::default();
    }
    let items = list
        .iter()
        .map(|device| item(&member, device, &fetch.submit));
    let items = html! { <ul class="items">{ for items }</ul> };
    section("devices", "Devices", loaded(fetch, Some(items)))
}

fn item(member: &Member, device: &KnownDevice, list: &Callback<FormValues>) -> Html {
    let name = match device.name.as_str() {
        "" => "Unnamed device",
        name => name,
    };
    let question = if device.is_this {
        "This device will be an unknown one: you may have to sign in again soon."
    } else {
        "Its next sign-in will be that of an unknown device."
    };
    let forget = member.forget_device(&device.key, list);
    html! {
        <li key={device.key.clone()}>
            <p>
                <strong>{ name }</strong>
                if device.is_this {
                    { ", this device" }
                }
                if let Some(day) = device.last_seen.and_then(day) {
                    { ", last signed in on " }{ day }
                }
            </p>
            <Disclosure label="Forget" description={format!("Forget: {name}")}>
                { confirm(forget, question, "Forget this device", Html::default()) }
            </Disclosure>
        </li>
    }
}
