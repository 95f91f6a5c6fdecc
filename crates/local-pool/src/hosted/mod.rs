//! What a pool's domain serves: OAuth 2.0 (RFC 6749, with PKCE, RFC 7636) and `OpenID` Connect, one endpoint
//! per file, each a function from a `Call` to a response.
//!
//! `authorize` checks what a client asks for (`request`) and sends the browser on to `/login` with the same query, which
//! shows `sign_in_page`; its form comes back to `login`, again with that query. For another provider it shows
//! `provider_page`, whose form comes back to `idp_response`. After the password, `second_step_page` may ask for another
//! one, for a second factor, or to set one up, and its form comes back to `second_step`. All end in `grant`, which
//! sends the browser back with a code. `token` exchanges the code. `stand_in_token` gives apps what another provider
//! would give them itself.

mod app_setup;
mod authorize;
mod browser;
mod client_authentication;
mod csrf;
mod discovery;
mod endpoint;
mod error;
mod grant;
mod idp_response;
mod login;
mod logout;
mod new_password;
mod page;
mod parameters;
mod pending;
mod provider_page;
mod redirect;
mod request;
mod revoke;
mod second_step;
mod second_step_page;
mod sign_in_page;
mod stand_in;
mod stand_in_token;
mod token;
mod user_info;

use axum::routing::MethodFilter;
use axum::{Router, middleware};

use self::endpoint::{for_people, for_programs};
use crate::app::App;

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;

/// The pages, which tell people in pages what is wrong.
pub(crate) fn pages() -> Router<App> {
    let login = for_people(GET, "login page", authorize::login).merge(for_people(
        POST,
        "login",
        login::respond,
    ));
    Router::new()
        .route(
            "/oauth2/authorize",
            for_people(GET, "authorize", authorize::respond),
        )
        .route("/login", login)
        .route("/mfa", for_people(POST, "mfa", second_step::respond))
        .route(
            "/oauth2/idpresponse",
            for_people(POST, "idpresponse", idp_response::respond),
        )
        .route("/logout", for_people(GET, "logout", logout::respond))
        .method_not_allowed_fallback(endpoint::wrong_method_for_people)
        .layer(middleware::from_fn(endpoint::guard))
}

/// The endpoints of programs.
pub(crate) fn endpoints() -> Router<App> {
    Router::new()
        .route("/oauth2/token", for_programs(POST, "token", token::respond))
        .route(
            "/oauth2/userInfo",
            for_programs(GET.or(POST), "userInfo", user_info::respond),
        )
        .route(
            "/oauth2/revoke",
            for_programs(POST, "revoke", revoke::respond),
        )
        .route(
            "/{pool_id}/.well-known/openid-configuration",
            for_programs(GET, "openid-configuration", discovery::respond),
        )
        .route(
            "/stand-in/token",
            for_programs(POST, "stand-in token", stand_in_token::respond),
        )
        .method_not_allowed_fallback(endpoint::wrong_method_for_programs)
}
