//! What this is.

use yew::prelude::*;

use crate::{
    components::{CredentialsCard, Link},
    hooks::{use_services, use_session},
    route::Route,
    session::{CredentialsOwner, Session},
};

/// The first page.
#[component]
pub fn HomePage() -> Html {
    let session = use_session();
    let services = use_services();
    let identity_pool = services.config.identity_pool.as_ref();
    let admits_guests = identity_pool.is_some_and(|pool| pool.admits_guests);
    html! {
        <>
            <h1>{ "Vestibule" }</h1>
            <p>{ "User management on Amazon Cognito: accounts, sign-in, profiles and guarded pages." }</p>
            { match &*session {
                Session::Restoring => Html::default(),
                Session::SignedOut { .. } | Session::Challenged { .. } => html! {
                    <div key="signed-out">
                        <p>
                            <Link to={Route::SignUp}>{ "Create an account" }</Link>
                            { " or " }
                            <Link to={Route::Login}>{ "sign in" }</Link>
                            { "." }
                        </p>
                        if admits_guests {
                            <CredentialsCard owner={CredentialsOwner::Visitor} />
                        }
                    </div>
                },
                Session::SignedIn { user } => html! {
                    <p key="signed-in">
                        { format!("You are signed in as {}. ", user.display_name()) }
                        <Link to={Route::AuthenticatedPage}>
                            { "Go to the page for signed-in users" }
                        </Link>
                        { "." }
                    </p>
                },
            } }
        </>
    }
}
