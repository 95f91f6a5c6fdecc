//! The one form of each part of a request that is signed.

use std::collections::BTreeMap;

use crate::aws::Scope;

/// The parts of a URL that are signed, as they are sent.
pub(super) struct Target<'a> {
    /// The header `host`, which a browser sets by itself.
    pub(super) host: String,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
}

impl<'a> Target<'a> {
    /// Takes a URL apart; none if a browser would send another one (URL Standard, "URL parsing").
    pub(super) fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let default_port = match scheme {
            "https" => ":443",
            "http" => ":80",
            _ => return None,
        };
        let is_plain =
            |byte: u8| byte.is_ascii_alphanumeric() || b"-._~%:/?[]@!$&()*+,;=".contains(&byte);
        let (authority, rest) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        let is_good_host = !authority.is_empty() && !authority.contains(['@', '%']);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        if !url.bytes().all(is_plain) || !is_good_host || path.split('/').any(is_dots) {
            return None;
        }
        let host = authority.strip_suffix(default_port).unwrap_or(authority);
        Some(Self {
            host: host.to_ascii_lowercase(),
            path,
            query,
        })
    }
}

/// Whether a browser resolves that segment of a path instead of sending it.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

/// The path as the service sees it. S3 takes it as it is, but only in the one encoding that it signs
/// itself; none if it is another. The other services see no empty segments in it, and take what is
/// encoded already as a text to be encoded.
pub(super) fn path(path: &str, scope: Scope<'_>) -> Option<String> {
    const PLAIN: &[u8] = b"-._~/";
    if scope.service == "s3" {
        let path = if path.is_empty() { "/" } else { path };
        return (encoded(&decoded(path)?, PLAIN) == path).then(|| path.to_owned());
    }
    let mut canonical = String::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        canonical.push('/');
        canonical.push_str(segment);
    }
    if canonical.is_empty() || path.ends_with('/') {
        canonical.push('/');
    }
    Some(encoded(canonical.as_bytes(), PLAIN))
}

/// Names and values, encoded in one way, and sorted. None if there is a `+`, which is a space to some
/// services and a plus to others (`%20` and `%2B` are clear), or what is encoded is not octets.
pub(super) fn query(query: &str) -> Option<String> {
    let mut pairs: Vec<[String; 2]> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let encoded = |text| Some(encoded(&decoded(text)?, b"-._~"));
        let pair = [encoded(name)?, encoded(value)?];
        pairs.insert(pairs.partition_point(|other| *other <= pair), pair);
    }
    let pairs: Vec<String> = pairs.iter().map(|pair| pair.join("=")).collect();
    (!query.contains('+')).then(|| pairs.join("&"))
}

/// Headers in the order of their names.
pub(super) struct Headers {
    /// `name:value` and an end of line for each; no white space around values, and one space where
    /// there are several.
    pub(super) lines: String,
    /// The names, divided by `;`.
    pub(super) names: String,
}

impl Headers {
    pub(super) fn of(host: String, others: &[(&'static str, String)]) -> Self {
        let mut headers = BTreeMap::new();
        headers.insert("host".to_owned(), host);
        for (name, value) in others {
            let words: Vec<&str> = value.split_ascii_whitespace().collect();
            let value = words.join(" ");
            headers
                .entry(name.to_ascii_lowercase())
                .and_modify(|values: &mut String| *values = format!("{values},{value}"))
                .or_insert(value);
        }
        let lines = headers
            .iter()
            .map(|(name, value)| format!("{name}:{value}\n"));
        Self {
            lines: lines.collect(),
            names: headers.into_keys().collect::<Vec<_>>().join(";"),
        }
    }
}

/// Undoes the encoding of octets as `%XX` (RFC 3986, section 2.1); none if a `%` is not of one.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = match octet {
            b'%' => u8::try_from(digit()? * 16 + digit()?).ok()?,
            plain => plain,
        };
        octets.push(value);
    }
    Some(octets)
}

/// Writes every octet as `%XX` but letters, digits and `plain` ones.
fn encoded(octets: &[u8], plain: &[u8]) -> String {
    let octets = octets.iter().map(|octet| {
        if octet.is_ascii_alphanumeric() || plain.contains(octet) {
            char::from(*octet).to_string()
        } else {
            format!("%{octet:02X}")
        }
    });
    octets.collect()
}
