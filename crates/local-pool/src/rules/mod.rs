//! What several operations share.

pub(crate) mod attributes;
pub(crate) mod changes;
pub(crate) mod client_settings;
pub(crate) mod clients;
pub(crate) mod codes;
pub(crate) mod constraints;
pub(crate) mod delivery;
pub(crate) mod external_providers;
pub(crate) mod formats;
pub(crate) mod groups;
pub(crate) mod hosted_settings;
pub(crate) mod identity_pools;
pub(crate) mod invitations;
pub(crate) mod limits;
pub(crate) mod paging;
pub(crate) mod passwords;
pub(crate) mod pools;
pub(crate) mod profiles;
pub(crate) mod provider_tokens;
pub(crate) mod recovery;
pub(crate) mod registration;
pub(crate) mod role_mappings;
pub(crate) mod schema;
pub(crate) mod sweep;
pub(crate) mod user_filter;
pub(crate) mod users;
