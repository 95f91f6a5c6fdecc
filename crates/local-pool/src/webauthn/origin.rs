//! Which pages may use a relying party's passkeys.

/// The name that means this machine, and is a relying party without a certificate.
const LOCALHOST: &str = "localhost";

/// Whether a page of that origin (`scheme://host[:port]`) belongs to the relying party: the host is its id or is below
/// it, by HTTPS; where the id is `localhost`, by HTTP as well. This machine's addresses are not within that name.
pub(super) fn is_allowed(origin: &str, relying_party_id: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let Some(host) = host(authority) else {
        return false;
    };
    let is_safe = scheme == "https" || (scheme == "http" && relying_party_id == LOCALHOST);
    is_safe && is_within(host, relying_party_id)
}

fn is_within(host: &str, relying_party_id: &str) -> bool {
    host.strip_suffix(relying_party_id)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The host of an authority that is nothing but host and port.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = |c: char| c.is_ascii_alphanumeric() || ".-[]:".contains(c);
    (port.is_none_or(is_port) && !host.is_empty() && host.chars().all(is_host)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn pages_of_localhost_may_use_its_passkeys() {
        for origin in [
            "http://localhost",
            "http://localhost:8080",
            "https://localhost:8443",
            "http://app.localhost:8080",
        ] {
            assert!(is_allowed(origin, "localhost"), "{origin}");
        }
        for origin in [
            "http://example.com",
            "http://127.0.0.1:8080",
            "http://[::1]:8080",
            "https://127.0.0.1",
            "http://evillocalhost",
            "http://localhost.example.com",
            "http://localhost:80@example.com",
            "http://localhost:",
            "http://localhost/",
            "http://",
            "localhost",
            "null",
            "file://localhost",
            "android:apk-key-hash:AAAA",
        ] {
            assert!(!is_allowed(origin, "localhost"), "{origin}");
        }
    }

    #[test]
    fn elsewhere_pages_of_the_relying_party_may_by_https() {
        for (origin, allowed) in [
            ("https://example.com", true),
            ("https://example.com:8443", true),
            ("https://login.example.com", true),
            ("http://example.com", false),
            ("https://badexample.com", false),
            ("https://com", false),
            ("http://localhost", false),
            ("http://127.0.0.1", false),
        ] {
            assert_eq!(is_allowed(origin, "example.com"), allowed, "{origin}");
        }
    }
}
