//! AWS Signature Version 4 (IAM user guide, "Create a signed AWS API request").
//!
//! Pure: the time comes in as an argument. A signature covers the method, the URL, every header that
//! the request is given, and the payload.

mod canonical;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use time::UtcDateTime;

use self::canonical::{Headers, Target};
use super::{Request, Scope};
use crate::{
    cognito::ops::Credentials,
    hash::{hmac_sha256, sha256},
};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Why a request cannot be signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SigningError {
    /// It is no absolute `http` or `https` URL, or not encoded, or not resolved (`..`), so that the
    /// browser would send another one than was signed; or the service may read it in another way: a
    /// `+` in the query, and for S3 a path in which more is plain than letters, digits and `-._~/`.
    #[error("the URL cannot be signed as it is")]
    Url,
    /// The time cannot be written as a date.
    #[error("the time is out of range")]
    Time(#[from] time::error::ComponentRange),
}

/// Adds what proves that the request is from whoever has the credentials: `authorization`,
/// `x-amz-date`, `x-amz-security-token`, and `x-amz-content-sha256` for S3, which demands it.
///
/// `at` is the service's time in milliseconds since 1970; it must be right within five minutes.
///
/// # Errors
/// See [`SigningError`].
pub fn signed(
    mut request: Request,
    scope: Scope<'_>,
    credentials: &Credentials,
    at: i64,
) -> Result<Request, SigningError> {
    let moment = moment(at)?;
    let target = Target::of(&request.url).ok_or(SigningError::Url)?;
    let payload_hash = hex(&sha256(&[request.body.as_bytes()]));
    request.headers.push(("x-amz-date", moment.clone()));
    let token = credentials.session_token.expose().to_owned();
    request.headers.push(("x-amz-security-token", token));
    if scope.service == "s3" {
        let hash = payload_hash.clone();
        request.headers.push(("x-amz-content-sha256", hash));
    }
    let authorization = authorization(&request, target, &payload_hash, scope, credentials, &moment)
        .ok_or(SigningError::Url)?;
    request.headers.push(("authorization", authorization));
    Ok(request)
}

/// The header `authorization` for a request with all its other headers; none if the URL has no one
/// form.
fn authorization(
    request: &Request,
    target: Target<'_>,
    payload_hash: &str,
    scope: Scope<'_>,
    credentials: &Credentials,
    moment: &str,
) -> Option<String> {
    let headers = Headers::of(target.host, &request.headers);
    let canonical_request = [
        request.method,
        &canonical::path(target.path, scope)?,
        &canonical::query(target.query)?,
        &headers.lines,
        &headers.names,
        payload_hash,
    ]
    .join("\n");
    let secret_key = credentials.secret_key.expose();
    let (reach, signature) = signature(secret_key, scope, moment, &canonical_request);
    let (key_id, names) = (credentials.access_key_id.expose(), headers.names);
    Some(format!(
        "{ALGORITHM} Credential={key_id}/{reach}, SignedHeaders={names}, Signature={signature}"
    ))
}

/// What the signature of a canonical request is good for (date, region, service), and the signature.
fn signature(
    secret_key: &str,
    scope: Scope<'_>,
    moment: &str,
    canonical_request: &str,
) -> (String, String) {
    let parts = [&moment[..8], scope.region, scope.service, "aws4_request"];
    let reach = parts.join("/");
    let hash = hex(&sha256(&[canonical_request.as_bytes()]));
    let string_to_sign = [ALGORITHM, moment, &reach, &hash].join("\n");
    let first = hmac_sha256(
        format!("AWS4{secret_key}").as_bytes(),
        &[parts[0].as_bytes()],
    );
    let key = parts[1..]
        .iter()
        .fold(first, |key, part| hmac_sha256(&key, &[part.as_bytes()]));
    let signature = hex(&hmac_sha256(&key, &[string_to_sign.as_bytes()]));
    (reach, signature)
}

/// Milliseconds since 1970 as `YYYYMMDDTHHMMSSZ`.
fn moment(at: i64) -> Result<String, SigningError> {
    let at = UtcDateTime::from_unix_timestamp(at.div_euclid(1000))?;
    let (year, month, day) = (at.year(), u8::from(at.month()), at.day());
    let (hour, minute, second) = at.as_hms();
    Ok(format!(
        "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z"
    ))
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
