//! Federated identities: from the logins of other services to an identity, a role, and credentials.

pub(crate) mod credentials;
mod identities;
mod login;
pub(crate) mod open_id;
pub(crate) mod roles;
mod user_pools;

pub(crate) use credentials::BASE32;
pub(crate) use identities::{identify, identity_of};
pub(crate) use login::Logins;
pub(crate) use roles::RoleArn;
