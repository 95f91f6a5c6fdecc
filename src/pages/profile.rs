//! The user's own attributes.

mod verify_attribute;

use verify_attribute::VerifyAttribute;
use yew::prelude::*;
use yew_router::components::Link;
use yewdux::use_selector;

use crate::{
    components::{Field, FieldKind, Form, SignOutButton, SubmitButton},
    hooks::{use_profile_form, use_services},
    route::Route,
    session::UserProfile,
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
                        // What waits for its code is shown below: the field goes back to what is in force.
                        key={format!("{} {:?}", attribute.name, user.awaited(&attribute.name))}
                        name={attribute.name.clone()}
                        label={attribute.label.clone()}
                        kind={FieldKind::of_attribute(&attribute.name)}
                        initial={user.attribute(&attribute.name).to_owned()}
                        read_only={!attribute.editable}
                    />
                }) }
                <SubmitButton label="Save changes" />
            </Form>
            { for services.config.attributes.iter().map(|attribute| html! {
                <VerifyAttribute
                    key={format!("{} {}", user.username, attribute.name)}
                    user={UserProfile::clone(&user)}
                    attribute={attribute.name.clone()}
                />
            }) }
            <p>
                <Link<Route> to={Route::Security}>{ "Password and security" }</Link<Route>>
            </p>
            <SignOutButton />
        </>
    }
}
