//! What `start` needs to know from `static/amplify_outputs.json`.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Relative to the workspace's root.
pub(crate) const FILE: &str = "static/amplify_outputs.json";

const BACKEND: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 3000);

/// The addresses of the parts that run on this machine.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Addresses {
    /// `None` if the users live in a pool elsewhere.
    pub(crate) local_pool: Option<SocketAddr>,
    pub(crate) backend: SocketAddr,
}

/// Reads the configuration below `root`.
///
/// # Errors
/// When the file is missing or not JSON.
pub(crate) fn read(root: &Path) -> Result<Addresses> {
    let text =
        fs::read_to_string(root.join(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    let config = serde_json::from_str(&text).with_context(|| format!("{FILE} is not JSON"))?;
    Ok(addresses(&config))
}

fn addresses(config: &Value) -> Addresses {
    let address = |key| config["custom"][key].as_str().and_then(loopback);
    Addresses {
        local_pool: address("user_pool_endpoint"),
        backend: address("api_url").unwrap_or(BACKEND),
    }
}

/// The socket address of an `http://` URL that points at this machine.
fn loopback(url: &str) -> Option<SocketAddr> {
    let authority = url.strip_prefix("http://")?.split('/').next()?;
    let address: SocketAddr = authority.replace("localhost", "127.0.0.1").parse().ok()?;
    address.ip().is_loopback().then_some(address)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn endpoints_on_this_machine_say_where_to_listen() {
        let config = json!({"custom": {
            "user_pool_endpoint": "http://127.0.0.1:9229/",
            "api_url": "http://localhost:3001",
        }});
        let expected = Addresses {
            local_pool: Some("127.0.0.1:9229".parse().unwrap()),
            backend: "127.0.0.1:3001".parse().unwrap(),
        };
        assert_eq!(addresses(&config), expected);
    }

    #[test]
    fn a_pool_elsewhere_needs_no_local_one() {
        for config in [
            json!({"auth": {}}),
            json!({"custom": {"user_pool_endpoint": "https://cognito.example"}}),
            json!({"custom": {"user_pool_endpoint": "http://10.0.0.7:9229"}}),
        ] {
            let expected = Addresses {
                local_pool: None,
                backend: BACKEND,
            };
            assert_eq!(addresses(&config), expected, "{config}");
        }
    }
}
