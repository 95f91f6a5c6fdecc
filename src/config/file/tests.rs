use crate::{
    cognito::ops::{MfaMethod, SocialProvider},
    config::{BaseUrl, Config, IdentityPool, Mfa, Passkeys, SignInFlow, UserPoolId},
};

const SHIPPED: &str = include_str!("../../../static/amplify_outputs.json");

fn faults(text: &str) -> Vec<&'static str> {
    Config::parse(text)
        .unwrap_err()
        .0
        .iter()
        .map(|fault| fault.path)
        .collect()
}

#[test]
fn shipped_configuration_is_good_and_speaks_to_the_local_pool() {
    let config = Config::parse(SHIPPED).unwrap();
    assert_eq!(config.user_pool.endpoint(), "http://127.0.0.1:9229/");
    let labels: Vec<_> = config.attributes.iter().map(|field| &field.label).collect();
    assert_eq!(labels, ["Email", "Agent name"]);
}

#[test]
fn file_of_an_amplify_backend_is_enough() {
    let config = Config::parse(
        r#"{"version":"1","auth":{"user_pool_id":"eu-west-1_Ab12","aws_region":"eu-west-1",
        "user_pool_client_id":"abc","standard_required_attributes":["email","given_name"]},
        "data":{"url":"x"}}"#,
    )
    .unwrap();
    assert_eq!(
        config.user_pool.endpoint(),
        "https://cognito-idp.eu-west-1.amazonaws.com/"
    );
    assert_eq!(config.user_pool.id.name(), "Ab12");
    assert_eq!(config.attributes[1].label, "Given name");
    assert!(config.attributes[1].editable && config.attributes[1].required);
    assert!(!config.attributes[0].editable);
}

