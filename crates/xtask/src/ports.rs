//! Whether the ports that `start` needs are free.

use std::io::ErrorKind;
use std::net::{Ipv6Addr, SocketAddr, TcpListener};

use anyhow::{Result, bail};

/// Checks every address before anything is started.
///
/// # Errors
/// Names each port in use and who wants it.
pub(crate) fn require_free(wanted: &[(&str, SocketAddr)]) -> Result<()> {
    let taken: Vec<String> = wanted
        .iter()
        .filter(|(_, address)| is_taken(*address))
        .map(|(who, address)| {
            format!(
                "port {} is in use by another program, but the {who} needs it ({address})",
                address.port()
            )
        })
        .collect();
    if !taken.is_empty() {
        bail!(
            "{}\nStop that program first; `ss -ltnp` lists who listens where.",
            taken.join("\n")
        );
    }
    Ok(())
}

/// A browser tries `::1` for `localhost` too, so a stranger there is as much in the way.
fn is_taken(address: SocketAddr) -> bool {
    let ipv6 = SocketAddr::from((Ipv6Addr::LOCALHOST, address.port()));
    [address, ipv6].into_iter().any(|address| {
        TcpListener::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_named_together_with_who_wants_it() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let error = require_free(&[("backend", address)])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("port {}", address.port())),
            "{error}"
        );
        assert!(error.contains("backend"), "{error}");
        drop(listener);
        assert!(require_free(&[("backend", address)]).is_ok());
    }
}
