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
        if !url.bytes().all(is_plain) || authority.is_empty() || authority.contains('@') {
            return None;
        }
        let host = authority.strip_suffix(default_port).unwrap_or(authority);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Some(Self {
            host: host.to_ascii_lowercase(),
            path,
            query,
        })
    }
}

/// The path without `.` and `..`. Services other than S3 also see no empty segments in it, and take
/// what is encoded already as a text to be encoded.
pub(super) fn path(path: &str, scope: Scope<'_>) -> String {
    let is_s3 = scope.service == "s3";
    let mut kept = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        if segment == ".." {
            kept.pop();
        }
        let is_dots = matches!(segment, "." | "..");
        if segments.peek().is_none() {
            kept.push(if is_dots { "" } else { segment });
        } else if !is_dots && (is_s3 || !segment.is_empty()) {
            kept.push(segment);
        }
    }
    let path = format!("/{}", kept.join("/"));
    if is_s3 {
        path
    } else {
        encoded(path.as_bytes(), b"-._~/")
    }
}

/// Names and values, encoded in one way, and sorted. A `+` is a `+`; a space must be `%20`.
pub(super) fn query(query: &str) -> String {
    let mut pairs: Vec<[String; 2]> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let pair = [name, value].map(|text| encoded(&decoded(text), b"-._~"));
        pairs.insert(pairs.partition_point(|other| *other <= pair), pair);
    }
    let pairs: Vec<String> = pairs.iter().map(|pair| pair.join("=")).collect();
    pairs.join("&")
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

/// Undoes the encoding of octets as `%XX` (RFC 3986, section 2.1). What is no such octet stays.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |octet: Option<&u8>| char::from(*octet?).to_digit(16);
    let mut octets = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let value = match (digit(after.first()), digit(after.get(1))) {
            (Some(high), Some(low)) if *first == b'%' => u8::try_from(high * 16 + low).ok(),
            _ => None,
        };
        if value.is_some() {
            rest = &after[2..];
        }
        octets.push(value.unwrap_or(*first));
    }
    octets
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
