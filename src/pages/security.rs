//! The user's password, sessions and account: each section is a file.

mod delete_account;
mod devices;
mod passkeys;
mod password;
mod sign_out_everywhere;
mod two_step;

use devices::Devices;
use passkeys::Passkeys;
use two_step::TwoStep;
use yew::prelude::*;

use crate::{
    components::{Link, no_account_scope},
    hooks::{use_member, use_user},
    route::Route,
    session::UserProfile,
};

/// Properties of sections that fetch something.
#[derive(Debug, Clone, PartialEq, Properties)]
struct UserProps {
    /// Whose account it is.
    user: UserProfile,
}

/// The security page.
#[component]
pub fn SecurityPage() -> Html {
    let user = use_user();
    let member = use_member(&user);
    let user = &member.user;
    html! {
        <>
            <h1>{ "Security" }</h1>
            <p><Link to={Route::Profile}>{ "Back to your profile" }</Link></p>
            if user.may_change_account() {
                // Another user's forms are other forms.
                <div key={user.username.clone()}>
                    if !user.is_external() {
                        { password::section(&member) }
                        if let Some(mfa) = &member.config().mfa {
                            <TwoStep user={user.clone()} mfa={mfa.clone()} />
                        }
                        <Passkeys user={user.clone()} />
                    }
                    <Devices user={user.clone()} />
                    { sign_out_everywhere::section(&member) }
                    { delete_account::section(&member) }
                </div>
            } else {
                { no_account_scope() }
            }
        </>
    }
}
