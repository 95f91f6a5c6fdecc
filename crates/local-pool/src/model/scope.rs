//! What an access token is good for (RFC 6749, section 3.3).

use serde::{Deserialize, Serialize};

/// The token may be used to read and change the user's own profile.
pub(crate) const SIGN_IN_USER_ADMIN: &str = "aws.cognito.signin.user.admin";
/// The token is of an `OpenID` Connect sign-in.
pub(crate) const OPENID: &str = "openid";
/// Every scope that there is without resource servers.
pub(crate) const ALL: [&str; 5] = [OPENID, "email", "phone", "profile", SIGN_IN_USER_ADMIN];

/// Scopes with spaces between them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Scope(String);

impl Scope {
    /// These scopes.
    pub(crate) fn of(names: &[String]) -> Self {
        Self(names.join(" "))
    }

    /// The scopes one by one.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|name| !name.is_empty())
    }

    /// Whether that one is among them.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names().any(|own| own == name)
    }

    /// The form of requests and claims.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it lets the app know that attribute of the user. `openid` alone is not narrowed, as in the service.
    pub(crate) fn tells(&self, attribute: &str) -> bool {
        if ["sub", "identities"].contains(&attribute) || self.has("profile") {
            return true;
        }
        if !self.has("email") && !self.has("phone") {
            return true;
        }
        match attribute {
            "email" | "email_verified" => self.has("email"),
            "phone_number" | "phone_number_verified" => self.has("phone"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_tells_its_own_attributes_and_openid_alone_tells_all() {
        for (scope, told) in [
            ("openid", ["email", "phone_number", "name"].as_slice()),
            ("openid profile", &["email", "phone_number", "name"]),
            ("openid email", &["email"]),
            ("openid phone", &["phone_number"]),
            ("openid email phone", &["email", "phone_number"]),
        ] {
            let scope = Scope(scope.to_owned());
            for attribute in ["email", "phone_number", "name"] {
                let expected = told.contains(&attribute);
                assert_eq!(scope.tells(attribute), expected, "{attribute}");
            }
            assert!(scope.tells("sub"));
        }
    }
}
