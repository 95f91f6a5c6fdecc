//! What several operations share.

pub(crate) mod attributes;
pub(crate) mod clients;
pub(crate) mod codes;
pub(crate) mod delivery;
pub(crate) mod passwords;
pub(crate) mod pools;
pub(crate) mod users;
