//! The server as the network meets it: stopping, slow senders, and addresses that it does not have.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, Request};
use futures_util::stream;
use local_pool::{App, Config, serve};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::support::{BASE, Pool, Reply};

const GET_USER: &str = "AWSCognitoIdentityProviderService.GetUser";

fn assert_error(reply: &Reply, status: u16, name: &str) {
    assert_eq!(reply.status.as_u16(), status);
    assert_eq!(reply.header("x-amzn-errortype"), Some(name));
    assert_eq!(reply.json()["__type"], name);
}

/// A connection on which a request has begun: the server waits for its body.
async fn half_sent(address: std::net::SocketAddr) -> TcpStream {
    let mut connection = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: {GET_USER}\r\n\
         content-length: 10\r\nexpect: 100-continue\r\n\r\n"
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut reply = [0; 25];
    connection.read_exact(&mut reply).await.unwrap();
    assert_eq!(&reply, b"HTTP/1.1 100 Continue\r\n\r\n");
    connection
}

#[tokio::test(start_paused = true)]
async fn a_request_that_never_ends_does_not_keep_the_server_from_stopping() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = App::open(Config::in_memory(BASE).unwrap()).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(serve(listener, app, async {
        stopped.await.unwrap();
    }));
    let _connection = half_sent(address).await;
    let begun = Instant::now();
    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_mins(1), server).await;
    ended.expect("it goes on").unwrap().unwrap();
    assert!(begun.elapsed() <= Duration::from_secs(3));
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_arrive_is_not_waited_for() {
    let endless = Body::from_stream(stream::pending::<io::Result<&str>>());
    let request = Request::post("/")
        .header("x-amz-target", GET_USER)
        .body(endless)
        .unwrap();
    let begun = Instant::now();
    let reply = tokio::time::timeout(Duration::from_mins(1), Pool::new().send(request)).await;
    assert_error(&reply.unwrap(), 408, "RequestTimeoutException");
    assert_eq!(begun.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_malformed_rather_than_large() {
    let broken = io::Error::other("invalid chunk size");
    let body = Body::from_stream(stream::iter([Ok("{"), Err(broken)]));
    let request = Request::post("/")
        .header("x-amz-target", GET_USER)
        .body(body)
        .unwrap();
    assert_error(
        &Pool::new().send(request).await,
        400,
        "SerializationException",
    );
}

#[tokio::test]
async fn addresses_and_methods_that_there_are_not_are_refused_in_the_services_form() {
    let pool = Pool::new();
    for (method, path, status) in [
        (Method::POST, "/foo", 404),
        (Method::GET, "/favicon.ico", 404),
        (Method::PUT, "/", 405),
        (Method::POST, "/mailbox", 405),
    ] {
        let request = Request::builder().method(method).uri(path);
        let reply = pool.send(request.body(Body::empty()).unwrap()).await;
        assert_error(&reply, status, "UnknownOperationException");
    }
}

#[tokio::test]
async fn a_filter_of_the_mailbox_that_makes_no_sense_is_refused_in_the_services_form() {
    let pool = Pool::new();
    for path in ["/mailbox?to=a&to=b", "/mailbox/messages?to=a&to=b"] {
        assert_error(&pool.get(path).await, 400, "InvalidParameterException");
    }
}

#[tokio::test]
async fn who_sends_too_much_is_told_so_and_that_the_connection_ends() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = App::open(Config::in_memory(BASE).unwrap()).unwrap();
    let server = tokio::spawn(serve(listener, app, std::future::pending()));
    let mut connection = TcpStream::connect(address).await.unwrap();
    let body = "x".repeat(4 * 1024 * 1024);
    let head = format!(
        "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: {GET_USER}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    // To the end, before anything is read.
    connection.write_all(head.as_bytes()).await.unwrap();
    connection.write_all(body.as_bytes()).await.unwrap();
    let mut reply = String::new();
    connection.read_to_string(&mut reply).await.unwrap();
    assert!(reply.starts_with("HTTP/1.1 413 "), "{reply}");
    assert!(reply.contains("\r\nconnection: close\r\n"), "{reply}");
    assert!(reply.contains("RequestEntityTooLargeException"), "{reply}");
    server.abort();
}
