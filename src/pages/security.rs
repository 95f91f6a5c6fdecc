//! The user's password, sessions and account: each section is a file.

mod delete_account;
mod password;
mod sign_out_everywhere;
mod two_step;

use delete_account::DeleteAccountSection;
use password::PasswordSection;
use sign_out_everywhere::SignOutEverywhereSection;
use two_step::TwoStepSection;
use yew::prelude::*;
use yew_router::components::Link;
use yewdux::use_selector;

use crate::{route::Route, session::UserProfile, store::AppStore};

/// Properties of every section.
#[derive(Debug, Clone, PartialEq, Properties)]
struct UserProps {
    /// Whose account it is.
    user: UserProfile,
}

/// The security page.
#[component]
pub fn SecurityPage() -> Html {
    let user = use_selector(|store: &AppStore| store.user().cloned().unwrap_or_default());
    let user = UserProfile::clone(&user);
    html! {
        <>
            <h1>{ "Security" }</h1>
            <p><Link<Route> to={Route::Profile}>{ "Back to your profile" }</Link<Route>></p>
            // Another user's forms are other forms.
            <div key={user.username.clone()}>
                if !user.is_external() {
                    <PasswordSection user={user.clone()} />
                    <TwoStepSection user={user.clone()} />
                }
                <SignOutEverywhereSection user={user.clone()} />
                <DeleteAccountSection {user} />
            </div>
        </>
    }
}
