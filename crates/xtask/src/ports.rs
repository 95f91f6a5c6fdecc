//! Whether the ports that `start` needs are free.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};

use anyhow::{Result, bail};

/// Checks every address before anything is started.
///
/// # Errors
/// Names each address that cannot be had and who wants it.
pub(crate) fn require_free(wanted: &[(&str, SocketAddr)]) -> Result<()> {
    let problems: Vec<String> = wanted
        .iter()
        .filter_map(|(who, address)| problem(who, *address))
        .collect();
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    Ok(())
}

fn problem(who: &str, address: SocketAddr) -> Option<String> {
    let error = TcpListener::bind(address).err()?;
    Some(match error.kind() {
        ErrorKind::AddrInUse => format!(
            "{address} is in use by another program, but the {who} needs it; `lsof -nP -iTCP:{} -sTCP:LISTEN` shows which",
            address.port()
        ),
        _ => format!("the {who} cannot listen on {address}: {error}"),
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
        assert!(error.contains(&address.to_string()), "{error}");
        assert!(error.contains("backend"), "{error}");
        drop(listener);
        assert!(require_free(&[("backend", address)]).is_ok());
    }

    #[test]
    fn an_address_of_another_machine_is_a_problem_too() {
        let address = "192.0.2.1:8080".parse().unwrap();
        let error = require_free(&[("app", address)]).unwrap_err().to_string();
        assert!(error.contains("cannot listen on 192.0.2.1:8080"), "{error}");
    }
}
