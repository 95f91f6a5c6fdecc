//! `amplify_outputs.json` read once into values that are known to be good.
//!
//! The format is that of Amplify Gen 2 ("Amplify outputs" in its documentation), so that a
//! backend's own file can be dropped in. What Amplify has no place for stands under `custom`.

mod attributes;
mod endpoint;
mod fault;
mod file;
mod identity_pool;
mod load;
mod mfa;
mod oauth;
mod passkeys;
mod password_policy;
mod sign_in;
mod user_pool;

pub use attributes::AttributeField;
pub use endpoint::BaseUrl;
pub use fault::{ConfigError, Fault};
pub use identity_pool::{IdentityPool, IdentityPoolId};
pub use load::{CONFIG_PATH, LoadError, load};
pub use mfa::Mfa;
pub use oauth::{OAuth, OAuthProvider, RedirectUri};
pub use passkeys::Passkeys;
pub use password_policy::PasswordPolicy;
pub use sign_in::SignInFlow;
pub use user_pool::{ClientId, UserPool, UserPoolId};

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
        shown.map_or_else(|| attributes::label_of(name), |field| field.label.clone())
    }

    /// The attributes that the sign-up form asks for beside the e-mail address.
    pub fn asked_at_sign_up(&self) -> impl Iterator<Item = &AttributeField> {
        let others = self.attributes.iter().filter(|field| field.name != "email");
        others.filter(|field| field.editable || field.required)
    }
}
