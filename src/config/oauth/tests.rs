use super::*;
use crate::config::Config;

/// The section as Amplify Gen 2 writes it, with one of its fields exchanged.
fn parse(field: &str, value: &str, custom: &str) -> Result<Config, Vec<&'static str>> {
    let fields = [
        (
            "identity_providers",
            r#"["GOOGLE","SIGN_IN_WITH_APPLE","LOGIN_WITH_AMAZON","FACEBOOK"]"#,
        ),
        ("domain", r#""example.auth.eu-west-1.amazoncognito.com""#),
        (
            "scopes",
            r#"["profile","phone","email","openid","aws.cognito.signin.user.admin"]"#,
        ),
        ("redirect_sign_in_uri", r#"["https://example.org/in"]"#),
        ("redirect_sign_out_uri", r#"["https://example.org/"]"#),
        ("response_type", r#""code""#),
    ];
    let known = fields.iter().any(|(name, _)| *name == field);
    let more = (!known).then_some((field, value));
    let oauth: Vec<_> = fields
        .into_iter()
        .chain(more)
        .map(|(name, own)| format!(r#""{name}":{}"#, if name == field { value } else { own }))
        .collect();
    let text = format!(
        r#"{{"version":"1.4","auth":{{"user_pool_id":"eu-west-1_A","user_pool_client_id":"c",
        "oauth":{{{}}}}},"custom":{custom}}}"#,
        oauth.join(",")
    );
    Config::parse(&text).map_err(|error| error.0.iter().map(|fault| fault.path).collect())
}

fn with(field: &str, value: &str) -> Result<OAuth, Vec<&'static str>> {
    parse(field, value, "{}").map(|config| config.oauth.unwrap())
}

fn names(oauth: &OAuth) -> Vec<(&str, &str)> {
    let providers = oauth.providers.iter();
    providers
        .map(|it| (it.name.as_str(), it.label.as_str()))
        .collect()
}

