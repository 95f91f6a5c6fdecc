//! The signature of a request in its one form.

use std::fmt::Write as _;

use super::authorization::{ALGORITHM, Scope};
use crate::crypto::{hmac_sha256, sha256};

/// The signature, hexadecimal: by a key that is derived for day, region and service.
pub(super) fn signature(
    secret_key: &str,
    scope: &Scope,
    moment: &str,
    canonical_request: &str,
) -> String {
    let Scope {
        date,
        region,
        service,
        terminator,
    } = scope;
    let hash = hash(canonical_request.as_bytes());
    let text = format!("{ALGORITHM}\n{moment}\n{date}/{region}/{service}/{terminator}\n{hash}");
    let mut key = format!("AWS4{secret_key}").into_bytes();
    for part in [date, region, service, terminator] {
        key = hmac_sha256(&key, part.as_bytes());
    }
    hex(&hmac_sha256(&key, text.as_bytes()))
}

/// SHA-256, hexadecimal.
pub(super) fn hash(message: &[u8]) -> String {
    hex(&sha256(message))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};

    use super::super::authorization::Authorization;
    use super::super::canonical;
    use super::super::query::Query;
    use super::*;

    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    const MOMENT: &str = "20150830T123600Z";
    const TOKEN: &str = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";

    fn headers(own: &[(&'static str, &str)]) -> HeaderMap {
        let common = [("host", "example.amazonaws.com"), ("x-amz-date", MOMENT)];
        let all = common.iter().chain(own);
        let header = |(name, value): &(&'static str, &str)| {
            let value = HeaderValue::from_str(value).unwrap();
            (HeaderName::from_static(name), value)
        };
        let mut headers = HeaderMap::new();
        for (name, value) in all.map(header) {
            headers.append(name, value);
        }
        headers
    }

    fn sign(method: &Method, query: &Query, headers: &HeaderMap, body: &[u8]) -> String {
        let authorization = Authorization::read(headers, query).unwrap();
        let request = canonical::request(
            method,
            &query.without("X-Amz-Signature"),
            headers,
            &authorization.signed_headers,
            &hash(body),
        );
        signature(
            SECRET,
            &authorization.scope,
            &authorization.moment,
            &request,
        )
    }

    fn authorization(signed: &str) -> String {
        let credential = "AKIDEXAMPLE/20150830/us-east-1/service/aws4_request";
        format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={signed}, Signature=0")
    }

    /// The results are those of the signing test suite that AWS publishes with its SDKs.
    #[test]
    fn signatures_are_those_of_the_published_test_suite() {
        let get = |query: &str, signed: &str, own: &[(&'static str, &str)]| {
            let authorization = authorization(signed);
            let mut all = vec![("authorization", authorization.as_str())];
            all.extend(own);
            sign(&Method::GET, &Query::parse(query), &headers(&all), b"")
        };
        let plain = "host;x-amz-date";
        for (query, expected) in [
            (
                "",
                "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
            ),
            (
                "Param2=value2&Param1=value1",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
            ),
            (
                "Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
                "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
            ),
        ] {
            assert_eq!(get(query, plain, &[]), expected, "{query}");
        }
        let one = "host;my-header1;x-amz-date";
        let values = ["value4", "value1", "value3", "value2"].map(|value| ("my-header1", value));
        assert_eq!(
            get("", one, &values),
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
        );
        let spaced = [("my-header1", " value1"), ("my-header2", " \"a   b   c\"")];
        assert_eq!(
            get("", "host;my-header1;my-header2;x-amz-date", &spaced),
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
        );
        assert_eq!(
            get(
                "",
                "host;x-amz-date;x-amz-security-token",
                &[("x-amz-security-token", TOKEN)]
            ),
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"
        );
    }

    #[test]
    fn the_signature_of_a_form_is_that_of_the_published_test_suite() {
        let body = b"Param1=value1";
        let authorization =
            authorization("content-length;content-type;host;x-amz-content-sha256;x-amz-date");
        let headers = headers(&[
            ("authorization", &authorization),
            ("content-type", "application/x-www-form-urlencoded"),
            ("content-length", "13"),
            ("x-amz-content-sha256", &hash(body)),
        ]);
        assert_eq!(
            sign(&Method::POST, &Query::parse(""), &headers, body),
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
        );
    }

    #[test]
    fn the_signature_in_a_query_is_that_of_the_published_test_suite() {
        let letters = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let signing = "X-Amz-Algorithm=AWS4-HMAC-SHA256\
            &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request\
            &X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Expires=3600&X-Amz-Signature=0";
        for (own, expected) in [
            (
                format!("{letters}={letters}"),
                "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf",
            ),
            (
                format!("X-Amz-Security-Token={TOKEN}"),
                "7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c",
            ),
        ] {
            let query = Query::parse(&format!("{own}&{signing}"));
            assert_eq!(
                sign(&Method::GET, &query, &headers(&[]), b""),
                expected,
                "{own}"
            );
        }
    }
}
