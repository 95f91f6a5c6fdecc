//! What an app client may do on the hosted pages.

use super::{constraints, external_providers};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::client_settings::HostedSettings;
use crate::model::pool::UserPool;
use crate::model::scope;
use crate::wire::error::{ApiError, ErrorCode};

const OAUTH_FLOWS: [&str; 3] = ["code", "implicit", "client_credentials"];
/// How many URLs, and how many scopes, a client can have of a kind.
const URLS: usize = 100;
const SCOPES: usize = 50;
/// What browsers open by themselves, without asking any server.
const LOCAL_SCHEMES: [&str; 7] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "javascript",
    "vbscript",
];
/// The name of the pool itself among the providers.
pub(crate) const COGNITO: &str = "COGNITO";

/// Refuses settings that the service does not know, or that contradict each other or the pool.
pub(crate) fn check(cx: &Context<'_>, pool: &UserPool, client: &AppClient) -> Result<(), ApiError> {
    let hosted = &client.settings.hosted;
    check_urls(hosted)?;
    check_flows(client)?;
    check_scopes(hosted)?;
    for name in &hosted.supported_identity_providers {
        if name != COGNITO && external_providers::find(cx, pool, name)?.is_none() {
            return Err(ErrorCode::InvalidParameter.because(format!(
                "The provider {name} does not exist for User Pool {}",
                pool.id
            )));
        }
    }
    Ok(())
}

fn check_urls(hosted: &HostedSettings) -> Result<(), ApiError> {
    for (path, urls) in [
        ("callbackURLs", &hosted.callback_urls),
        ("logoutURLs", &hosted.logout_urls),
    ] {
        constraints::length(path, urls.len(), &(0..=URLS))?;
        urls.iter().try_for_each(|url| check_url(url))?;
    }
    match &hosted.default_redirect_uri {
        Some(uri) if !hosted.callback_urls.contains(uri) => Err(ErrorCode::InvalidParameter
            .because("defaultRedirectURI must be in the list of callbackURLs")),
        _ => Ok(()),
    }
}

fn check_flows(client: &AppClient) -> Result<(), ApiError> {
    let refuse = |words: &'static str| Err(ErrorCode::InvalidOAuthFlow.because(words));
    let hosted = &client.settings.hosted;
    let flows = &hosted.allowed_oauth_flows;
    constraints::members("allowedOAuthFlows", flows, &OAUTH_FLOWS)?;
    let is_empty = flows.is_empty() || hosted.allowed_oauth_scopes.is_empty();
    if hosted.allowed_oauth_flows_user_pool_client && is_empty {
        return refuse(
            "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
        );
    }
    if !flows.iter().any(|flow| flow == "client_credentials") {
        return Ok(());
    }
    if flows.len() > 1 {
        return refuse(
            "client_credentials flow can not be selected along with code flow or implicit flow.",
        );
    }
    if client.client_secret.is_none() {
        return refuse(
            "client_credentials flow can not be selected if client does not have a client secret.",
        );
    }
    Ok(())
}

fn check_scopes(hosted: &HostedSettings) -> Result<(), ApiError> {
    let scopes = &hosted.allowed_oauth_scopes;
    constraints::length("allowedOAuthScopes", scopes.len(), &(0..=SCOPES))?;
    let unknown = scopes
        .iter()
        .find(|name| !scope::ALL.contains(&name.as_str()));
    unknown.map_or(Ok(()), |name| {
        Err(ErrorCode::ScopeDoesNotExist.because(format!("Invalid scope requested: {name}")))
    })
}

/// An absolute URL without fragment: `https`, an app's own scheme, or `http` on this machine. Nothing that a browser
/// takes for a document or for code, and nothing that a header could not carry.
fn check_url(url: &str) -> Result<(), ApiError> {
    let refuse = |words| Err(ErrorCode::InvalidParameter.because(format!("{url} {words}")));
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let scheme = scheme.to_ascii_lowercase();
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let is_web = ["http", "https"].contains(&scheme.as_str());
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_url = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_scheme)
        && !LOCAL_SCHEMES.contains(&scheme.as_str())
        && url.chars().all(|c| c.is_ascii_graphic() && c != '#')
        && !(is_web && (host.is_empty() || host.contains('@')))
        && url.len() <= 1024;
    if !is_url {
        return refuse("is not a valid URL");
    }
    if scheme == "http" && !["localhost", "127.0.0.1", "[::1]"].contains(&host) {
        return refuse("cannot use the HTTP protocol.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_url;

    #[test]
    fn browsers_are_sent_to_safe_places_only() {
        for good in [
            "https://example.com/",
            "http://localhost:8080/auth?x=1",
            "http://127.0.0.1/",
            "http://[::1]:3000/a",
            "myapp://callback",
            "com.example.app://",
        ] {
            assert!(check_url(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "example.com",
            "://x",
            "https://",
            "java script://x",
            "http://example.com/",
            "http://localhost@example.com/",
            "http://localhost:80@example.com/",
            "https://a.b/#c",
            "https://a b",
            "https://a.b/\u{e4}",
            "https://\u{430}.example/",
            "HTTP://example.com/",
            "http://127.0.0.2/",
            "javascript:alert(1)",
            "javascript://a.b/%0aalert(1)",
            "JavaScript://a.b/%0aalert(1)",
            "data:text/html,x",
            "data://text/html,x",
            "file:///etc/passwd",
            "myapp://callback#x",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }
}
