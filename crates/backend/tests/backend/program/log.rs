//! What the program writes down.

use rustix::process::Signal;
use serde_json::Value;

use super::{Place, Program};
use crate::support::{FIRST, MARKER, STRANGER, admitted_token};

/// The log of a program that has been asked for a few things, and the tokens that it has seen.
async fn log_of(level: &str, format: &str) -> (String, Vec<String>) {
    let place = Place::new();
    let mut command = place.command();
    command.args(["--log", level, "--log-format", format]);
    let program = Program::start(&mut command, &place.path("log"));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let (good, forged) = (admitted_token(&FIRST), admitted_token(&STRANGER));
    let broken = good.replace('.', "%2e");
    for (id, token) in [
        ("good-1", &good),
        ("forged-2", &forged),
        ("broken-3", &broken),
    ] {
        // A token in the query is a mistake, but no reason to write it down.
        let url = format!("{}/auth_test?access_token={token}", program.url);
        let request = client
            .get(url)
            .header("x-request-id", id)
            .header("jwt", token);
        request
            .bearer_auth(token)
            .header("cookie", token)
            .body(token.clone())
            .send()
            .await
            .unwrap();
    }
    let (_, log) = program.stop(Signal::TERM);
    (log, vec![good, forged, broken])
}

fn has_no_secrets(log: &str, tokens: &[String]) {
    for piece in tokens.iter().flat_map(|token| token.split(['.', '%'])) {
        // The header of a token is no secret, and shorter pieces stand anywhere by chance.
        assert!(piece.len() < 20 || !log.contains(piece), "{piece} in {log}");
    }
    assert!(!log.contains(MARKER), "{log}");
}

#[tokio::test]
async fn the_log_names_requests_and_never_a_token() {
    let (log, tokens) = log_of("info", "text").await;
    for (id, status) in [("good-1", 200), ("forged-2", 401), ("broken-3", 401)] {
        let line = log
            .lines()
            .find(|line| line.contains(id) && line.contains("answered"));
        let line = line.unwrap_or_else(|| panic!("{id} in {log}"));
        assert!(line.contains(&format!("status={status}")), "{line}");
        assert!(
            line.contains("/auth_test") && line.contains("GET"),
            "{line}"
        );
    }
    let refused = log
        .lines()
        .find(|line| line.contains("forged-2") && line.contains("refused"));
    assert!(
        refused
            .unwrap()
            .contains("not signed by a key of the user pool")
    );
    has_no_secrets(&log, &tokens);
}

#[tokio::test]
async fn the_log_for_programs_is_json_line_by_line() {
    let (log, tokens) = log_of("info", "json").await;
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let answered = lines
        .iter()
        .find(|line| line["span"]["id"] == "forged-2" && line["message"] == "answered");
    let answered = answered.unwrap_or_else(|| panic!("{log}"));
    assert_eq!(answered["status"], 401);
    assert_eq!(answered["span"]["route"], "/auth_test");
    assert_eq!(answered["level"], "INFO");
    has_no_secrets(&log, &tokens);
}

#[tokio::test]
async fn not_even_the_most_talkative_log_has_a_token() {
    let (log, tokens) = log_of("trace", "text").await;
    assert!(log.contains("answered"));
    has_no_secrets(&log, &tokens);
}
