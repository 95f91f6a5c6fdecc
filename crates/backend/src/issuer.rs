//! Who issues the tokens.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use url::{Host, Url};

/// A user pool's issuer: the exact `iss` of its tokens, and the address below which its keys are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    text: String,
    jwks_url: Url,
}

/// Why something cannot be an issuer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IssuerError {
    /// It is not a user pool's id.
    #[error("a user pool's id is a region and a name, such as eu-west-1_AbCdEfGhI")]
    NotAUserPool,
    /// It is not an absolute address.
    #[error(
        "an issuer is an address such as https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI"
    )]
    NotAUrl,
    /// The keys would travel unprotected.
    #[error(
        "an issuer's address must begin with https://, or with http:// and the name of this machine"
    )]
    Unprotected,
    /// It has a user, a query or a fragment.
    #[error("an issuer's address has no user name, query or fragment")]
    Decorated,
}

impl Issuer {
    /// The issuer that a user pool at AWS is, by its id such as `eu-west-1_AbCdEfGhI`.
    ///
    /// # Errors
    /// [`IssuerError::NotAUserPool`].
    pub fn of_user_pool(id: &str) -> Result<Self, IssuerError> {
        let region = region_of(id).ok_or(IssuerError::NotAUserPool)?;
        let domain = if region.starts_with("cn-") {
            "amazonaws.com.cn"
        } else {
            "amazonaws.com"
        };
        format!("https://cognito-idp.{region}.{domain}/{id}").parse()
    }

    /// The address of the issuer's JSON web keys.
    pub fn jwks_url(&self) -> &Url {
        &self.jwks_url
    }

    /// The issuer as it stands in tokens.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for Issuer {
    type Err = IssuerError;

    fn from_str(text: &str) -> Result<Self, IssuerError> {
        // Parsing would pass over it, and no token would be of an issuer with a line break in its name.
        if text.contains(char::is_whitespace) {
            return Err(IssuerError::NotAUrl);
        }
        let url = Url::parse(text).map_err(|_| IssuerError::NotAUrl)?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            _ => return Err(IssuerError::Unprotected),
        }
        let decorated = !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some();
        if decorated {
            return Err(IssuerError::Decorated);
        }
        let jwks_url = format!("{}/.well-known/jwks.json", text.trim_end_matches('/'));
        Ok(Self {
            text: text.to_owned(),
            jwks_url: Url::parse(&jwks_url).map_err(|_| IssuerError::NotAUrl)?,
        })
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The part before the underscore of a pool's id, if it is one: `[\w-]+_[0-9a-zA-Z]+` (service's API reference), with a
/// region that can be part of a host name.
fn region_of(id: &str) -> Option<&str> {
    let (region, name) = id.split_once('_')?;
    let is_region = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = id.len() <= 55
        && !region.is_empty()
        && region.chars().all(is_region)
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric());
    good.then_some(region)
}

/// Whether what is sent there stays on this machine.
pub(crate) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_found_below_the_issuer_whose_name_stays_as_it_is() {
        for name in [
            "http://127.0.0.1:9229/us-east-1_A",
            "http://127.0.0.1:9229/us-east-1_A/",
        ] {
            let issuer: Issuer = name.parse().unwrap();
            assert_eq!(issuer.as_str(), name);
            let keys = "http://127.0.0.1:9229/us-east-1_A/.well-known/jwks.json";
            assert_eq!(issuer.jwks_url().as_str(), keys);
        }
    }

    #[test]
    fn a_pool_at_aws_is_found_by_its_id() {
        let issuer = |id| Issuer::of_user_pool(id).map(|issuer| issuer.to_string());
        let expected = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC";
        assert_eq!(issuer("eu-west-1_AbC").as_deref(), Ok(expected));
        let expected = "https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_AbC";
        assert_eq!(issuer("cn-north-1_AbC").as_deref(), Ok(expected));
        for id in [
            "",
            "eu-west-1",
            "_AbC",
            "eu-west-1_",
            "eu-west-1_A/b",
            "evil.example/_AbC",
            "eu_west_1",
        ] {
            assert_eq!(issuer(id), Err(IssuerError::NotAUserPool), "{id}");
        }
    }

    #[test]
    fn an_address_that_keys_cannot_be_trusted_from_is_refused() {
        let refused = |text: &str| text.parse::<Issuer>().unwrap_err();
        assert_eq!(refused("eu-west-1_AbC"), IssuerError::NotAUrl);
        assert_eq!(refused("https://example.com/pool\n"), IssuerError::NotAUrl);
        assert_eq!(refused("http://example.com/pool"), IssuerError::Unprotected);
        assert_eq!(
            refused("http://127.0.0.1.example.com/"),
            IssuerError::Unprotected
        );
        assert_eq!(refused("ftp://localhost/pool"), IssuerError::Unprotected);
        assert_eq!(
            refused("https://me:secret@example.com"),
            IssuerError::Decorated
        );
        assert_eq!(refused("https://example.com/?a=b"), IssuerError::Decorated);
    }
}
