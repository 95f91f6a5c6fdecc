//! Claims as an argument of a handler.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use tracing::info;

use super::{Refusal, credentials};
use crate::{Claims, Requirement, Verifier};

/// A handler that takes [`Claims`] is reached by nobody without a good token. The router's state is, or has, a [`Verifier`].
impl<S> FromRequestParts<S> for Claims
where
    Verifier: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        admit(&Verifier::from_ref(state), &Requirement::default(), parts).await
    }
}

/// The claims of the request's token, or a reply that has been logged.
pub(super) async fn admit(
    verifier: &Verifier,
    requirement: &Requirement,
    parts: &Parts,
) -> Result<Claims, Refusal> {
    let admitted = async {
        let claims = verifier.verify(credentials::token(&parts.headers)?).await?;
        requirement.check(&claims)?;
        Ok(claims)
    };
    admitted
        .await
        .inspect_err(|refusal: &Refusal| info!(reason = %refusal, "refused"))
}
