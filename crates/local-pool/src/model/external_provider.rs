//! The identity providers of a user pool, whose users it takes without a password of their own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::store::{self, Record};

/// The kind of a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ProviderType {
    /// Facebook.
    Facebook,
    /// Google.
    Google,
    /// Login with Amazon.
    LoginWithAmazon,
    /// Sign in with Apple.
    SignInWithApple,
    /// Any provider of `OpenID` Connect.
    #[serde(rename = "OIDC")]
    Oidc,
    /// Any provider of SAML 2.0.
    #[serde(rename = "SAML")]
    Saml,
}

impl ProviderType {
    /// The kinds of which a pool has one provider at most.
    const SOLE: [Self; 4] = [
        Self::Facebook,
        Self::Google,
        Self::LoginWithAmazon,
        Self::SignInWithApple,
    ];

    /// The name on the wire.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Facebook => "Facebook",
            Self::Google => "Google",
            Self::LoginWithAmazon => "LoginWithAmazon",
            Self::SignInWithApple => "SignInWithApple",
            Self::Oidc => "OIDC",
            Self::Saml => "SAML",
        }
    }

    /// Whether a provider of that kind can have that name: of some kinds there is one at most, which has the name of the
    /// kind, and no other has it. None is called as the pool itself is among the providers of a client, though the
    /// service would take that.
    pub(crate) fn can_be_called(self, name: &str) -> bool {
        match self {
            Self::Oidc | Self::Saml => {
                name != "COGNITO" && Self::SOLE.iter().all(|kind| kind.name() != name)
            }
            _ => name == self.name(),
        }
    }

    /// Whether it speaks `OpenID` Connect: it says who a user is in an ID token.
    pub(crate) const fn has_id_tokens(self) -> bool {
        matches!(self, Self::Google | Self::SignInWithApple | Self::Oidc)
    }

    /// What the provider calls its id of a user.
    pub(crate) const fn subject(self) -> &'static str {
        match self {
            Self::Facebook => "id",
            Self::LoginWithAmazon => "user_id",
            _ => "sub",
        }
    }
}

/// An identity provider, as `DescribeIdentityProvider` shows it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ExternalProvider {
    /// The pool.
    pub(crate) user_pool_id: String,
    /// Its name in the pool, which is that of its kind unless the kind has many providers.
    pub(crate) provider_name: String,
    /// Its kind.
    pub(crate) provider_type: ProviderType,
    /// `client_id`, `authorize_scopes`, ...
    pub(crate) provider_details: BTreeMap<String, String>,
    /// The provider's name of what becomes of it, by the pool's attribute.
    #[serde(default)]
    pub(crate) attribute_mapping: BTreeMap<String, String>,
    /// Other names by which a request can ask for it.
    #[serde(default)]
    pub(crate) idp_identifiers: Vec<String>,
    /// When it was created.
    pub(crate) creation_date: Timestamp,
    /// When it was last changed.
    pub(crate) last_modified_date: Timestamp,
}

impl ExternalProvider {
    /// The database key of the provider of that name.
    pub(crate) fn key_of(pool_id: &str, name: &str) -> String {
        store::key(&[pool_id, name])
    }

    /// The provider's id of the app.
    pub(crate) fn app_id(&self) -> &str {
        self.provider_details
            .get("client_id")
            .map_or("", String::as_str)
    }

    /// The name of the group of its users.
    pub(crate) fn group_name(&self) -> String {
        format!("{}_{}", self.user_pool_id, self.provider_name)
    }

    /// The name that identity pools have for it: a host, or the issuer without scheme.
    pub(crate) fn login_name(&self) -> &str {
        match self.provider_type {
            ProviderType::Facebook => "graph.facebook.com",
            ProviderType::Google => "accounts.google.com",
            ProviderType::LoginWithAmazon => "www.amazon.com",
            ProviderType::SignInWithApple => "appleid.apple.com",
            ProviderType::Oidc | ProviderType::Saml => {
                let issuer = self.provider_details.get("oidc_issuer");
                let issuer = issuer.map_or("", String::as_str);
                issuer.split_once("://").map_or(issuer, |(_, rest)| rest)
            }
        }
    }
}

impl Record for ExternalProvider {
    const TABLE: &'static str = "external_providers";

    fn key(&self) -> String {
        Self::key_of(&self.user_pool_id, &self.provider_name)
    }
}
