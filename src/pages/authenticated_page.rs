//! A page for signed-in users alone: the place to begin an app of one's own.

use yew::prelude::*;

use crate::{
    components::{BackendCard, CredentialsCard, Link, SignOutButton, row},
    hooks::{use_services, use_user},
    route::Route,
    session::CredentialsOwner,
};

/// The page that a sign-in leads to.
#[component]
pub fn AuthenticatedPage() -> Html {
    let user = use_user();
    let services = use_services();
    let identity_pool = services.config.identity_pool.as_ref();
    let is_token = |name: &str| identity_pool.is_some_and(|pool| pool.keeps_token_in(name));
    let attributes = user.attributes().filter(|(name, _)| !is_token(name));
    html! {
        <>
            <h1>{ "Authenticated page" }</h1>
            <p>{ "You are signed in as " }<strong>{ user.display_name() }</strong>{ "." }</p>
            <dl>
                { for attributes.map(|(name, value)| row(name, value)) }
            </dl>
            <p><Link to={Route::Profile}>{ "See and change your profile" }</Link></p>
            // Another user's cards are others.
            <div key={user.username.clone()}>
                <BackendCard username={user.username.clone()} />
                <CredentialsCard owner={CredentialsOwner::of(Some(&user.username))} />
            </div>
            <SignOutButton />
        </>
    }
}
