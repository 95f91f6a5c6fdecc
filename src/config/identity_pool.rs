//! The identity pool, where a deployment has one.

use super::{
    attributes::is_attribute,
    endpoint::{aws_endpoint, check_endpoint, is_this_machine},
    fault::Faults,
    file::{Auth, Custom},
};
use crate::cognito::ops::SocialProvider;

/// An identity pool: where users get temporary AWS credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityPool {
    /// The pool's id.
    pub id: IdentityPoolId,
    /// Whether people who are not signed in get an identity as well.
    pub admits_guests: bool,
    /// By which tokens users of social providers prove themselves as well, and in which attribute
    /// the user pool keeps such a token.
    pub logins: Vec<(SocialProvider, String)>,
    /// Where the pool answers, if not at AWS.
    endpoint: Option<String>,
    /// Where the Security Token Service answers, if not at AWS.
    sts_endpoint: Option<String>,
}

impl IdentityPool {
    pub(super) fn read(auth: &Auth, custom: &Custom, faults: &mut Faults) -> Option<Self> {
        let (endpoint, sts_endpoint) = (&custom.identity_pool_endpoint, &custom.sts_endpoint);
        let name = "custom.identity_pool_endpoint";
        check_endpoint(name, endpoint.as_deref(), faults);
        check_endpoint("custom.sts_endpoint", sts_endpoint.as_deref(), faults);
        let id = IdentityPoolId::new(auth.identity_pool_id.as_deref()?);
        if id.is_none() {
            let example = "us-east-1:01234567-89ab-cdef-0123-456789abcdef";
            let problem = format!("must be an identity pool's id, such as {example}");
            faults.add("auth.identity_pool_id", problem);
        }
        Some(Self {
            id: id?,
            admits_guests: auth.unauthenticated_identities_enabled,
            logins: logins(custom, faults),
            endpoint: endpoint.clone(),
            sts_endpoint: sts_endpoint.clone(),
        })
    }

    /// The URL that every operation is posted to.
    pub fn endpoint(&self) -> String {
        let given = self.endpoint.clone();
        given.unwrap_or_else(|| aws_endpoint("cognito-identity", self.id.region()))
    }

    /// Whether the attribute of that name, with or without `custom:`, holds a token, which is nothing
    /// to show.
    pub fn keeps_token_in(&self, name: &str) -> bool {
        let mut attributes = self.logins.iter().map(|(_, attribute)| attribute.as_str());
        attributes
            .any(|attribute| attribute == name || attribute.strip_prefix("custom:") == Some(name))
    }

    /// The URL of the Security Token Service that knows the credentials: what stands in for the pool
    /// on this machine stands in for that as well.
    pub fn sts_endpoint(&self) -> String {
        let local = self.endpoint.as_ref().filter(|url| is_this_machine(url));
        let given = self.sts_endpoint.as_ref().or(local).cloned();
        given.unwrap_or_else(|| aws_endpoint("sts", self.id.region()))
    }
}

fn logins(custom: &Custom, faults: &mut Faults) -> Vec<(SocialProvider, String)> {
    let mut logins = Vec::new();
    for (name, attribute) in &custom.identity_pool_logins {
        let path = "custom.identity_pool_logins";
        match SocialProvider::from_name(name) {
            None => faults.add(path, format!("`{name}` is no provider of identity pools")),
            Some(_) if !is_attribute(attribute) => {
                faults.add(path, format!("`{attribute}` is no attribute of users"));
            }
            Some(provider) => logins.push((provider, attribute.clone())),
        }
    }
    logins
}

/// An identity pool's id: `<region>:<UUID>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityPoolId {
    id: String,
    colon: usize,
}

impl IdentityPoolId {
    /// Accepts what the service's API reference allows, `[\w-]+:[0-9a-f-]+` up to 55 characters, as
    /// far as the second part is a UUID (RFC 9562, section 4).
    pub fn new(id: &str) -> Option<Self> {
        let colon = id.find(':')?;
        let (region, uuid) = (&id[..colon], &id[colon + 1..]);
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let is_hex = |part: &str| part.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f'));
        let good = id.len() <= 55
            && !region.is_empty()
            && region.chars().all(is_word)
            && uuid.split('-').all(is_hex)
            && uuid.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        good.then(|| Self {
            id: id.to_owned(),
            colon,
        })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.id
    }

    /// The AWS region that the pool lives in.
    pub fn region(&self) -> &str {
        &self.id[..self.colon]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_ids_are_refused() {
        let good = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";
        assert_eq!(IdentityPoolId::new(good).unwrap().region(), "us-east-1");
        for bad in [
            "",
            ":",
            "us-east-1",
            "us-east-1:",
            ":5e57b1e0-0000-4000-8000-000000000001",
            "us east-1:5e57b1e0-0000-4000-8000-000000000001",
            "us-east-1:5e57b1e0-0000-4000-8000-00000000000",
            "us-east-1:5e57b1e0-0000-4000-8000-0000000000011",
            "us-east-1:5e57b1e0-0000-4000-8000-00000000000g",
            "us-east-1:5E57B1E0-0000-4000-8000-000000000001",
            "us-east-1:5e57b1e000004000-8000-000000000001",
            "us-east-1_AbCdEfGhI",
            "us-east-1-us-east-1-us-east:5e57b1e0-0000-4000-8000-000000000001",
        ] {
            assert_eq!(IdentityPoolId::new(bad), None, "{bad}");
        }
    }
}
