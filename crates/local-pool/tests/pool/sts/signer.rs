//! A client of Signature Version 4 for the tests alone: every part can be made wrong.

use aws_lc_rs::{digest, hmac};
use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

pub(crate) const FORM: &str = "Action=GetCallerIdentity&Version=2011-06-15";
/// The time of the tests' clock.
pub(crate) const MOMENT: &str = "20261118T110640Z";

/// A request to be signed, and with what.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) method: Method,
    pub(crate) query: String,
    /// Name and value, in lower case and sorted, all of them signed.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    pub(crate) key_id: String,
    pub(crate) secret: String,
    pub(crate) token: Option<String>,
    pub(crate) moment: String,
    /// Date, region, service and terminator.
    pub(crate) scope: [String; 4],
}

impl Signer {
    /// A request of `GetCallerIdentity` with these credentials.
    pub(crate) fn new(credentials: &Value) -> Self {
        let text = |name: &str| credentials[name].as_str().unwrap().to_owned();
        Self {
            method: Method::POST,
            query: String::new(),
            headers: vec![
                header("content-type", "application/x-www-form-urlencoded"),
                header("host", "127.0.0.1:9229"),
            ],
            body: FORM.to_owned(),
            key_id: text("AccessKeyId"),
            secret: text("SecretKey"),
            token: Some(text("SessionToken")),
            moment: MOMENT.to_owned(),
            scope: ["20261118", "us-east-1", "sts", "aws4_request"].map(str::to_owned),
        }
    }

    /// The same with `GET`.
    pub(crate) fn get(credentials: &Value) -> Self {
        Self {
            method: Method::GET,
            query: FORM.to_owned(),
            headers: vec![header("host", "127.0.0.1:9229")],
            body: String::new(),
            ..Self::new(credentials)
        }
    }

    fn key(&self) -> Vec<u8> {
        let first = format!("AWS4{}", self.secret).into_bytes();
        self.scope.iter().fold(first, |key, part| mac(&key, part))
    }

    fn credential(&self) -> String {
        format!("{}/{}", self.key_id, self.scope.join("/"))
    }

    /// Signature and names of the signed headers. The query must be in canonical form already.
    fn sign(&self, query: &str, headers: &[(String, String)]) -> (String, String) {
        let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(";");
        let lines: Vec<String> = headers
            .iter()
            .map(|(name, value)| format!("{name}:{value}\n"))
            .collect();
        let body = hash(&self.body);
        let request = format!(
            "{}\n/\n{query}\n{}\n{names}\n{body}",
            self.method,
            lines.concat()
        );
        let (scope, request) = (self.scope.join("/"), hash(&request));
        let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{request}", self.moment);
        (hex(&mac(&self.key(), &text)), names)
    }

    /// The request, signed in its headers.
    pub(crate) fn signed(&self) -> Request<Body> {
        let mut headers = self.headers.clone();
        headers.push(header("x-amz-date", &self.moment));
        headers.extend(
            self.token
                .iter()
                .map(|token| header("x-amz-security-token", token)),
        );
        headers.sort();
        let (signature, names) = self.sign(&self.query, &headers);
        let credential = self.credential();
        headers.push(header(
            "authorization",
            &format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={names}, Signature={signature}"),
        ));
        self.request(&self.query, &headers)
    }

    /// The request, signed in its query, to be used within that many seconds.
    pub(crate) fn presigned(&self, life: &str) -> Request<Body> {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        let mut pairs: Vec<String> = self.query.split('&').map(str::to_owned).collect();
        pairs.extend([
            "X-Amz-Algorithm=AWS4-HMAC-SHA256".to_owned(),
            format!("X-Amz-Credential={}", self.credential().replace('/', "%2F")),
            format!("X-Amz-Date={}", self.moment),
            format!("X-Amz-Expires={life}"),
            format!("X-Amz-SignedHeaders={}", names.join("%3B")),
        ]);
        let escape = |token: &String| {
            token
                .replace('+', "%2B")
                .replace('/', "%2F")
                .replace('=', "%3D")
        };
        let token = self.token.iter().map(escape);
        pairs.extend(token.map(|token| format!("X-Amz-Security-Token={token}")));
        pairs.sort();
        let query = pairs.join("&");
        let (signature, _) = self.sign(&query, &self.headers);
        self.request(
            &format!("{query}&X-Amz-Signature={signature}"),
            &self.headers,
        )
    }

    fn request(&self, query: &str, headers: &[(String, String)]) -> Request<Body> {
        let mark = if query.is_empty() { "" } else { "?" };
        let mut request = Request::builder()
            .method(self.method.clone())
            .uri(format!("/{mark}{query}"));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }
}

pub(crate) fn header(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn mac(key: &[u8], message: &str) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, message.as_bytes()).as_ref().to_vec()
}

pub(crate) fn hash(message: &str) -> String {
    hex(digest::digest(&digest::SHA256, message.as_bytes()).as_ref())
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
    digits.collect::<Vec<_>>().concat()
}