#[test]
fn china_has_a_domain_of_its_own() {
    let config =
        Config::parse(r#"{"auth":{"user_pool_id":"cn-north-1_A","user_pool_client_id":"a"}}"#);
    let endpoint = config.unwrap().user_pool.endpoint();
    assert_eq!(endpoint, "https://cognito-idp.cn-north-1.amazonaws.com.cn/");
}

#[test]
fn every_fault_is_named_with_its_place() {
    assert_eq!(faults("{}"), ["auth"]);
    assert_eq!(faults("{"), ["amplify_outputs.json"]);
    assert_eq!(
        faults(
            r#"{"auth":{"password_policy":{"min_length":2}},"custom":{"user_pool_endpoint":"http://example.org"}}"#
        ),
        [
            "auth.user_pool_id",
            "auth.user_pool_client_id",
            "custom.user_pool_endpoint",
            "auth.password_policy.min_length",
        ]
    );
    let elsewhere = r#"{"auth":{"aws_region":"eu-west-1","user_pool_id":"us-east-1_A","user_pool_client_id":"a"}}"#;
    assert_eq!(faults(elsewhere), ["auth.aws_region"]);
}

#[test]
fn page_in_place_of_the_file_is_recognised() {
    let error = Config::parse("<!doctype html><title>Vestibule</title>").unwrap_err();
    assert!(error.to_string().contains("is a page, not JSON"));
}

#[test]
fn backend_is_optional_and_its_address_is_checked() {
    let pool = r#""auth":{"user_pool_id":"a_B","user_pool_client_id":"c"}"#;
    for absent in ["{}", r#"{"api_url":null}"#] {
        let config = Config::parse(&format!(r#"{{{pool},"custom":{absent}}}"#));
        assert_eq!(config.unwrap().api_url, None, "{absent}");
    }
    let config = Config::parse(SHIPPED).unwrap();
    assert_eq!(config.api_url, BaseUrl::new("http://127.0.0.1:3000"));
    let file = format!(r#"{{{pool},"custom":{{"api_url":"http://example.org"}}}}"#);
    assert_eq!(faults(&file), ["custom.api_url"]);
}

/// The identity pool of a file with these settings, each section without its braces.
fn identity_pool(auth: &str, custom: &str) -> Option<IdentityPool> {
    let config = Config::parse(&format!(
        r#"{{"auth":{{"user_pool_id":"a_B","user_pool_client_id":"c"{auth}}},"custom":{{{custom}}}}}"#
    ));
    config.unwrap().identity_pool
}

#[test]
fn identity_pool_is_optional_and_is_at_aws_unless_the_file_says_where() {
    let id =
        |region| format!(r#","identity_pool_id":"{region}:5e57b1e0-0000-4000-8000-000000000001""#);
    let addresses = |auth: &str, custom: &str| {
        let pool = identity_pool(auth, custom).unwrap();
        (pool.endpoint(), pool.sts_endpoint())
    };
    let owned = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(identity_pool("", ""), None);
    assert_eq!(identity_pool(r#","identity_pool_id":null"#, ""), None);
    assert_eq!(
        addresses(&id("eu-west-1"), ""),
        owned(
            "https://cognito-identity.eu-west-1.amazonaws.com/",
            "https://sts.eu-west-1.amazonaws.com/"
        )
    );
    assert_eq!(
        addresses(&id("cn-north-1"), ""),
        owned(
            "https://cognito-identity.cn-north-1.amazonaws.com.cn/",
            "https://sts.cn-north-1.amazonaws.com.cn/"
        )
    );
    let (local, elsewhere) = ("http://127.0.0.1:9229/", "https://identity.example.org/");
    let at = |url| format!(r#""identity_pool_endpoint":"{url}""#);
    assert_eq!(addresses(&id("eu-west-1"), &at(local)), owned(local, local));
    assert_eq!(
        addresses(&id("eu-west-1"), &at(elsewhere)),
        owned(elsewhere, "https://sts.eu-west-1.amazonaws.com/")
    );
    let sts = "https://sts.example.org/";
    let both = format!(r#"{},"sts_endpoint":"{sts}""#, at(local));
    assert_eq!(addresses(&id("eu-west-1"), &both), owned(local, sts));
}

#[test]
fn guests_are_admitted_where_the_file_says_so() {
    let id = r#","identity_pool_id":"a:5e57b1e0-0000-4000-8000-000000000001""#;
    let admits = |setting: &str| {
        let pool = identity_pool(&format!("{id}{setting}"), "");
        pool.unwrap().admits_guests
    };
    assert!(!admits(""));
    assert!(!admits(r#","unauthenticated_identities_enabled":false"#));
    assert!(admits(r#","unauthenticated_identities_enabled":true"#));
}

#[test]
fn tokens_of_social_providers_are_logins_where_the_file_says_so() {
    let id = r#","identity_pool_id":"a:5e57b1e0-0000-4000-8000-000000000001""#;
    let logins = |custom: &str| identity_pool(id, custom).unwrap().logins;
    assert_eq!(logins(""), []);
    let facebook = r#""identity_pool_logins":{"graph.facebook.com":"custom:facebook_token"}"#;
    let expected = (SocialProvider::Facebook, "custom:facebook_token".to_owned());
    assert_eq!(logins(facebook), [expected]);
    for bad in [
        r#"{"FACEBOOK":"custom:facebook_token"}"#,
        r#"{"graph.facebook.com":"facebook_token"}"#,
    ] {
        let file = format!(
            r#"{{"auth":{{"user_pool_id":"a_B","user_pool_client_id":"c"{id}}},
            "custom":{{"identity_pool_logins":{bad}}}}}"#
        );
        assert_eq!(faults(&file), ["custom.identity_pool_logins"], "{bad}");
    }
}

#[test]
fn identity_pool_that_cannot_work_is_a_fault() {
    let file = r#"{"auth":{"user_pool_id":"a_B","user_pool_client_id":"c","identity_pool_id":"a_B"},
        "custom":{"identity_pool_endpoint":"http://example.org","sts_endpoint":"sts"}}"#;
    let expected = [
        "custom.identity_pool_endpoint",
        "custom.sts_endpoint",
        "auth.identity_pool_id",
    ];
    assert_eq!(faults(file), expected);
}

#[test]
fn users_sign_in_by_password_unless_the_pool_takes_something_else() {
    let flow = |auth: &str, custom: &str| {
        let file = format!(
            r#"{{"auth":{{"user_pool_id":"a_B","user_pool_client_id":"c"{auth}}},"custom":{{{custom}}}}}"#
        );
        Config::parse(&file).map(|config| config.sign_in)
    };
    assert_eq!(flow("", ""), Ok(SignInFlow::Password));
    let off = r#","passwordless":{"email_otp_enabled":false}"#;
    assert_eq!(flow(off, ""), Ok(SignInFlow::Password));
    for on in [
        r#","passwordless":{"email_otp_enabled":true}"#,
        r#","passwordless":{"sms_otp_enabled":true}"#,
        r#","passwordless":{"web_authn":{"relying_party_id":"localhost"}}"#,
    ] {
        assert_eq!(flow(on, ""), Ok(SignInFlow::Choice), "{on}");
        let password = r#""auth_flow":"USER_SRP_AUTH""#;
        assert_eq!(flow(on, password), Ok(SignInFlow::Password));
    }
    assert_eq!(
        flow("", r#""auth_flow":"USER_AUTH""#),
        Ok(SignInFlow::Choice)
    );
    assert_eq!(
        flow("", r#""auth_flow":"CUSTOM_AUTH""#),
        Ok(SignInFlow::Custom)
    );
    assert_eq!(
        flow("", r#""auth_flow":"CUSTOM_WITH_SRP""#),
        Ok(SignInFlow::CustomAfterPassword)
    );
    assert!(flow("", r#""auth_flow":"magic""#).is_err());
}

#[test]
fn passkeys_are_offered_where_the_pool_takes_them() {
    let passkeys = |auth: &str, custom: &str| {
        let file = format!(
            r#"{{"auth":{{"user_pool_id":"a_B","user_pool_client_id":"c"{auth}}},"custom":{{{custom}}}}}"#
        );
        Config::parse(&file).unwrap().passkeys
    };
    let of = |id: Option<&str>| {
        Some(Passkeys {
            relying_party_id: id.map(str::to_owned),
        })
    };
    assert_eq!(passkeys("", ""), None);
    assert_eq!(passkeys("", r#""auth_flow":"USER_AUTH""#), of(None));
    let on = r#","passwordless":{"web_authn":{"relying_party_id":"example.org"}}"#;
    assert_eq!(passkeys(on, ""), of(Some("example.org")));
    let password = r#""auth_flow":"USER_SRP_AUTH""#;
    assert_eq!(passkeys(on, password), of(Some("example.org")));
}

#[test]
fn attribute_that_the_pool_requires_is_asked_for_even_if_it_is_not_listed() {
    let config = Config::parse(
        r#"{"auth":{"user_pool_id":"a_B","user_pool_client_id":"c",
        "standard_required_attributes":["email","given_name"]},
        "custom":{"attributes":[{"name":"email"}]}}"#,
    );
    let config = config.unwrap();
    let asked: Vec<_> = config.asked_at_sign_up().map(|field| &field.name).collect();
    assert_eq!(asked, ["given_name"]);
}

#[test]
fn attribute_that_cannot_work_is_a_fault() {
    for attributes in [
        r#"[{"name":"password"}]"#,
        r#"[{"name":"custom:"}]"#,
        r#"[{"name":"name"},{"name":"name"}]"#,
    ] {
        let file = format!(
            r#"{{"auth":{{"user_pool_id":"a_B","user_pool_client_id":"c"}},
            "custom":{{"attributes":{attributes}}}}}"#
        );
        assert_eq!(faults(&file), ["custom.attributes"], "{attributes}");
    }
}

#[test]
fn second_steps_are_offered_as_far_as_the_pool_has_them() {
    let mfa = |fields: &str| {
        let pool = r#""user_pool_id":"a_B","user_pool_client_id":"c""#;
        Config::parse(&format!(r#"{{"auth":{{{pool}{fields}}}}}"#)).map(|config| config.mfa)
    };
    for none in [
        "",
        r#","mfa_configuration":"NONE","mfa_methods":["TOTP"]"#,
        r#","mfa_configuration":"OPTIONAL""#,
        r#","mfa_configuration":"OPTIONAL","mfa_methods":["PIGEON"]"#,
    ] {
        assert_eq!(mfa(none), Ok(None), "{none}");
    }
    let wanted = r#","mfa_configuration":"REQUIRED","mfa_methods":["SMS","TOTP","EMAIL"]"#;
    let expected = Mfa {
        required: true,
        methods: vec![MfaMethod::SoftwareToken, MfaMethod::Sms, MfaMethod::Email],
    };
    assert_eq!(mfa(wanted), Ok(Some(expected)));
    let error = mfa(r#","mfa_configuration":"ON","mfa_methods":["TOTP"]"#).unwrap_err();
    assert_eq!(error.0[0].path, "auth.mfa_configuration");
}

#[test]
fn malformed_pool_ids_are_refused() {
    for bad in [
        "",
        "_",
        "us-east-1",
        "us-east-1_",
        "_abc",
        "us east_1",
        "a_ü",
        &"a_b".repeat(20),
    ] {
        assert_eq!(UserPoolId::new(bad), None, "{bad}");
    }
}
