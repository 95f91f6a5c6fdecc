//! Requests that are too long, too many or too slow.

use std::net::Ipv4Addr;
use std::time::Duration;

use backend::{MAX_BODY_LENGTH, serve};
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use super::server;
use crate::support::{FIRST, Server, admitted_token, exchange};

async fn lives_on(server: &Server) {
    let request = server.get("/auth_test").bearer_auth(admitted_token(&FIRST));
    assert_eq!(request.send().await.unwrap().status(), 200);
}

fn status(reply: &str) -> u16 {
    let status = reply
        .strip_prefix("HTTP/1.1 ")
        .and_then(|reply| reply.get(..3));
    status
        .unwrap_or_else(|| panic!("no status in {reply:?}"))
        .parse()
        .unwrap()
}

#[tokio::test]
async fn a_head_that_is_too_long_is_refused_and_the_server_lives_on() {
    let (server, _issuer) = server().await;
    // With a good token, so that nothing but the limits can refuse them.
    let good = format!("Authorization: Bearer {}\r\n", admitted_token(&FIRST));
    let with = |headers: &str| format!("GET /auth_test HTTP/1.1\r\nHost: a\r\n{good}{headers}\r\n");
    let long_header = with(&format!("x: {}\r\n", "A".repeat(200_000)));
    let many = with(&"x: y\r\n".repeat(5000));
    let seventy: Vec<_> = (0..70).map(|n| format!("x-{n}: y\r\n")).collect();
    let long_path = with("").replacen(
        "/auth_test",
        &format!("/auth_test?{}", "a".repeat(70_000)),
        1,
    );
    let long_method = format!("{} / HTTP/1.1\r\nHost: a\r\n\r\n", "G".repeat(60_000));
    for (name, request) in [
        ("a long header", long_header),
        ("many headers", many),
        ("seventy headers", with(&seventy.concat())),
        ("a long path", long_path),
        ("a long method", long_method),
    ] {
        let status = status(&exchange(server.address, request.as_bytes()).await);
        assert!([400, 414, 431].contains(&status), "{name}: {status}");
        lives_on(&server).await;
    }
}

#[tokio::test]
async fn what_is_not_http_is_refused_and_the_server_lives_on() {
    let (server, _issuer) = server().await;
    let good = format!(
        "Host: a\r\nAuthorization: Bearer {}\r\n",
        admitted_token(&FIRST)
    );
    let with = |begin: &str, end: &str| format!("{begin} HTTP/1.1\r\n{good}{end}").into_bytes();
    assert_eq!(
        status(
            &exchange(
                server.address,
                &with("GET /auth_test", "Connection: close\r\n\r\n")
            )
            .await
        ),
        200
    );
    for request in [
        b"\r\n\r\n\r\n\r\n".to_vec(),
        b"hello\r\n\r\n".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        with("GET /auth_test", "x: a\0b\r\n\r\n"),
        with("GET /auth_test", "x : a\r\n\r\n"),
        with("GET /auth_test HTTP/9.9\r\nx: GET / ", "\r\n"),
        with("POST /auth_test", "Content-Length: -1\r\n\r\n"),
        with(
            "POST /auth_test",
            "Content-Length: 1\r\nContent-Length: 2\r\n\r\na",
        ),
        with(
            "POST /auth_test",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        ),
    ] {
        let mut connection = TcpStream::connect(server.address).await.unwrap();
        connection.write_all(&request).await.unwrap();
        connection.shutdown().await.unwrap();
        let mut reply = Vec::new();
        let _ = crate::support::soon(connection.read_to_end(&mut reply)).await;
        let reply = String::from_utf8_lossy(&reply);
        let sent = String::from_utf8_lossy(&request);
        assert!(!reply.starts_with("HTTP/1.1 2"), "{sent}: {reply}");
        lives_on(&server).await;
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let (server, _issuer) = server().await;
    let token = admitted_token(&FIRST);
    let post = |length: usize| {
        let request = server
            .request(Method::POST, "/auth_test")
            .bearer_auth(&token);
        request.body(vec![b'a'; length]).send()
    };
    assert_eq!(post(MAX_BODY_LENGTH).await.unwrap().status(), 200);
    let refused = post(MAX_BODY_LENGTH + 1).await.unwrap();
    assert_eq!(refused.status(), 413);
    let told: Value = refused.json().await.unwrap();
    assert_eq!(told["error"], "payload_too_large");
    let announced = b"POST /auth_test HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n";
    assert_eq!(status(&exchange(server.address, announced).await), 413);
    lives_on(&server).await;
}

/// Time passes here whenever nothing else happens.
#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_come_to_its_end_is_waited_for_ten_seconds() {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, axum::Router::new(), std::future::pending()));
    for beginning in [
        "",
        "GET",
        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ",
    ] {
        let begin = Instant::now();
        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(beginning.as_bytes()).await.unwrap();
        let mut reply = Vec::new();
        let _ = connection.read_to_end(&mut reply).await;
        assert!(!reply.starts_with(b"HTTP/1.1 2"));
        let waited = begin.elapsed();
        assert!(
            (Duration::from_secs(9)..Duration::from_secs(12)).contains(&waited),
            "{waited:?}"
        );
    }
}

#[tokio::test]
async fn hundreds_of_requests_at_once_are_all_answered() {
    let (server, _issuer) = server().await;
    let (good, bad) = (admitted_token(&FIRST), "a.b.c".to_owned());
    let statuses = join_all((0..300).map(async |number| {
        let token = if number % 3 == 0 { &bad } else { &good };
        let reply = server
            .get("/auth_test")
            .bearer_auth(token)
            .send()
            .await
            .unwrap();
        (number % 3 == 0, reply.status().as_u16())
    }))
    .await;
    for (bad, status) in statuses {
        assert_eq!(status, if bad { 401 } else { 200 });
    }
}
