//! What the database keeps. Pools and clients are stored in the form in which the service describes them.

pub(crate) mod alias;
pub(crate) mod authorization;
pub(crate) mod challenge;
pub(crate) mod client;
pub(crate) mod client_settings;
pub(crate) mod code;
pub(crate) mod code_requests;
pub(crate) mod credentials;
pub(crate) mod domain;
pub(crate) mod external_provider;
pub(crate) mod group;
pub(crate) mod identity;
pub(crate) mod identity_pool;
pub(crate) mod lockout;
pub(crate) mod message;
pub(crate) mod mfa;
pub(crate) mod pool;
pub(crate) mod pool_settings;
pub(crate) mod provider_account;
pub(crate) mod provider_token;
pub(crate) mod role_mapping;
pub(crate) mod schema;
pub(crate) mod scope;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod user;
