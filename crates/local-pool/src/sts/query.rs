//! Names and values in a query or a form, and how Signature Version 4 writes them.

use std::fmt::Write as _;

/// Names and values in the order in which they came, decoded.
#[derive(Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads the query of an address.
    pub(super) fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    /// Reads a form, where `+` is a space.
    pub(super) fn parse_form(body: &[u8]) -> Self {
        Self::parse(&String::from_utf8_lossy(body).replace('+', "%20"))
    }

    /// The value of that name, the first one if there are several.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        pairs
            .find(|pair| pair.0 == name)
            .map(|pair| pair.1.as_str())
    }

    /// The same without a name.
    pub(super) fn without(&self, name: &str) -> Self {
        let rest = self.0.iter().filter(|pair| pair.0 != name);
        Self(rest.cloned().collect())
    }

    /// The form that is signed: encoded, and sorted by name, then by value.
    pub(super) fn canonical(&self) -> String {
        let encoded = self
            .0
            .iter()
            .map(|(name, value)| (encode(name), encode(value)));
        let mut pairs: Vec<(String, String)> = encoded.collect();
        pairs.sort();
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    }
}

/// Undoes the encoding of octets as `%XX` (RFC 3986, section 2.1). What is no such octet stays.
fn decode(text: &str) -> String {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let octet = (*first == b'%').then(|| hex_octet(after)).flatten();
        octets.push(octet.unwrap_or(*first));
        rest = if octet.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&octets).into_owned()
}

fn hex_octet(text: &[u8]) -> Option<u8> {
    let digit = |index: usize| char::from(*text.get(index)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

/// Writes every octet but those of unreserved characters (RFC 3986, section 2.3) as `%XX`.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            encoded.push(char::from(octet));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{octet:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_in_one_form_however_it_came() {
        for (text, canonical) in [
            ("", ""),
            ("b=2&a=1&a=0", "a=0&a=1&b=2"),
            ("a", "a="),
            ("a=%2f%7e+%zz%", "a=%2F~%2B%25zz%25"),
            ("%E1%88%B4=1&B=2", "%E1%88%B4=1&B=2"),
            ("a=x=y&&", "a=x%3Dy"),
        ] {
            assert_eq!(Query::parse(text).canonical(), canonical, "{text}");
        }
        let form = Query::parse_form(b"a=b+c%2Bd&a=2");
        assert_eq!(form.get("a"), Some("b c+d"));
        assert_eq!(form.without("a").get("a"), None);
    }
}
