//! Callers that keep their connections, as a browser or a proxy does.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;

/// Clients that each send a request, wait for the reply, and send the next.
pub(crate) struct Clients {
    connections: Vec<TcpStream>,
}

impl Clients {
    /// So many clients, connected.
    pub(crate) fn connect(address: SocketAddr, count: usize) -> io::Result<Self> {
        let connections = (0..count).map(|_| {
            let connection = TcpStream::connect(address)?;
            connection.set_nodelay(true)?;
            Ok(connection)
        });
        Ok(Self {
            connections: connections.collect::<io::Result<_>>()?,
        })
    }

    /// Sends so many GET requests between them, all clients at once; every reply must have that status.
    pub(crate) fn get(&mut self, request: &Get, status: u16, count: u64) -> io::Result<()> {
        let clients = self.connections.len() as u64;
        thread::scope(|scope| {
            let threads: Vec<_> = (self.connections.iter_mut().zip(0..))
                .map(|(connection, client)| {
                    let share = count / clients + u64::from(client < count % clients);
                    scope.spawn(move || {
                        (0..share).try_for_each(|_| request.send(connection, status))
                    })
                })
                .collect();
            let end = |thread: thread::ScopedJoinHandle<'_, io::Result<()>>| {
                thread
                    .join()
                    .unwrap_or_else(|_| Err(ErrorKind::Other.into()))
            };
            threads.into_iter().try_for_each(end)
        })
    }
}

/// A request.
pub(crate) struct Get(String);

impl Get {
    /// Of that path, with that token.
    pub(crate) fn new(path: &str, token: &str) -> Self {
        Self(format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n\r\n"
        ))
    }

    fn send(&self, connection: &mut TcpStream, status: u16) -> io::Result<()> {
        connection.write_all(self.0.as_bytes())?;
        let mut reply = Vec::with_capacity(1024);
        let mut buffer = [0; 1024];
        while !is_whole(&reply) {
            match connection.read(&mut buffer)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                length => reply.extend_from_slice(&buffer[..length]),
            }
        }
        if reply.starts_with(format!("HTTP/1.1 {status} ").as_bytes()) {
            return Ok(());
        }
        Err(io::Error::other(String::from_utf8_lossy(&reply)))
    }
}

/// Whether a reply's head is there, and as much behind it as it announces.
fn is_whole(reply: &[u8]) -> bool {
    let reply = str::from_utf8(reply).unwrap_or_default();
    let Some((head, body)) = reply.split_once("\r\n\r\n") else {
        return false;
    };
    let mut lines = head.lines();
    let length = lines.find_map(|line| line.strip_prefix("content-length: "));
    length.and_then(|length| length.parse().ok()) == Some(body.len())
}
