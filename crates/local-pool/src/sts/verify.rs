//! Whether a request is signed by whom it says.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, Method};
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::authorization::{Authorization, Scope};
use super::canonical;
use super::query::Query;
use super::refusal::Refusal;
use super::signature::{hash, signature};
use crate::app::Context;
use crate::crypto::{equal, fingerprint};
use crate::model::credentials::Credentials;

/// The service in whose name requests are signed.
const SERVICE: &str = "sts";
const TERMINATOR: &str = "aws4_request";
/// How far a signature's time may be from ours, in seconds.
const SKEW: i64 = 15 * 60;
const MOMENT: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second]Z");

/// A request as it came.
pub(super) struct SignedRequest {
    /// The method.
    pub(super) method: Method,
    /// The query of the address.
    pub(super) query: Query,
    /// The headers.
    pub(super) headers: HeaderMap,
    /// The payload.
    pub(super) body: Bytes,
}

/// The credentials that a request is signed with, if it is, and they are good.
pub(super) fn verify(cx: &Context<'_>, request: &SignedRequest) -> Result<Credentials, Refusal> {
    let authorization = Authorization::read(&request.headers, &request.query)?;
    check_scope(&authorization.scope)?;
    let credentials = find(cx, &authorization)?;
    if credentials.expires <= cx.now {
        return Err(Refusal::ExpiredToken);
    }
    check_time(&authorization, cx.now.seconds())?;
    check_signed_headers(&request.headers, &authorization.signed_headers)?;
    check_signature(request, &authorization, &credentials)?;
    Ok(credentials)
}

/// The signature must cover the host, and each header that means something to the service.
fn check_signed_headers(headers: &HeaderMap, signed: &[String]) -> Result<(), Refusal> {
    let is_signed = |name: &str| signed.iter().any(|own| own == name);
    let refuse = |name| {
        mismatch(&format!(
            "{name} must be a 'SignedHeader' in the AWS Authorization."
        ))
    };
    if !is_signed("host") {
        return Err(refuse("'Host' or ':authority'".to_owned()));
    }
    let mut names = headers.keys().map(HeaderName::as_str);
    let unsigned = names.find(|name| name.starts_with("x-amz-") && !is_signed(name));
    unsigned.map_or(Ok(()), |name| Err(refuse(format!("'{name}'"))))
}

fn check_scope(scope: &Scope) -> Result<(), Refusal> {
    if scope.terminator != TERMINATOR {
        return Err(mismatch(
            "Credential should be scoped with a valid terminator: 'aws4_request'.",
        ));
    }
    if scope.service != SERVICE {
        return Err(mismatch(
            "Credential should be scoped to correct service: 'sts'.",
        ));
    }
    if !is_region(&scope.region) {
        return Err(mismatch("Credential should be scoped to a valid region."));
    }
    Ok(())
}

/// `us-east-1`, `us-gov-west-1`: words and a number. Which regions there are changes; all are taken for this one.
fn is_region(name: &str) -> bool {
    let is = |part: &str, kind: fn(&u8) -> bool| {
        !part.is_empty() && part.bytes().all(|byte| kind(&byte))
    };
    name.rsplit_once('-').is_some_and(|(words, number)| {
        words.contains('-')
            && words
                .split('-')
                .all(|word| is(word, u8::is_ascii_lowercase))
            && is(number, u8::is_ascii_digit)
    })
}

fn find(cx: &Context<'_>, authorization: &Authorization) -> Result<Credentials, Refusal> {
    let found = cx.tx.get::<Credentials>(&authorization.access_key_id);
    let found = found.map_err(|error| Refusal::Failed(error.into()))?;
    let token = fingerprint(authorization.session_token.as_deref().unwrap_or_default());
    found
        .filter(|found| equal(found.session_fingerprint.as_bytes(), token.as_bytes()))
        .ok_or(Refusal::InvalidClientTokenId)
}

fn check_time(authorization: &Authorization, now: i64) -> Result<(), Refusal> {
    let moment = authorization.moment.as_str();
    let Ok(signed) = PrimitiveDateTime::parse(moment, MOMENT) else {
        return Err(Refusal::IncompleteSignature(
            "Date must be in ISO-8601 'basic format': YYYYMMDDTHHMMSSZ.".to_owned(),
        ));
    };
    let signed = signed.assume_utc().unix_timestamp();
    let date = &authorization.scope.date;
    if moment.get(..8) != Some(date) {
        return Err(mismatch(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
        ));
    }
    let life = authorization.life.map_or(SKEW, |life| life.clamp(0, SKEW));
    if now > signed.saturating_add(life) {
        let limit = written(now - life);
        return Err(mismatch(&format!(
            "Signature expired: {moment} is now earlier than {limit}."
        )));
    }
    if signed > now.saturating_add(SKEW) {
        let limit = written(now + SKEW);
        return Err(mismatch(&format!(
            "Signature not yet current: {moment} is still later than {limit}."
        )));
    }
    Ok(())
}

/// The moment in the form of a signature's; empty for years that have no such form.
fn written(seconds: i64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp(seconds).ok();
    moment
        .and_then(|moment| moment.format(MOMENT).ok())
        .unwrap_or_default()
}

fn check_signature(
    request: &SignedRequest,
    authorization: &Authorization,
    credentials: &Credentials,
) -> Result<(), Refusal> {
    let payload_hash = hash(&request.body);
    let claimed = request.headers.get("x-amz-content-sha256");
    if claimed.is_some_and(|claimed| claimed.as_bytes() != payload_hash.as_bytes()) {
        return Err(mismatch(
            "The payload is not the one that x-amz-content-sha256 stands for.",
        ));
    }
    let canonical = canonical::request(
        &request.method,
        &request.query.without("X-Amz-Signature"),
        &request.headers,
        &authorization.signed_headers,
        &payload_hash,
    );
    let Authorization {
        scope,
        moment,
        signature: given,
        ..
    } = authorization;
    let expected = signature(&credentials.secret_key, scope, moment, &canonical);
    if equal(expected.as_bytes(), given.as_bytes()) {
        return Ok(());
    }
    Err(mismatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
         Access Key and signing method. Consult the service documentation for details.",
    ))
}

fn mismatch(words: &str) -> Refusal {
    Refusal::SignatureDoesNotMatch(words.to_owned())
}
