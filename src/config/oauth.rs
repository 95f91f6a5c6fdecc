//! The hosted pages of a user pool, by way of which users of Facebook, Google and others come.

use serde::Deserialize;

use super::{
    endpoint::{BaseUrl, is_safe_endpoint},
    fault::Faults,
};

/// Where the hosted pages are, and what this app client may ask of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuth {
    /// The address below which the endpoints are.
    pub endpoint: BaseUrl,
    /// What the tokens shall allow; `openid` is among it.
    pub scopes: Vec<String>,
    /// From where users may come: one at least.
    pub providers: Vec<OAuthProvider>,
    /// Where a sign-in may come back to: one at least, as the app client has it.
    pub redirect_sign_in: Vec<RedirectUri>,
    /// Where a sign-out may come back to, as the app client has it.
    pub redirect_sign_out: Vec<RedirectUri>,
}

/// Another service that vouches for its users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OAuthProvider {
    /// The pool's name of it.
    pub name: String,
    /// The name that people know.
    pub label: String,
}

/// An address of this app that the hosted pages may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUri {
    uri: String,
    path: usize,
}

impl RedirectUri {
    /// Accepts `https`, and `http` on this machine, without a fragment (RFC 6749, section 3.1.2). Its origin
    /// must be written as browsers write it, or no page would be known to be there.
    pub fn new(uri: &str) -> Option<Self> {
        let authority = uri.find("://")? + "://".len();
        let length = uri[authority..].find(['/', '?']);
        let origin = length.map_or(uri, |length| &uri[..authority + length]);
        let default_port = if uri.starts_with("https") {
            ":443"
        } else {
            ":80"
        };
        let good = is_safe_endpoint(uri)
            && !uri.contains('#')
            && uri.is_ascii()
            && !origin.contains(|c: char| c.is_ascii_uppercase())
            && !origin.ends_with(default_port);
        good.then(|| Self {
            uri: uri.to_owned(),
            path: length.map_or(uri.len(), |length| authority + length),
        })
    }

