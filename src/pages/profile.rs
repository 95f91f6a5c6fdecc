//! The user's own attributes.

use yew::prelude::*;
use yewdux::use_selector;

use crate::{
    components::{Field, FieldKind, Form, SignOutButton, SubmitButton},
    hooks::{use_profile_form, use_services},
    store::AppStore,
};

/// The profile page.
#[component]
pub fn ProfilePage() -> Html {
    let services = use_services();
    let user = use_selector(|store: &AppStore| store.user().cloned().unwrap_or_default());
    let save = use_profile_form(&user);
    html! {
        <>
            <h1>{ "Profile" }</h1>
            // Another user's form is another form.
            <Form key={user.username.clone()} submission={save}>
                { for services.config.attributes.iter().map(|attribute| html! {
                    <Field
                        key={attribute.name.clone()}
                        name={attribute.name.clone()}
                        label={attribute.label.clone()}
                        kind={if attribute.name == "email" { FieldKind::Email } else { FieldKind::Text }}
                        initial={user.attribute(&attribute.name).to_owned()}
                        read_only={!attribute.editable}
                    />
                }) }
                <SubmitButton label="Save changes" />
            </Form>
            <SignOutButton />
        </>
    }
}
