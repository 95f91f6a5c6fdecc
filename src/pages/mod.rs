//! One page per file; each puts components together and leaves the doing to its hook.

mod authenticated_page;
mod forgot_password;
mod home;
mod login;
mod not_found;
mod profile;
mod security;
mod sign_out;
mod sign_up;
mod verify_account;

use yew::prelude::*;

use crate::route::Route;

/// The page of a route.
pub fn page(route: Route) -> Html {
    match route {
        Route::Home => html! { <home::HomePage /> },
        Route::Login => html! { <login::LoginPage /> },
        Route::SignUp => html! { <sign_up::SignUpPage /> },
        Route::SignOut => html! { <sign_out::SignOutPage /> },
        Route::VerifyAccount => html! { <verify_account::VerifyAccountPage /> },
        Route::ForgotPassword => html! { <forgot_password::ForgotPasswordPage /> },
        // The guard leads everybody on before there is anything to see.
        Route::Callback => Html::default(),
        Route::AuthenticatedPage => html! { <authenticated_page::AuthenticatedPage /> },
        Route::Profile => html! { <profile::ProfilePage /> },
        Route::Security => html! { <security::SecurityPage /> },
        Route::NotFound => not_found::not_found_page(),
    }
}