    /// The address, letter by letter as it is registered.
    pub fn as_str(&self) -> &str {
        &self.uri
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> &str {
        &self.uri[..self.path]
    }

    /// The path, without a query.
    pub fn path(&self) -> &str {
        let path = self.uri[self.path..].split('?').next();
        path.filter(|path| !path.is_empty()).unwrap_or("/")
    }
}

/// `auth.oauth` as Amplify Gen 2 writes it.
#[derive(Deserialize)]
pub(super) struct File {
    #[serde(default)]
    identity_providers: Vec<String>,
    domain: Option<String>,
    custom_domain: Option<String>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    redirect_sign_in_uri: Vec<String>,
    #[serde(default)]
    redirect_sign_out_uri: Vec<String>,
    response_type: Option<String>,
}

/// An entry of `custom.oauth_providers`: Amplify's file has no place for providers of OpenID
/// Connect and SAML.
#[derive(Deserialize)]
pub(super) struct CustomProvider {
    name: String,
    label: Option<String>,
}

/// Amplify's names of providers, Cognito's, and those that people know.
const AMPLIFY_PROVIDERS: [(&str, &str, &str); 4] = [
    ("FACEBOOK", "Facebook", "Facebook"),
    ("GOOGLE", "Google", "Google"),
    ("LOGIN_WITH_AMAZON", "LoginWithAmazon", "Amazon"),
    ("SIGN_IN_WITH_APPLE", "SignInWithApple", "Apple"),
];

/// The hosted pages, if the file names a provider: without one, nothing of them is used, nor
/// looked at.
pub(super) fn validate(
    file: Option<File>,
    (endpoint, custom_providers): (Option<String>, Option<Vec<CustomProvider>>),
    faults: &mut Faults,
) -> Option<OAuth> {
    let file = file?;
    let providers = providers(&file.identity_providers, custom_providers, faults);
    if providers.is_empty() {
        return None;
    }
    if file.response_type.is_some_and(|kind| kind != "code") {
        faults.add(
            "auth.oauth.response_type",
            "must be `code`: the app takes no tokens out of addresses",
        );
    }
    if !file.scopes.iter().any(|scope| scope == "openid") {
        faults.add(
            "auth.oauth.scopes",
            "must have `openid` among them: the app asks who the user is",
        );
    }
    let redirect_sign_in = redirects(
        "auth.oauth.redirect_sign_in_uri",
        &file.redirect_sign_in_uri,
        faults,
    );
    if file.redirect_sign_in_uri.is_empty() {
        faults.add(
            "auth.oauth.redirect_sign_in_uri",
            "must name the address that a sign-in comes back to",
        );
    }
    let redirect_sign_out = redirects(
        "auth.oauth.redirect_sign_out_uri",
        &file.redirect_sign_out_uri,
        faults,
    );
    let domain = file.custom_domain.or(file.domain);
    Some(OAuth {
        endpoint: base_url(domain.as_deref(), endpoint.as_deref(), faults)?,
        scopes: file.scopes,
        providers,
        redirect_sign_in,
        redirect_sign_out,
    })
}

fn providers(
    amplify: &[String],
    custom: Option<Vec<CustomProvider>>,
    faults: &mut Faults,
) -> Vec<OAuthProvider> {
    let mut providers: Vec<OAuthProvider> = Vec::new();
    for entry in amplify {
        let known = AMPLIFY_PROVIDERS.iter().find(|(own, ..)| own == entry);
        if let Some((_, name, label)) = known {
            providers.push(OAuthProvider {
                name: (*name).to_owned(),
                label: (*label).to_owned(),
            });
        } else {
            let problem =
                format!("`{entry}` is none of Amplify's; others stand in custom.oauth_providers");
            faults.add("auth.oauth.identity_providers", problem);
        }
    }
    for CustomProvider { name, label } in custom.unwrap_or_default() {
        if !is_provider_name(&name) {
            let problem =
                format!("`{name}` is no name of a provider: up to 32 characters, no spaces");
            faults.add("custom.oauth_providers", problem);
        }
        let label = label.unwrap_or_else(|| name.clone());
        providers.push(OAuthProvider { name, label });
    }
    for (index, provider) in providers.iter().enumerate() {
        let name = &provider.name;
        if providers[..index].iter().any(|other| other.name == *name) {
            faults.add(
                "custom.oauth_providers",
                format!("`{name}` stands there twice"),
            );
        }
    }
    providers
}

/// The service's API reference, `CreateIdentityProvider`.
fn is_provider_name(name: &str) -> bool {
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    (1..=32).contains(&name.chars().count()) && name.chars().all(plain)
}

/// Those of browsers: what leads into an app on a phone is none of ours.
fn redirects(path: &'static str, uris: &[String], faults: &mut Faults) -> Vec<RedirectUri> {
    let is_web = |uri: &&String| uri.starts_with("http:") || uri.starts_with("https:");
    let read = |uri: &String| {
        let redirect = RedirectUri::new(uri);
        if redirect.is_none() {
            let problem = format!(
                "`{uri}` must begin with https://, or with http:// and the name of this machine, in small letters and without the usual port, and have no #"
            );
            faults.add(path, problem);
        }
        redirect
    };
    uris.iter().filter(is_web).filter_map(read).collect()
}

fn base_url(domain: Option<&str>, endpoint: Option<&str>, faults: &mut Faults) -> Option<BaseUrl> {
    let (path, problem, url) = match (endpoint, domain) {
        (Some(endpoint), _) => (
            "custom.oauth_endpoint",
            "must begin with https://, or with http:// and the name of this machine, and have neither ? nor #",
            BaseUrl::new(endpoint),
        ),
        (None, domain) => (
            "auth.oauth.domain",
            "must be the host name of the pool's hosted pages, such as example.auth.eu-west-1.amazoncognito.com",
            domain
                .filter(|domain| !domain.contains('/'))
                .and_then(|domain| BaseUrl::new(&format!("https://{domain}"))),
        ),
    };
    if url.is_none() {
        faults.add(path, problem);
    }
    url
}

#[cfg(test)]
mod tests;
