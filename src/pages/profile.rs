//! The user's own attributes.

mod verify_attribute;

use verify_attribute::{is_to_be_verified, verify_attribute};
use yew::prelude::*;

use crate::{
    components::{
        ActionForm, AttributeField, Link, SignOutButton, SubmitButton, no_account_scope, row,
    },
    config,
    hooks::{use_member, use_user},
    route::Route,
    session::UserProfile,
};

/// The profile page.
#[component]
pub fn ProfilePage() -> Html {
    let user = use_user();
    let member = use_member(&user);
    let attributes = || member.config().attributes.iter();
    let to_verify: Vec<_> = attributes()
        .filter(|attribute| is_to_be_verified(&user, &attribute.name))
        .collect();
    html! {
        <>
            <h1>{ "Profile" }</h1>
            // Another user's forms are other forms.
            <div key={user.username.clone()}>
                if user.may_change_account() {
                    // While a new value waits for its code, its field shows again what is in force.
                    <ActionForm action={member.save_profile()} reset_when_done=true>
                        { for attributes().map(|attribute| input(&user, attribute)) }
                        <SubmitButton label="Save changes" />
                    </ActionForm>
                    // In a place of its own: what comes and goes here must not move the form.
                    <div>
                        { for to_verify.iter().map(|attribute| {
                            verify_attribute(&member, attribute, to_verify.len() > 1)
                        }) }
                    </div>
                } else {
                    <dl>
                        { for attributes().map(|attribute| {
                            row(&attribute.label, user.attribute(&attribute.name))
                        }) }
                    </dl>
                    { no_account_scope() }
                }
            </div>
            <p>
                <Link to={Route::Security}>{ "Password and security" }</Link>
            </p>
            <SignOutButton />
        </>
    }
}

fn input(user: &UserProfile, attribute: &config::AttributeField) -> Html {
    let name = &attribute.name;
    html! {
        <AttributeField
            key={name.clone()}
            name={name.clone()}
            label={attribute.label.clone()}
            initial={user.attribute(name).to_owned()}
            read_only={!attribute.editable}
        />
    }
}
