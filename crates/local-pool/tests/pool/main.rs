//! The local pool as its clients meet it: requests in, replies out, time under control.

#[cfg(test)]
mod support;

#[cfg(test)]
mod addresses;
#[cfg(test)]
mod admin;
#[cfg(test)]
mod attributes;
#[cfg(test)]
mod browsers;
#[cfg(test)]
mod change_password;
#[cfg(test)]
mod choice;
#[cfg(test)]
mod client_settings;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod custom_attributes;
mod custom_auth;
#[cfg(test)]
mod delete_user;
#[cfg(test)]
mod devices;
#[cfg(test)]
mod email;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod forgot_password;
#[cfg(test)]
mod hosted;
#[cfg(test)]
mod identity_pools;
#[cfg(test)]
mod identity_providers;
#[cfg(test)]
mod mfa;
#[cfg(test)]
mod mfa_settings;
#[cfg(test)]
mod names;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod pool_settings;
#[cfg(test)]
mod pools;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod removal;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod revocation;
#[cfg(test)]
mod server;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod srp_sign_in;
#[cfg(test)]
mod sts;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod verification;
