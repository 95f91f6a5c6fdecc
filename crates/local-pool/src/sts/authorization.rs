//! What a signed request says of its signature.

use axum::http::{HeaderMap, header};

use super::query::Query;
use super::refusal::Refusal;

/// The one algorithm.
pub(super) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A signature and all that it takes to check it.
pub(super) struct Authorization {
    /// Whose key it was made with.
    pub(super) access_key_id: String,
    /// What it is good for.
    pub(super) scope: Scope,
    /// The names of the headers that it covers, in lower case, sorted.
    pub(super) signed_headers: Vec<String>,
    /// The signature, hexadecimal.
    pub(super) signature: String,
    /// When it was made: `YYYYMMDDTHHMMSSZ`.
    pub(super) moment: String,
    /// The session token of the credentials.
    pub(super) session_token: Option<String>,
    /// For how many seconds a signature in the query is to be taken.
    pub(super) life: Option<i64>,
}

/// What a signature is good for: `<date>/<region>/<service>/aws4_request`.
pub(super) struct Scope {
    /// `YYYYMMDD`.
    pub(super) date: String,
    /// The region.
    pub(super) region: String,
    /// The service: `sts`.
    pub(super) service: String,
    /// `aws4_request`.
    pub(super) terminator: String,
}

impl Authorization {
    /// Reads the header `Authorization`, or the query of a request that was signed beforehand.
    pub(super) fn read(headers: &HeaderMap, query: &Query) -> Result<Self, Refusal> {
        if headers.contains_key(header::AUTHORIZATION) {
            return Self::from_header(headers);
        }
        if query.get("X-Amz-Signature").is_some() || query.get("X-Amz-Algorithm").is_some() {
            return Self::from_query(query);
        }
        Err(Refusal::MissingAuthenticationToken)
    }

    fn from_header(headers: &HeaderMap) -> Result<Self, Refusal> {
        let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let (algorithm, rest) = value("authorization")
            .and_then(|text| text.trim().split_once(' '))
            .unwrap_or_default();
        check_algorithm(algorithm)?;
        let parameter = |name: &str| {
            let mut parameters = rest
                .split(',')
                .filter_map(|part| part.trim().split_once('='));
            parameters
                .find(|(found, _)| *found == name)
                .map(|(_, value)| value)
        };
        let mut missing = Missing::default();
        let own = |name: &str| format!("Authorization header requires '{name}' parameter.");
        let credential = missing.unless(parameter("Credential"), || own("Credential"));
        let signature = missing.unless(parameter("Signature"), || own("Signature"));
        let signed_headers = missing.unless(parameter("SignedHeaders"), || own("SignedHeaders"));
        let moment = missing.unless(value("x-amz-date"), || {
            "Authorization header requires existence of a 'X-Amz-Date' header.".to_owned()
        });
        missing.complain()?;
        let (access_key_id, scope) = read_credential(credential)?;
        Ok(Self {
            access_key_id,
            scope,
            signed_headers: read_names(signed_headers),
            signature: signature.to_owned(),
            moment: moment.to_owned(),
            session_token: value("x-amz-security-token").map(str::to_owned),
            life: None,
        })
    }

    fn from_query(query: &Query) -> Result<Self, Refusal> {
        check_algorithm(query.get("X-Amz-Algorithm").unwrap_or_default())?;
        let mut missing = Missing::default();
        let mut parameter = |name: &str| {
            let words = || format!("AWS query-string parameters must include '{name}'.");
            missing.unless(query.get(name), words)
        };
        let credential = parameter("X-Amz-Credential");
        let signature = parameter("X-Amz-Signature");
        let signed_headers = parameter("X-Amz-SignedHeaders");
        let moment = parameter("X-Amz-Date");
        let expires = query.get("X-Amz-Expires");
        let life = expires.map(str::parse::<i64>).transpose();
        missing.complain()?;
        let life = life.map_err(|_| incomplete("X-Amz-Expires must be a number."))?;
        let (access_key_id, scope) = read_credential(credential)?;
        Ok(Self {
            access_key_id,
            scope,
            signed_headers: read_names(signed_headers),
            signature: signature.to_owned(),
            moment: moment.to_owned(),
            session_token: query.get("X-Amz-Security-Token").map(str::to_owned),
            life,
        })
    }
}

/// Every complaint about what is not there.
#[derive(Default)]
struct Missing(Vec<String>);

impl Missing {
    fn unless<'v>(&mut self, value: Option<&'v str>, words: impl FnOnce() -> String) -> &'v str {
        let value = value.filter(|value| !value.is_empty());
        if value.is_none() {
            self.0.push(words());
        }
        value.unwrap_or_default()
    }

    fn complain(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal::IncompleteSignature(self.0.join(" ")))
    }
}

fn check_algorithm(algorithm: &str) -> Result<(), Refusal> {
    if algorithm == ALGORITHM {
        return Ok(());
    }
    Err(incomplete(
        "Unsupported AWS 'algorithm': AWS4-HMAC-SHA256 is the one that is taken.",
    ))
}

fn read_credential(credential: &str) -> Result<(String, Scope), Refusal> {
    let parts: Vec<String> = credential.split('/').map(str::to_owned).collect();
    let [access_key_id, date, region, service, terminator]: [String; 5] =
        parts.try_into().map_err(|_| {
            incomplete("Credential must have exactly 5 slash-delimited elements: keyid/date/region/service/term.")
        })?;
    let scope = Scope {
        date,
        region,
        service,
        terminator,
    };
    Ok((access_key_id, scope))
}

fn read_names(list: &str) -> Vec<String> {
    let mut names: Vec<String> = list.split(';').map(str::to_ascii_lowercase).collect();
    names.sort();
    names
}

fn incomplete(words: &str) -> Refusal {
    Refusal::IncompleteSignature(words.to_owned())
}
