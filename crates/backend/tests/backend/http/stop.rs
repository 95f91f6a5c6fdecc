//! The server is asked to stop.

use std::io::ErrorKind;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::server;
use crate::support::{Answer, SECOND, admitted_token, soon, until};

#[tokio::test]
async fn what_is_under_way_is_answered_and_nothing_new_is_begun() {
    let (server, issuer) = server().await;
    let address = server.address;
    issuer.answer(Answer::keys(&[&SECOND]));
    issuer.hold();
    let request = server
        .get("/auth_test")
        .bearer_auth(admitted_token(&SECOND));
    let request = tokio::spawn(request.send());
    issuer.fetched(2).await;

    let stopping = server.stop();
    until(async || {
        let connection = TcpStream::connect(address).await;
        connection.is_err_and(|error| error.kind() == ErrorKind::ConnectionRefused)
    })
    .await;
    assert!(!request.is_finished() && !stopping.is_finished());
    issuer.release();
    let reply = soon(request).await.unwrap().unwrap();
    assert_eq!(reply.status(), 200);
    assert!(reply.text().await.unwrap().contains("genuine"));
    soon(stopping).await.unwrap().unwrap();
}

#[tokio::test]
async fn idle_connections_do_not_keep_it_from_stopping() {
    let (server, _issuer) = server().await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    let mut kept_alive = TcpStream::connect(server.address).await.unwrap();
    let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    kept_alive.write_all(request).await.unwrap();
    let mut reply = [0; 4096];
    let mut length = 0;
    while !reply[..length].ends_with(b"ok") {
        length += soon(kept_alive.read(&mut reply[length..])).await.unwrap();
    }
    let began = tokio::time::Instant::now();
    soon(server.stop()).await.unwrap().unwrap();
    // Requests that have begun would have ten seconds.
    assert!(began.elapsed().as_secs() < 5);
    for connection in [&mut silent, &mut kept_alive] {
        let read = soon(connection.read(&mut reply)).await;
        assert!(matches!(read, Ok(0) | Err(_)), "closed");
    }
}
