//! The user pool and the app client.

use super::{
    endpoint::{aws_endpoint, check_endpoint, is_this_machine},
    fault::Faults,
    file::{Auth, Custom},
};

/// A user pool and the app client that this app is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPool {
    /// The pool's id.
    pub id: UserPoolId,
    /// The app client's id.
    pub client_id: ClientId,
    /// Where the pool answers, if not at AWS.
    endpoint: Option<String>,
    /// The `iss` of its tokens, if it is not the usual one.
    issuer: Option<String>,
}

impl UserPool {
    pub(super) fn read(auth: &Auth, custom: &Custom, faults: &mut Faults) -> Option<Self> {
        let id = auth.user_pool_id.as_deref().and_then(UserPoolId::new);
        if id.is_none() {
            let problem = "must be a user pool's id, such as us-east-1_AbCdEfGhI";
            faults.add("auth.user_pool_id", problem);
        }
        let client_id = auth.user_pool_client_id.as_deref().and_then(ClientId::new);
        if client_id.is_none() {
            let problem = "must be an app client's id: letters and digits";
            faults.add("auth.user_pool_client_id", problem);
        }
        if let (Some(region), Some(id)) = (&auth.aws_region, &id)
            && region != id.region()
        {
            let problem = "is not the region that auth.user_pool_id begins with";
            faults.add("auth.aws_region", problem);
        }
        let endpoint = custom.user_pool_endpoint.clone();
        check_endpoint("custom.user_pool_endpoint", endpoint.as_deref(), faults);
        let issuer = custom.issuer.as_deref();
        Some(Self {
            id: id?,
            client_id: client_id?,
            endpoint,
            issuer: issuer.map(|issuer| issuer.trim_end_matches('/').to_owned()),
        })
    }

    /// The URL that every operation is posted to.
    pub fn endpoint(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| self.aws_endpoint())
    }

    /// The `iss` of the pool's tokens.
    pub fn issuer(&self) -> String {
        if let Some(issuer) = &self.issuer {
            return issuer.clone();
        }
        // What stands between here and AWS has no name in the tokens.
        let local = self.endpoint.clone();
        let local = local.filter(|endpoint| is_this_machine(endpoint));
        let base = local.unwrap_or_else(|| self.aws_endpoint());
        format!("{}/{}", base.trim_end_matches('/'), self.id.id)
    }

    fn aws_endpoint(&self) -> String {
        aws_endpoint("cognito-idp", self.id.region())
    }
}

/// A user pool's id: `<region>_<name>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPoolId {
    id: String,
    underscore: usize,
}

impl UserPoolId {
    /// Accepts what the service's API reference allows: `[\w-]+_[0-9a-zA-Z]+`, up to 55 characters.
    pub fn new(id: &str) -> Option<Self> {
        let underscore = id.rfind('_')?;
        let (region, name) = (&id[..underscore], &id[underscore + 1..]);
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let good = id.len() <= 55
            && !region.is_empty()
            && region.chars().all(is_word)
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric());
        good.then(|| Self {
            id: id.to_owned(),
            underscore,
        })
    }

    /// The AWS region that the pool lives in.
    pub fn region(&self) -> &str {
        &self.id[..self.underscore]
    }

    /// The part after the underscore, which SRP mixes into the password's hash.
    pub fn name(&self) -> &str {
        &self.id[self.underscore + 1..]
    }
}

/// An app client's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    /// Accepts what the service's API reference allows: `[\w+]+`, up to 128 characters.
    pub fn new(id: &str) -> Option<Self> {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '+';
        let good = (1..=128).contains(&id.len()) && id.chars().all(is_word);
        good.then(|| Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
