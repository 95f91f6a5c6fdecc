//! What a pool's domain serves: OAuth 2.0 (RFC 6749, with PKCE, RFC 7636) and `OpenID` Connect, one endpoint
//! per file.
//!
//! `authorize` checks what a client asks for (`request`) and shows a page: `sign_in_page`, whose form comes back to
//! `login`, or `provider_page`, whose form comes back to `idp_response`. After the password, `second_step_page` may ask
//! for a second factor, whose form comes back to `second_step`. All end in `grant`, which sends the browser back with
//! a code. `token` exchanges the code.

mod authorize;
mod browser;
mod client_authentication;
mod discovery;
mod error;
mod grant;
mod idp_response;
mod login;
mod logout;
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
mod token;
mod user_info;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};

use crate::app::{App, Context};
use crate::wire::error::ApiError;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/oauth2/authorize", get(authorize::get))
        .route("/login", get(authorize::get).post(login::post))
        .route("/mfa", post(second_step::post))
        .route("/oauth2/idpresponse", post(idp_response::post))
        .route("/oauth2/token", post(token::post))
        .route(
            "/oauth2/userInfo",
            get(user_info::show).post(user_info::show),
        )
        .route("/oauth2/revoke", post(revoke::post))
        .route("/logout", get(logout::get))
        .route(
            "/{pool_id}/.well-known/openid-configuration",
            get(discovery::show),
        )
}

/// Answers in a transaction of its own. What was written stays even if the answer is a refusal.
async fn answer(
    app: App,
    name: &'static str,
    respond: impl FnOnce(&Context<'_>) -> Result<Response, ApiError> + Send + 'static,
) -> Response {
    let result = tokio::task::spawn_blocking(move || app.run(respond)).await;
    match result.unwrap_or_else(|error| Err(error.into())) {
        Ok(response) => {
            tracing::info!("{name}: {}", response.status().as_u16());
            response
        }
        Err(error) => {
            tracing::error!("{name}: {error}");
            page::problem(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The local pool failed; its log says why.",
            )
        }
    }
}
