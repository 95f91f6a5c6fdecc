//! What is not quite a token.

use backend::{MAX_TOKEN_LENGTH, Malformed, Part, VerifyError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{Attack, all_are_refused, attack, not_an_object, not_base64url, not_three_parts};
use crate::support::{
    FIRST, access_claims, admitted_token, compact, compact_bytes, encode, header,
};

#[tokio::test]
async fn other_serializations_and_numbers_of_parts_are_refused() {
    let token = admitted_token(&FIRST);
    let [header, payload, signature]: [&str; 3] =
        token.split('.').collect::<Vec<_>>().try_into().unwrap();
    let flattened =
        json!({ "protected": header, "payload": payload, "signature": signature }).to_string();
    let signatures = json!([{ "protected": header, "signature": signature }]);
    let general = json!({ "payload": payload, "signatures": signatures }).to_string();
    let tokens = [
        ("nothing", String::new()),
        ("no dot", header.to_owned()),
        ("two parts", format!("{header}.{payload}")),
        ("four parts", format!("{token}.{signature}")),
        ("a fourth part that is empty", format!("{token}.")),
        ("a first part that is empty", format!(".{token}")),
        (
            "an encrypted token",
            format!("{header}.AAAA.{payload}.{signature}.AAAA"),
        ),
        ("a token in a token's place", format!("{token}.{token}")),
        ("flattened JSON", flattened),
        ("general JSON", general),
    ];
    all_are_refused(tokens.map(|(name, token)| attack(name, token, not_three_parts()))).await;
}

#[tokio::test]
async fn empty_parts_are_refused() {
    let token = admitted_token(&FIRST);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (encoded_header, payload) = message.split_once('.').unwrap();
    let genuine_but_empty = compact(&header().to_string(), "", &FIRST);
    all_are_refused([
        attack("three times nothing", "..", not_an_object(Part::Header)),
        attack(
            "no header",
            format!(".{payload}.{signature}"),
            not_an_object(Part::Header),
        ),
        attack(
            "no payload",
            format!("{encoded_header}..{signature}"),
            VerifyError::Signature,
        ),
        attack(
            "empty payload",
            genuine_but_empty,
            not_an_object(Part::Payload),
        ),
        attack(
            "no signature",
            format!("{message}."),
            VerifyError::Signature,
        ),
    ])
    .await;
}

#[tokio::test]
async fn every_other_spelling_of_the_same_bytes_is_refused() {
    let token = admitted_token(&FIRST);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let header = || not_base64url(Part::Header);
    let at_end = || not_base64url(Part::Signature);
    // 256 bytes are 342 characters, and the last of them has four bits to spare.
    let (rest, last) = signature.split_at(341);
    let stray = char::from(last.as_bytes()[0] + 1);
    let bytes = FIRST.sign(message.as_bytes());
    let padded = STANDARD.encode(&bytes);
    let standard = padded.trim_end_matches('=');
    assert!(
        standard.contains(['+', '/']),
        "one in 50,000 signatures has neither"
    );
    all_are_refused([
        attack("space in front", format!(" {token}"), header()),
        attack("space behind", format!("{token} "), at_end()),
        attack("line break behind", format!("{token}\n"), at_end()),
        attack("line break inside", token.replacen('.', "\n.", 1), header()),
        attack("tab inside", format!("{message}.\t{signature}"), at_end()),
        attack("NUL behind", format!("{token}\0"), at_end()),
        attack("padding", format!("{token}=="), at_end()),
        attack("other alphabet", format!("{message}.{standard}"), at_end()),
        attack(
            "other alphabet, padded",
            format!("{message}.{padded}"),
            at_end(),
        ),
        attack("stray bits", format!("{message}.{rest}{stray}"), at_end()),
        attack(
            "one character too many",
            format!("{message}.{signature}AAA"),
            at_end(),
        ),
        attack("percent encoding", format!("%65{}", &token[1..]), header()),
        attack(
            "full-width letter",
            format!("\u{ff45}{}", &token[1..]),
            header(),
        ),
        attack("quotes", format!("\"{token}\""), header()),
        attack("scheme", format!("Bearer {token}"), header()),
    ])
    .await;
}

/// A genuine signature over any two texts.
fn signed(name: &str, header: &str, payload: &str, part: Part) -> Attack {
    attack(name, compact(header, payload, &FIRST), not_an_object(part))
}

#[tokio::test]
async fn members_that_stand_there_twice_are_refused() {
    let (header, claims) = (header().to_string(), access_claims().to_string());
    let more = |json: &str, member: &str| format!("{},{member}}}", &json[..json.len() - 1]);
    let in_header = |member| signed(member, &more(&header, member), &claims, Part::Header);
    let in_claims = |member| signed(member, &header, &more(&claims, member), Part::Payload);
    all_are_refused([
        in_header(r#""alg":"none""#),
        in_header(r#""alg":"RS256""#),
        in_header(r#""\u0061lg":"none""#),
        in_header(r#""kid":"other""#),
        in_header(r#""k\u0069d":"other""#),
        in_claims(r#""sub":"other""#),
        in_claims(r#""s\u0075b":"other""#),
        in_claims(r#""client_id":"other""#),
        in_claims(r#""exp":4102444800"#),
        in_claims(r#""\u0065\u0078\u0070":4102444800"#),
        in_claims(r#""cognito\u003agroups":["root"]"#),
        in_claims(r#""x":1,"x":2"#),
    ])
    .await;
}

#[tokio::test]
async fn what_is_not_one_json_object_is_refused() {
    let (header, claims) = (header().to_string(), access_claims().to_string());
    let nested = admitted_token(&FIRST);
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(2000), close.repeat(2000));
    let many: Vec<_> = (0..300).map(|n| format!(r#""{n}":0"#)).collect();
    let members = |json: &str| format!("{{{},{}", many.join(","), &json[1..]);
    let texts = [
        ("array", format!("[{claims}]")),
        ("text", json!(claims).to_string()),
        ("null", "null".to_owned()),
        ("number", "1".to_owned()),
        ("true", "true".to_owned()),
        ("a token", nested.clone()),
        ("a token in quotes", json!(nested).to_string()),
        ("two objects", format!("{claims}{claims}")),
        ("something behind it", format!("{claims}x")),
        ("NUL behind it", format!("{claims}\0")),
        ("byte order mark", format!("\u{feff}{claims}")),
        ("comment", format!("/**/{claims}")),
        ("comma at the end", claims.replace('}', ",}")),
        ("half of it", claims[..claims.len() / 2].to_owned()),
        ("nested arrays", deep("[", "]")),
        ("nested arrays without end", deep("[", "")),
        ("nested objects without end", deep(r#"{"a":"#, "")),
        ("single quotes", claims.replace('"', "'")),
        ("not a number", claims.replacen(r#"":"#, r#"":NaN,"x":"#, 1)),
        ("hundreds of members", members(&claims)),
    ];
    let in_payload = texts
        .iter()
        .map(|(name, text)| signed(name, &header, text, Part::Payload));
    let in_header = texts
        .iter()
        .map(|(name, text)| signed(name, text, &claims, Part::Header));
    all_are_refused(in_payload.chain(in_header)).await;
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused() {
    let (header, claims) = (header().to_string(), access_claims().to_string());
    let invalid = claims.replacen("ann", "an?", 1).into_bytes();
    let invalid: Vec<_> = invalid
        .into_iter()
        .map(|byte| if byte == b'?' { 0xff } else { byte })
        .collect();
    let utf16: Vec<_> = claims.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let payload = |bytes: &[u8]| compact_bytes(header.as_bytes(), bytes, &FIRST);
    let in_header = compact_bytes(b"{\"kid\":\"\xc0\xaf\",\"alg\":\"RS256\"}", b"{}", &FIRST);
    all_are_refused([
        attack(
            "invalid UTF-8",
            payload(&invalid),
            not_an_object(Part::Payload),
        ),
        attack("UTF-16", payload(&utf16), not_an_object(Part::Payload)),
        attack(
            "invalid UTF-8 in the header",
            in_header,
            not_an_object(Part::Header),
        ),
    ])
    .await;
}

#[tokio::test]
async fn a_token_beyond_the_greatest_length_is_refused_though_it_is_genuine() {
    let of_length = |length: usize| {
        let mut claims = access_claims();
        claims["padding"] = json!("p".repeat(length));
        compact(&header().to_string(), &claims.to_string(), &FIRST)
    };
    let overhead = of_length(0).len();
    let too_long = of_length((MAX_TOKEN_LENGTH - overhead) / 4 * 3 + 4);
    assert!((1..8).contains(&(too_long.len() - MAX_TOKEN_LENGTH)));
    let many_parts = format!("{}.", encode("{}")).repeat(5000);
    all_are_refused([
        attack("bytes too many", too_long, Malformed::TooLong.into()),
        attack("parts without end", many_parts, Malformed::TooLong.into()),
        attack(
            "dots without end",
            ".".repeat(MAX_TOKEN_LENGTH),
            not_three_parts(),
        ),
    ])
    .await;
}
