//! The id by which a request is found in the log.

use super::{header, server};
use crate::support::{Server, exchange};

async fn id_for(server: &Server, given: &str) -> String {
    let request = server.get("/healthz").header("x-request-id", given);
    let reply = request.send().await.unwrap();
    header(&reply, "x-request-id").unwrap().to_owned()
}

fn is_new(id: &str) -> bool {
    id.len() == 36 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

#[tokio::test]
async fn an_id_that_is_given_is_kept() {
    let (server, _issuer) = server().await;
    let longest = "x".repeat(64);
    for id in ["1", "0f9a-4e_B", &longest] {
        assert_eq!(id_for(&server, id).await, id);
    }
}

#[tokio::test]
async fn an_id_that_could_do_harm_is_replaced() {
    let (server, _issuer) = server().await;
    let too_long = "x".repeat(65);
    for id in [
        "",
        "a b",
        "a\"b",
        "<script>",
        "a;b",
        "a=1 level=ERROR",
        "é",
        "a\\nb",
        &too_long,
    ] {
        assert!(is_new(&id_for(&server, id).await), "{id}");
    }
}

#[tokio::test]
async fn every_reply_has_an_id_of_its_own() {
    let (server, _issuer) = server().await;
    let mut ids = Vec::new();
    for path in ["/healthz", "/auth_test", "/nowhere", "/me"] {
        let reply = server.get(path).send().await.unwrap();
        ids.push(header(&reply, "x-request-id").unwrap().to_owned());
    }
    assert!(ids.iter().all(|id| is_new(id)));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn an_id_cannot_bring_a_header_of_its_own() {
    let (server, _issuer) = server().await;
    let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Request-Id: a\rSet-Cookie: b=c\r\n\r\n";
    let reply = exchange(server.address, request).await;
    assert!(
        !reply.to_ascii_lowercase().contains("set-cookie"),
        "{reply}"
    );
}
