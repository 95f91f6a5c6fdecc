//! As much of an HTTP client as "does it answer?" needs.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(2);

/// Bytes of a reply that are read at most.
const LIMIT: u64 = 1 << 20;

/// Whether a GET of `path` is answered with status 200.
pub(crate) fn answers(address: SocketAddr, path: &str) -> bool {
    status_line(address, path).is_some_and(|line| line.split(' ').nth(1) == Some("200"))
}

fn status_line(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT).ok()?;
    stream.set_read_timeout(Some(TIMEOUT)).ok()?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: */*\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    // To its end: a server may log a reply that is not taken as a failure.
    let mut reply = Vec::new();
    stream.take(LIMIT).read_to_end(&mut reply).ok()?;
    let head = String::from_utf8_lossy(&reply);
    head.lines().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    fn serve_once(response: &'static str) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            // To its end: closing with a part of it unread would reset the connection.
            let mut request = BufReader::new(&mut stream).lines();
            while request.next().unwrap().unwrap() != "" {}
            stream.write_all(response.as_bytes()).unwrap();
        });
        address
    }

    #[test]
    fn only_status_200_counts_as_an_answer() {
        let ready = serve_once("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
        let starting = serve_once("HTTP/1.1 503 Service Unavailable\r\n\r\n");
        assert!(answers(ready, "/healthz"));
        assert!(!answers(starting, "/healthz"));
    }

    #[test]
    fn nobody_listening_is_no_answer() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        drop(listener);
        assert!(!answers(address, "/"));
    }
}
