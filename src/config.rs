//! `amplify_outputs.json` read once into values that are known to be good.
//!
//! The format is that of Amplify Gen 2 ("Amplify outputs" in its documentation), so that a
//! backend's own file can be dropped in. What Amplify has no place for stands under `custom`.

mod endpoint;
mod file;
mod identity_pool;
mod load;
mod oauth;
mod passkeys;

use crate::cognito::ops::MfaMethod;
pub use endpoint::BaseUrl;
use endpoint::{aws_endpoint, is_this_machine};
pub use identity_pool::{IdentityPool, IdentityPoolId};
pub use load::{CONFIG_PATH, LoadError, load};
pub use oauth::{OAuth, OAuthProvider, RedirectUri};
pub use passkeys::Passkeys;

/// Which user pool this is and what its users may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The user pool.
    pub user_pool: UserPool,
    /// How users sign in.
    pub sign_in: SignInFlow,
    /// Passkeys, if the pool takes them.
    pub passkeys: Option<Passkeys>,
    /// Where its users get AWS credentials, if this deployment has such a place.
    pub identity_pool: Option<IdentityPool>,
    /// What the pool asks of a new password.
    pub password_policy: PasswordPolicy,
    /// The attributes that the forms show, in their order.
    pub attributes: Vec<AttributeField>,
    /// What the pool can ask after the password; none if it asks nothing.
    pub mfa: Option<Mfa>,
    /// The backend, if this deployment has one.
    pub api_url: Option<BaseUrl>,
    /// The pool's hosted pages, if users may come by way of them.
    pub oauth: Option<OAuth>,
}

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

/// How users sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SignInFlow {
    /// E-mail address and password, which is proved by SRP (`USER_SRP_AUTH`).
    #[default]
    Password,
    /// The e-mail address first, then what the pool offers to that user (`USER_AUTH`).
    Choice,
    /// The e-mail address first, then what the pool's own functions ask (`CUSTOM_AUTH`).
    Custom,
}

/// What the pool asks of a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the pool's own four switches"
)]
pub struct PasswordPolicy {
    /// Least number of characters.
    pub min_length: usize,
    /// A lower-case letter is needed.
    pub require_lowercase: bool,
    /// An upper-case letter is needed.
    pub require_uppercase: bool,
    /// A digit is needed.
    pub require_numbers: bool,
    /// A character that is neither letter nor digit is needed.
    pub require_symbols: bool,
}

/// What the pool can ask after the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mfa {
    /// Whether every user is asked.
    pub required: bool,
    /// How.
    pub methods: Vec<MfaMethod>,
}

/// An attribute as the forms show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeField {
    /// The full name, for example `email` or `custom:agentName`.
    pub name: String,
    /// The label for people.
    pub label: String,
    /// Whether the user may change it.
    pub editable: bool,
    /// Whether a user cannot be without it.
    pub required: bool,
}

/// Everything that is wrong with a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration is not usable: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct ConfigError(pub Vec<Fault>);

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem}")]
pub struct Fault {
    /// The place, for example `auth.user_pool_id`.
    pub path: &'static str,
    /// What is wrong there, and what it should be.
    pub problem: String,
}

impl Config {
    /// Reads and validates the file's text.
    ///
    /// # Errors
    /// Every [`Fault`] of the file, not the first alone.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        file::parse(text)
    }

    /// What people call an attribute, whether or not the forms show it.
    pub fn label_of(&self, name: &str) -> String {
        let shown = self.attributes.iter().find(|field| field.name == name);
        shown.map_or_else(|| file::label_of(name), |field| field.label.clone())
    }

    /// The attributes that the sign-up form asks for beside the e-mail address.
    pub fn asked_at_sign_up(&self) -> impl Iterator<Item = &AttributeField> {
        let others = self.attributes.iter().filter(|field| field.name != "email");
        others.filter(|field| field.editable || field.required)
    }
}
