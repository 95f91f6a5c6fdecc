//! Names of keys that are no names of the pool's keys.

use backend::VerifyError;
use serde_json::json;

use super::{all_are_refused, attack, unknown_key};
use crate::support::{FIRST, MARKER, STRANGER, access_claims, admitted_token, compact};

#[tokio::test]
async fn a_key_id_is_a_name_and_nothing_else() {
    let names = [
        String::new(),
        format!("../../../../etc/{MARKER}"),
        "/dev/null".to_owned(),
        format!("file:///etc/{MARKER}"),
        format!("http://169.254.169.254/latest/{MARKER}"),
        format!("{MARKER}' OR '1'='1' --"),
        format!("{MARKER}' UNION SELECT 'key"),
        format!("{MARKER}\0"),
        format!("{}\0{MARKER}", FIRST.kid),
        format!("{MARKER}\r\nX-Injected: yes"),
        format!("{MARKER}|touch /tmp/injected"),
        format!("${{jndi:ldap://{MARKER}}}"),
        format!("{MARKER}{}", "k".repeat(8000)),
        format!(" {}", FIRST.kid),
        format!("{}\n", FIRST.kid),
        FIRST.kid.to_uppercase(),
        FIRST.kid[1..].to_owned(),
        format!("{}0", FIRST.kid),
        "*".to_owned(),
        "__proto__".to_owned(),
        "keys".to_owned(),
        "\u{202e}yek-tsrif".to_owned(),
    ];
    // The signature is genuine: the name alone must do.
    let attacks = names.map(|kid| {
        let header = json!({ "kid": kid, "alg": "RS256" }).to_string();
        let token = compact(&header, &access_claims().to_string(), &FIRST);
        attack(format!("kid {kid:?}"), token, unknown_key(&kid))
    });
    all_are_refused(attacks).await;
}

#[tokio::test]
async fn a_key_id_that_is_no_text_is_none() {
    let claims = access_claims().to_string();
    let mut attacks = vec![attack(
        "no kid",
        compact(r#"{"alg":"RS256"}"#, &claims, &FIRST),
        VerifyError::NoKeyId,
    )];
    let kid = FIRST.kid;
    let values = [
        "null".to_owned(),
        "0".to_owned(),
        "true".to_owned(),
        format!(r#"["{kid}"]"#),
        format!(r#"{{"{kid}":1}}"#),
        // Half of a pair is no character.
        r#""\ud800""#.to_owned(),
    ];
    attacks.extend(values.map(|kid| {
        let header = format!(r#"{{"alg":"RS256","kid":{kid}}}"#);
        attack(
            format!("kid {kid}"),
            compact(&header, &claims, &FIRST),
            VerifyError::NoKeyId,
        )
    }));
    all_are_refused(attacks).await;
}

#[tokio::test]
async fn the_key_of_another_pool_is_unknown() {
    let token = admitted_token(&STRANGER);
    all_are_refused([attack("stranger", token, unknown_key(STRANGER.kid))]).await;
}