#[test]
fn section_of_an_amplify_backend_is_enough() {
    let oauth = with("response_type", r#""code""#).unwrap();
    assert_eq!(
        names(&oauth),
        [
            ("Google", "Google"),
            ("SignInWithApple", "Apple"),
            ("LoginWithAmazon", "Amazon"),
            ("Facebook", "Facebook"),
        ]
    );
    assert_eq!(
        oauth.endpoint.join("logout"),
        "https://example.auth.eu-west-1.amazoncognito.com/logout"
    );
    assert_eq!(oauth.redirect_sign_in[0].path(), "/in");
}

#[test]
fn shipped_configuration_leads_to_the_pages_of_the_local_pool() {
    let shipped = include_str!("../../../static/amplify_outputs.json");
    let config = Config::parse(shipped).unwrap();
    assert_eq!(
        config.user_pool.issuer(),
        "http://127.0.0.1:9229/us-east-1_Vestibule"
    );
    let oauth = config.oauth.unwrap();
    assert_eq!(
        oauth.endpoint.join("logout"),
        "http://127.0.0.1:9229/logout"
    );
    assert_eq!(
        names(&oauth),
        [("Facebook", "Facebook"), ("Google", "Google")]
    );
}

#[test]
fn without_a_provider_nothing_of_it_is_used_or_looked_at() {
    let none = parse("identity_providers", "[]", "{}").unwrap();
    assert_eq!(none.oauth, None);
    let text = r#"{"auth":{"user_pool_id":"a_B","user_pool_client_id":"c","oauth":{}}}"#;
    assert_eq!(Config::parse(text).unwrap().oauth, None);
}

#[test]
fn every_fault_of_the_section_is_named() {
    for (field, value, path) in [
        (
            "identity_providers",
            r#"["GOOGLE","Okta"]"#,
            "auth.oauth.identity_providers",
        ),
        ("domain", "null", "auth.oauth.domain"),
        ("domain", r#""https://example.org""#, "auth.oauth.domain"),
        ("domain", r#""example.org/login""#, "auth.oauth.domain"),
        ("custom_domain", r#""a b""#, "auth.oauth.domain"),
        ("scopes", r#"["email"]"#, "auth.oauth.scopes"),
        (
            "redirect_sign_in_uri",
            "[]",
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_in_uri",
            r#"["http://example.org/in"]"#,
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_in_uri",
            r#"["https://Example.org/in"]"#,
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_in_uri",
            r#"["https://example.org:443/in"]"#,
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_in_uri",
            r#"["http://localhost:80/in"]"#,
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_in_uri",
            r#"["https://example.org/ä"]"#,
            "auth.oauth.redirect_sign_in_uri",
        ),
        (
            "redirect_sign_out_uri",
            r#"["https://example.org/#out"]"#,
            "auth.oauth.redirect_sign_out_uri",
        ),
        ("response_type", r#""token""#, "auth.oauth.response_type"),
    ] {
        assert_eq!(with(field, value).unwrap_err(), [path], "{field}: {value}");
    }
}

#[test]
fn custom_domain_counts_instead_of_the_first() {
    let oauth = with("custom_domain", r#""login.example.org""#).unwrap();
    assert_eq!(
        oauth.endpoint.join("logout"),
        "https://login.example.org/logout"
    );
}

#[test]
fn providers_that_amplify_has_no_name_for_are_listed_apart() {
    let custom =
        r#"{"oauth_providers":[{"name":"Okta","label":"Example Ltd"},{"name":"Keycloak"}]}"#;
    let config = parse("identity_providers", "[]", custom).unwrap();
    let oauth = config.oauth.unwrap();
    assert_eq!(
        names(&oauth),
        [("Okta", "Example Ltd"), ("Keycloak", "Keycloak")]
    );
    for bad in [
        r#"[{"name":""}]"#,
        r#"[{"name":"two words"}]"#,
        r#"[{"name":"Google"}]"#,
    ] {
        let custom = format!(r#"{{"oauth_providers":{bad}}}"#);
        let faults = parse("identity_providers", r#"["GOOGLE"]"#, &custom);
        assert_eq!(faults.unwrap_err(), ["custom.oauth_providers"], "{bad}");
    }
}

#[test]
fn hosted_pages_may_be_anywhere_on_this_machine_or_encrypted() {
    for (endpoint, good) in [
        ("http://127.0.0.1:9229/", true),
        ("https://example.org/pages", true),
        ("http://example.org", false),
        ("https://example.org/?x", false),
    ] {
        let custom = format!(r#"{{"oauth_endpoint":"{endpoint}"}}"#);
        let config = parse("domain", "null", &custom);
        assert_eq!(config.is_ok(), good, "{endpoint}");
    }
}

#[test]
fn redirects_of_apps_on_phones_are_left_alone() {
    let oauth = with(
        "redirect_sign_in_uri",
        r#"["myapp://in","https://example.org/in"]"#,
    );
    assert_eq!(oauth.unwrap().redirect_sign_in.len(), 1);
}

#[test]
fn redirect_address_is_taken_apart_at_its_path() {
    for (uri, origin, path) in [
        ("https://example.org", "https://example.org", "/"),
        (
            "http://localhost:8080/auth/callback?x=/",
            "http://localhost:8080",
            "/auth/callback",
        ),
        ("https://example.org?x", "https://example.org", "/"),
    ] {
        let redirect = RedirectUri::new(uri).unwrap();
        assert_eq!((redirect.origin(), redirect.path()), (origin, path));
        assert_eq!(redirect.as_str(), uri);
    }
}

#[test]
fn issuer_is_the_pool_at_aws_unless_it_is_on_this_machine_or_named() {
    for (custom, issuer) in [
        (
            "{}",
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A",
        ),
        (
            r#"{"user_pool_endpoint":"https://proxy.example.org"}"#,
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A",
        ),
        (
            r#"{"user_pool_endpoint":"http://localhost:1"}"#,
            "http://localhost:1/eu-west-1_A",
        ),
        (
            r#"{"issuer":"https://issuer.example.org/p/"}"#,
            "https://issuer.example.org/p",
        ),
    ] {
        let config = parse("response_type", r#""code""#, custom).unwrap();
        assert_eq!(config.user_pool.issuer(), issuer, "{custom}");
    }
}
