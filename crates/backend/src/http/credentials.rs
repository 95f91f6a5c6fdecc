//! Where a request carries its token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

/// The header of clients that know no better, such as the tutorial's: the bare token.
const JWT: &str = "jwt";

/// Why no token can be taken from a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// There is none.
    #[error("the request has no token: send it as `Authorization: Bearer <token>`")]
    Missing,
    /// There is an `Authorization` of another kind.
    #[error("the request's Authorization is not `Bearer <token>`")]
    NotBearer,
    /// There are several, and they differ.
    #[error("the request has several tokens")]
    Several,
}

/// The request's one token, from `Authorization: Bearer` (RFC 6750 section 2.1) or from `jwt`. Several are good if they are the same.
pub(super) fn token(headers: &HeaderMap) -> Result<&str, CredentialsError> {
    let bearer = headers.get_all(AUTHORIZATION).iter().map(|value| {
        let value = value.to_str().ok();
        value
            .and_then(bearer_token)
            .ok_or(CredentialsError::NotBearer)
    });
    let jwt = headers.get_all(JWT).iter().map(|value| {
        // A token that is no text is no token.
        Ok(value.to_str().unwrap_or_default())
    });
    let mut tokens = bearer.chain(jwt);
    let token = tokens.next().ok_or(CredentialsError::Missing)??;
    for other in tokens {
        if other? != token {
            return Err(CredentialsError::Several);
        }
    }
    Ok(token)
}

/// The name of the scheme is the same in upper and lower case (RFC 9110 section 11.1).
fn bearer_token(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let token = token.trim_start_matches(' ');
    let good = scheme.eq_ignore_ascii_case("Bearer") && !token.is_empty();
    good.then_some(token)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn taken(headers: &[(&'static str, &'static str)]) -> Result<String, CredentialsError> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        token(&map).map(str::to_owned)
    }

    #[test]
    fn both_headers_are_taken() {
        assert_eq!(
            taken(&[("authorization", "Bearer a.b.c")]).as_deref(),
            Ok("a.b.c")
        );
        assert_eq!(
            taken(&[("authorization", "bearer  a.b.c")]).as_deref(),
            Ok("a.b.c")
        );
        assert_eq!(taken(&[("jwt", "a.b.c")]).as_deref(), Ok("a.b.c"));
    }

    #[test]
    fn the_same_token_twice_is_one() {
        let headers = [("authorization", "Bearer a.b.c"), ("jwt", "a.b.c")];
        assert_eq!(taken(&headers).as_deref(), Ok("a.b.c"));
    }

    #[test]
    fn different_tokens_are_refused() {
        let several = Err(CredentialsError::Several);
        assert_eq!(
            taken(&[("authorization", "Bearer a.b.c"), ("jwt", "a.b.d")]),
            several
        );
        assert_eq!(taken(&[("jwt", "a.b.c"), ("jwt", "a.b.d")]), several);
        assert_eq!(
            taken(&[("jwt", ""), ("authorization", "Bearer a.b.c")]),
            several
        );
        let headers = [("authorization", "Bearer a"), ("authorization", "Bearer b")];
        assert_eq!(taken(&headers), several);
    }

    #[test]
    fn no_token_and_another_scheme_are_told_apart() {
        assert_eq!(taken(&[]), Err(CredentialsError::Missing));
        for value in [
            "",
            "Bearer",
            "Bearer ",
            "Basic YTpi",
            "Bearer,a.b.c",
            "a.b.c",
        ] {
            assert_eq!(
                taken(&[("authorization", value)]),
                Err(CredentialsError::NotBearer),
                "{value}"
            );
        }
        let headers = [("authorization", "Basic YTpi"), ("jwt", "a.b.c")];
        assert_eq!(taken(&headers), Err(CredentialsError::NotBearer));
    }
}
