//! What this is.

use yew::prelude::*;
use yew_router::components::Link;
use yewdux::use_selector;

use crate::{route::Route, session::Session, store::AppStore};

/// The first page.
#[component]
pub fn HomePage() -> Html {
    let session = use_selector(|store: &AppStore| store.session().clone());
    html! {
        <>
            <h1>{ "Vestibule" }</h1>
            <p>{ "User management on Amazon Cognito: accounts, sign-in, profiles and guarded pages." }</p>
            { match &*session {
                Session::Restoring => Html::default(),
                Session::SignedOut { .. } | Session::Challenged { .. } => html! {
                    <p key="signed-out">
                        <Link<Route> to={Route::SignUp}>{ "Create an account" }</Link<Route>>
                        { " or " }
                        <Link<Route> to={Route::Login}>{ "sign in" }</Link<Route>>
                        { "." }
                    </p>
                },
                Session::SignedIn { user } => html! {
                    <p key="signed-in">
                        { format!("You are signed in as {}. ", user.display_name()) }
                        <Link<Route> to={Route::AuthenticatedPage}>
                            { "Go to the page for signed-in users" }
                        </Link<Route>>
                        { "." }
                    </p>
                },
            } }
        </>
    }
}
