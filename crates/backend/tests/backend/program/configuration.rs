//! What the program is told, and what it says when that will not do.

use std::fs;
use std::net::TcpListener;

use rustix::process::Signal;
use serde_json::{Value, json};

use super::{Place, Program, config, failure, status};
use crate::support::{
    CLIENT, FIRST, ISSUER, access_claims, admitted_token, id_claims, now, token_of,
};

#[test]
fn a_configuration_that_is_wrong_ends_the_program_with_a_sentence() {
    let without = |member: &str| {
        let mut config = config();
        config["auth"].as_object_mut().unwrap().remove(member);
        config
    };
    let with = |member: &str, value: Value| {
        let mut config = config();
        config["auth"][member] = value;
        config
    };
    let custom = |custom: Value| {
        let mut config = config();
        config["custom"] = custom;
        config
    };
    for (config, named) in [
        (without("user_pool_id"), "auth.user_pool_id"),
        (without("user_pool_client_id"), "auth.user_pool_client_id"),
        (
            with("user_pool_id", json!("eu-west-1")),
            "auth.user_pool_id",
        ),
        (with("user_pool_id", json!(7)), "amplify_outputs.json"),
        (
            with("user_pool_client_id", json!("")),
            "auth.user_pool_client_id",
        ),
        (
            custom(json!({ "issuer": "http://pool.example" })),
            "custom.issuer",
        ),
        (custom(json!({ "app_origins": ["*"] })), "`*`"),
        (
            custom(json!({ "app_origins": ["https://a.example/app"] })),
            "https://a.example/app",
        ),
        (
            custom(json!({ "user_pool_endpoint": "pool" })),
            "custom.user_pool_endpoint",
        ),
    ] {
        let place = Place::new();
        place.write("config.json", &config);
        let (code, said) = failure(&mut place.command());
        assert_eq!(code, Some(1), "{named}: {said}");
        assert!(
            said.starts_with("error: ") && said.contains(named),
            "{named}: {said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_file_that_is_missing_or_broken_is_named() {
    for (name, text) in [("config.json", "{"), ("jwks.json", "{}")] {
        let place = Place::new();
        fs::write(place.path(name), text).unwrap();
        let (code, said) = failure(&mut place.command());
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("error: "), "{said}");
        fs::remove_file(place.path(name)).unwrap();
        let (code, said) = failure(&mut place.command());
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(place.path(name).to_str().unwrap()), "{said}");
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let place = Place::new();
    let (code, said) = failure(place.command().env("VESTIBULE_LISTEN", address.to_string()));
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains(&address.port().to_string()) && said.contains("--listen"),
        "{said}"
    );
}

#[test]
fn arguments_that_cannot_be_understood_are_named() {
    for (name, value) in [
        ("--token-use", "refresh"),
        ("--listen", "nowhere"),
        ("--leeway-after-expiry", "-1"),
        ("--log-format", "xml"),
        ("--no-such-thing", "1"),
    ] {
        let place = Place::new();
        let (code, said) = failure(place.command().arg(format!("{name}={value}")));
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(name), "{said}");
    }
    let place = Place::new();
    let (code, said) = failure(place.command().args(["--log", "info=verbose=x"]));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("--log"), "{said}");
}

#[tokio::test]
async fn the_environment_overrides_the_file_and_arguments_override_the_environment() {
    let place = Place::new();
    let mut command = place.command();
    command
        .env("VESTIBULE_USER_POOL_ID", "us-east-2_Other")
        .env("VESTIBULE_USER_POOL_CLIENT_ID", "one,two")
        .env("VESTIBULE_LEEWAY_AFTER_EXPIRY", "1")
        .args(["--leeway-after-expiry", "300"]);
    let program = Program::start(&mut command, &place.path("log"));
    let issuer = "https://cognito-idp.us-east-2.amazonaws.com/us-east-2_Other";
    assert!(program.greeting.contains(issuer), "{}", program.greeting);

    let token = |issuer: &str, client: &str, seconds: i64| {
        let mut claims = access_claims();
        claims["iss"] = issuer.into();
        claims["client_id"] = client.into();
        claims["exp"] = (now() + seconds).into();
        token_of(&claims, &FIRST)
    };
    assert_eq!(status(&program, &token(issuer, "one", 60)).await, 200);
    assert_eq!(status(&program, &token(issuer, "two", -60)).await, 200);
    assert_eq!(status(&program, &token(issuer, "two", -7200)).await, 401);
    assert_eq!(status(&program, &token(issuer, CLIENT, 60)).await, 401);
    assert_eq!(status(&program, &token(ISSUER, "one", 60)).await, 401);
}

#[tokio::test]
async fn a_variable_that_is_set_to_nothing_overrides_nothing() {
    let place = Place::new();
    let mut command = place.command();
    for name in [
        "USER_POOL_ID",
        "USER_POOL_CLIENT_ID",
        "ISSUER",
        "APP_ORIGINS",
    ] {
        command.env(format!("VESTIBULE_{name}"), "");
    }
    let program = Program::start(&mut command, &place.path("log"));
    assert_eq!(status(&program, &admitted_token(&FIRST)).await, 200);
}

#[test]
fn a_leeway_that_would_switch_expiry_off_is_refused() {
    let place = Place::new();
    let mut command = place.command();
    command.env("VESTIBULE_LEEWAY_AFTER_EXPIRY", "301");
    let (code, said) = failure(&mut command);
    assert_eq!(code, Some(2));
    assert!(said.contains("--leeway-after-expiry"), "{said}");
}

/// Whoever names a pool wants no tokens of another one.
#[tokio::test]
async fn a_pool_that_is_named_counts_instead_of_the_files_issuer() {
    let place = Place::new();
    let mut config = config();
    config["custom"] = json!({ "issuer": "https://id.example/pool" });
    place.write("config.json", &config);
    let program = Program::start(&mut place.command(), &place.path("log"));
    assert!(
        program.greeting.contains("https://id.example/pool"),
        "{}",
        program.greeting
    );
    let mut command = place.command();
    command.args(["--user-pool-id", "us-east-2_Other"]);
    let program = Program::start(&mut command, &place.path("log"));
    assert!(
        program.greeting.contains("us-east-2_Other"),
        "{}",
        program.greeting
    );
}

#[tokio::test]
async fn id_tokens_count_where_they_are_asked_for_and_access_tokens_do_not() {
    let place = Place::new();
    let mut command = place.command();
    command.env("VESTIBULE_TOKEN_USE", "id");
    let program = Program::start(&mut command, &place.path("log"));
    assert_eq!(status(&program, &token_of(&id_claims(), &FIRST)).await, 200);
    assert_eq!(status(&program, &admitted_token(&FIRST)).await, 401);
}

#[tokio::test]
async fn it_ends_well_when_it_is_asked_to() {
    for signal in [Signal::TERM, Signal::INT] {
        let place = Place::new();
        let program = Program::start(&mut place.command(), &place.path("log"));
        assert_eq!(status(&program, &admitted_token(&FIRST)).await, 200);
        let (status, log) = program.stop(signal);
        assert_eq!(status.code(), Some(0), "{log}");
        assert!(
            log.contains("asked to stop") && log.contains("stopped"),
            "{log}"
        );
    }
}
