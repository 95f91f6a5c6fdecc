use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;

use super::*;
use crate::cognito::secret::{AccessKeyId, SecretKey, SessionToken};

const MOMENT: &str = "20150830T123600Z";
const AT: i64 = 1_440_938_160_000;
const TOKEN: &str = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
const SCOPE: Scope<'_> = Scope {
    service: "service",
    region: "us-east-1",
};

fn credentials() -> Credentials {
    Credentials {
        access_key_id: AccessKeyId::new("AKIDEXAMPLE"),
        secret_key: SecretKey::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        session_token: SessionToken::new(TOKEN),
        expires_at: 0,
    }
}

fn request(method: &'static str, headers: &[(&'static str, &str)], body: &str) -> Request {
    let owned = headers
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    Request {
        method,
        url: String::new(),
        headers: owned.collect(),
        body: body.to_owned(),
    }
}

/// The signature of a request whose address is as it would stand in its first line.
fn signature_of(mut request: Request, address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let host = "example.amazonaws.com".to_owned();
    let target = Target { host, path, query };
    let hash = hex(&sha256(&[request.body.as_bytes()]));
    request.headers.push(("X-Amz-Date", MOMENT.to_owned()));
    let text = authorization(&request, target, &hash, SCOPE, &credentials(), MOMENT);
    text.unwrap()
        .rsplit_once("Signature=")
        .unwrap()
        .1
        .to_owned()
}

