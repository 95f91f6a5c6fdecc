//! Addresses that tokens travel to.

use super::fault::Faults;

/// The base address of a service, such as the backend; its paths begin below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Accepts `https`, and `http` on this machine; a path is allowed, a query or fragment is not.
    pub fn new(url: &str) -> Option<Self> {
        let good = is_safe_endpoint(url) && !url.contains(['?', '#']);
        good.then(|| Self(url.trim_end_matches('/').to_owned()))
    }

    /// The absolute URL of a path below this address, given without a slash in front.
    pub fn join(&self, path: &str) -> String {
        format!("{}/{path}", self.0)
    }
}

/// Where AWS has a service in that region; China's regions have a domain of their own.
pub(super) fn aws_endpoint(service: &str, region: &str) -> String {
    let china = if region.starts_with("cn-") { ".cn" } else { "" };
    format!("https://{service}.{region}.amazonaws.com{china}/")
}

/// Tokens travel there, so the way must be encrypted unless it stays on this machine.
pub(super) fn is_safe_endpoint(endpoint: &str) -> bool {
    let (scheme, authority) = scheme_and_authority(endpoint);
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:[]".contains(c);
    !host(authority).is_empty()
        && authority.chars().all(plain)
        && !endpoint.contains(char::is_whitespace)
        && (scheme == "https" || (scheme == "http" && is_this_machine(endpoint)))
}

/// Notes an address that is none of these.
pub(super) fn check_endpoint(path: &'static str, endpoint: Option<&str>, faults: &mut Faults) {
    if endpoint.is_some_and(|endpoint| !is_safe_endpoint(endpoint)) {
        let problem = "must begin with https://, or with http:// and the name of this machine";
        faults.add(path, problem);
    }
}

/// Whether what is sent there stays on this machine.
pub(super) fn is_this_machine(endpoint: &str) -> bool {
    let (_, authority) = scheme_and_authority(endpoint);
    matches!(host(authority), "localhost" | "127.0.0.1" | "[::1]")
}

fn scheme_and_authority(endpoint: &str) -> (&str, &str) {
    let (scheme, rest) = endpoint.split_once("://").unwrap_or_default();
    (
        scheme,
        rest.split(['/', '?', '#']).next().unwrap_or_default(),
    )
}

fn host(authority: &str) -> &str {
    let port = authority
        .rfind(':')
        .filter(|colon| !authority[*colon..].contains(']'));
    &authority[..port.unwrap_or(authority.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for good in [
            "https://example.org:8443/pool",
            "https://example.org",
            "http://localhost:1",
            "http://[::1]",
            "http://127.0.0.1/",
        ] {
            assert!(is_safe_endpoint(good), "{good}");
        }
        for bad in [
            "http://127.0.0.1:80@example.org/",
            "https://a b",
            "https://user:secret@example.org",
            "https://",
            "http://localhost.example.org",
            "http://10.0.0.1",
            "ftp://localhost",
            "",
        ] {
            assert!(!is_safe_endpoint(bad), "{bad}");
        }
    }

    #[test]
    fn paths_of_the_backend_lie_below_its_address_with_or_without_a_slash_at_its_end() {
        for (base, expected) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/auth_test"),
            ("http://127.0.0.1:3000/", "http://127.0.0.1:3000/auth_test"),
            (
                "https://example.org/api/v1/",
                "https://example.org/api/v1/auth_test",
            ),
        ] {
            assert_eq!(BaseUrl::new(base).unwrap().join("auth_test"), expected);
        }
    }

    #[test]
    fn address_below_which_there_can_be_no_path_is_refused() {
        for bad in [
            "",
            "127.0.0.1:3000",
            "http://example.org",
            "https://example.org/?key=1",
            "https://example.org/#api",
        ] {
            assert_eq!(BaseUrl::new(bad), None, "{bad}");
        }
    }
}
