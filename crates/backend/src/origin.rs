//! Whose scripts may call.

use std::fmt;
use std::str::FromStr;

use axum::http::HeaderValue;
use url::Url;

/// The origin of a page, such as `https://app.example.com`: scheme, host and port as a browser writes them into `Origin`
/// (RFC 6454 section 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(HeaderValue);

/// What cannot be an origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "an origin is http:// or https:// and a host, with a port if need be and nothing behind it"
)]
pub struct OriginError;

impl Origin {
    pub(crate) fn header_value(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text).map_err(|_| OriginError)?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !bare || !matches!(url.scheme(), "http" | "https") {
            return Err(OriginError);
        }
        let origin = url.origin().ascii_serialization();
        HeaderValue::try_from(origin)
            .map(Self)
            .map_err(|_| OriginError)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.to_str().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_kept_as_browsers_write_it() {
        let written = |text: &str| text.parse::<Origin>().unwrap().to_string();
        assert_eq!(written("http://localhost:8080/"), "http://localhost:8080");
        assert_eq!(
            written("HTTPS://App.Example.com:443"),
            "https://app.example.com"
        );
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for text in [
            "*",
            "null",
            "app.example.com",
            "https://a.example/path",
            "https://a.example?q",
            "ftp://a.example",
        ] {
            assert_eq!(text.parse::<Origin>(), Err(OriginError), "{text}");
        }
    }
}