/// The results are those of the signing test suite that AWS publishes with its SDKs, but for paths
/// with `.` and `..`, which are not signed at all.
#[test]
fn addresses_are_signed_as_in_the_published_test_suite() {
    let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    for (address, expected) in [
        ("/", vanilla),
        ("//", vanilla),
        (
            "//example//",
            "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        ),
        (
            "/example space/",
            "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
        ),
        (
            "/ሴ",
            "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        ),
        (
            &format!("/{unreserved}"),
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        ),
        (
            &format!("/?{unreserved}={unreserved}"),
            "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
        ),
        (
            "/?Param1=value1",
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        ),
        (
            "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
            "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
        ),
        (
            "/?ሴ=bar",
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        ),
    ] {
        assert_eq!(
            signature_of(request("GET", &[], ""), address),
            expected,
            "{address}"
        );
    }
    assert_eq!(
        signature_of(request("POST", &[], ""), "/?Param1=value1"),
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
    );
}

/// Likewise.
#[test]
fn headers_and_payloads_are_signed_as_in_the_published_test_suite() {
    let value = |value| ("My-Header1", value);
    let form = "application/x-www-form-urlencoded";
    let form_in_utf8 = "application/x-www-form-urlencoded; charset=utf-8";
    let hash = "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e";
    let of_form = |kind| {
        vec![
            ("Content-Type", kind),
            ("Content-Length", "13"),
            ("x-amz-content-sha256", hash),
        ]
    };
    for (method, headers, body, expected) in [
        (
            "GET",
            vec![value("value2"), value("value2"), value("value1")],
            "",
            "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
        ),
        (
            "GET",
            ["value4", "value1", "value3", "value2"].map(value).to_vec(),
            "",
            "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
        ),
        (
            "GET",
            vec![value(" value1"), ("My-Header2", " \"a   b   c\"")],
            "",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
        (
            "GET",
            vec![("X-Amz-Security-Token", TOKEN)],
            "",
            "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
        ),
        (
            "POST",
            of_form(form),
            "Param1=value1",
            "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
        ),
        (
            "POST",
            of_form(form_in_utf8),
            "Param1=value1",
            "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422",
        ),
    ] {
        assert_eq!(
            signature_of(request(method, &headers, body), "/"),
            expected,
            "{headers:?}"
        );
    }
}

#[derive(Deserialize)]
struct Vectors {
    at: i64,
    access_key_id: AccessKeyId,
    secret_key: SecretKey,
    session_token: SessionToken,
    requests: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    service: String,
    region: String,
    method: String,
    url: String,
    headers: BTreeMap<String, String>,
    body: String,
    added: BTreeMap<String, String>,
}

/// See `tests/vectors/sigv4_vectors.py`.
#[test]
fn requests_of_an_app_are_signed_as_an_independent_implementation_does() {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors.json")).unwrap();
    let credentials = Credentials {
        access_key_id: vectors.access_key_id,
        secret_key: vectors.secret_key,
        session_token: vectors.session_token,
        expires_at: 0,
    };
    assert_eq!(vectors.requests.len(), 11);
    for vector in vectors.requests {
        let own = |(name, value): (String, String)| (&*name.leak(), value);
        let request = Request {
            method: vector.method.leak(),
            url: vector.url,
            headers: vector.headers.into_iter().map(own).collect(),
            body: vector.body,
        };
        let scope = Scope {
            service: &vector.service,
            region: &vector.region,
        };
        let given = request.headers.len();
        let signed = signed(request, scope, &credentials, vectors.at * 1000).unwrap();
        let added = &signed.headers[given..];
        let added = added
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()));
        assert_eq!(
            added.collect::<BTreeMap<_, _>>(),
            vector.added,
            "{}",
            vector.name
        );
    }
}

fn signed_url(url: &str) -> Result<Request, SigningError> {
    let mut request = request("GET", &[], "");
    url.clone_into(&mut request.url);
    signed(request, SCOPE, &credentials(), AT)
}

#[test]
fn url_that_a_browser_would_send_in_another_form_is_not_signed() {
    for url in [
        "https://example.org/a%20b?c=d",
        "https://example.org/.../.a/b..",
        "https://example.org/%2e%2e%2e?..=/../",
        "https://example.org/a+b?c=%2B",
    ] {
        assert!(signed_url(url).is_ok(), "{url}");
    }
    for url in [
        "",
        "example.org",
        "/auth_test",
        "ftp://example.org/",
        "https://",
        "https:///path",
        "https://user@example.org/",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https://example.org/ሴ",
        "https://example.org/\"",
        "https://example.org/?it's",
        "https://example.org/#part",
        "https://example.org\\path",
        "https://example.org/\n",
        "https://example%2eorg/",
        "https://example.org/.",
        "https://example.org/..",
        "https://example.org/a/./b",
        "https://example.org/a//../b",
        "https://example.org/a/%2e/b",
        "https://example.org/a/%2E%2e?b",
        "https://example.org/a/.%2e/b",
    ] {
        assert_eq!(signed_url(url), Err(SigningError::Url), "{url}");
    }
}

#[test]
fn url_that_services_read_in_different_ways_is_not_signed() {
    for query in ["a=b+c", "a+b=c", "a=%", "a=%4", "a=%zz", "%=a"] {
        let url = format!("https://example.org/?{query}");
        assert_eq!(signed_url(&url), Err(SigningError::Url), "{url}");
    }
    let s3 = Scope {
        service: "s3",
        ..SCOPE
    };
    for good in ["", "/", "//", "/a//b/", "/caf%C3%A9%20%281%29~.jpg"] {
        let canonical = canonical::path(good, s3).unwrap();
        assert_eq!(canonical, if good.is_empty() { "/" } else { good });
    }
    for other in [
        "/(1)",
        "/a+b",
        "/a=b",
        "/caf%c3%a9",
        "/%41",
        "/a%2Fb",
        "/%",
        "/%4",
    ] {
        assert_eq!(canonical::path(other, s3), None, "{other}");
    }
}

#[test]
fn time_beyond_the_calendar_is_refused_and_the_calendar_is_right() {
    let mut request = request("GET", &[], "");
    request.url = "https://example.org/".to_owned();
    let outcome = signed(request, SCOPE, &credentials(), i64::MAX);
    assert!(matches!(outcome, Err(SigningError::Time(_))));
    for (at, expected) in [
        (AT, MOMENT),
        (AT + 999, MOMENT),
        (0, "19700101T000000Z"),
        (-1, "19691231T235959Z"),
        (1_709_251_199_000, "20240229T235959Z"),
    ] {
        assert_eq!(moment(at).unwrap(), expected);
    }
}

/// Everything that a signature covers, in a request that a property test can change.
fn signature_with(change: impl FnOnce(&mut Request, &mut Credentials, &mut i64)) -> String {
    let mut request = request("POST", &[("content-type", "text/plain")], "body");
    request.url = "https://example.org/path?name=value".to_owned();
    let (mut credentials, mut at) = (credentials(), AT);
    change(&mut request, &mut credentials, &mut at);
    let signed = signed(request, SCOPE, &credentials, at).unwrap();
    let text = &signed.headers.last().unwrap().1;
    text.rsplit_once("Signature=").unwrap().1.to_owned()
}

proptest! {
    #[test]
    fn whatever_is_changed_the_signature_is_another(text in "[a-z]{1,12}", which in 0..7) {
        let own = signature_with(|_, _, _| {});
        let other = signature_with(|request, credentials, at| match which {
            0 => request.url.push_str(&text),
            1 => request.url = format!("https://example.org/path/{text}?name=value"),
            2 => request.url = format!("https://{text}.example.org/path?name=value"),
            3 => request.headers[0].1.push_str(&text),
            4 => request.body.push_str(&text),
            5 => credentials.session_token = SessionToken::new(text),
            _ => *at += 1000,
        });
        prop_assert_ne!(own, other);
    }

    #[test]
    fn order_of_the_query_and_of_the_headers_makes_no_difference(
        pairs in prop::collection::vec("[a-c]{1,2}=([a-c]|%4[0-9]){0,3}", 0..6),
        seed in any::<u64>(),
    ) {
        let shuffled = {
            let mut keyed: Vec<_> = pairs.iter().enumerate().collect();
            keyed.sort_by_key(|(index, _)| (seed >> (index * 8)) & 0xff);
            keyed.into_iter().map(|(_, pair)| pair.clone()).collect::<Vec<_>>()
        };
        let canonical = canonical::query(&pairs.join("&"));
        prop_assert!(canonical.is_some());
        prop_assert_eq!(canonical, canonical::query(&shuffled.join("&")));
        let host = || "example.org".to_owned();
        let [one, other] = [("a", "1".to_owned()), ("B", "2".to_owned())];
        let headers = Headers::of(host(), &[one.clone(), other.clone()]);
        let reversed = Headers::of(host(), &[other, one]);
        prop_assert_eq!((headers.lines, headers.names), (reversed.lines, reversed.names));
    }
}
