//! A development stand-in for Amazon Cognito that verifies everything: SRP, codes, tokens.
//!
//! In reading order: [`app`] holds the state and runs operations; `wire` turns HTTP requests into typed
//! operations and their refusals into the service's errors; `ops` has one operation per file and the table
//! of all; `auth` signs users in (`flows` begin, `challenges` continue); `federation` gives them an identity, a role
//! and AWS credentials, whose signatures `sts` checks; `rules` has what several operations share; `model` is what
//! `store` keeps; `srp`, `webauthn`, `token` and `crypto` are the mathematics; `pages` are for people; `hosted` is what a pool's domain
//! serves in the service: OAuth 2.0 and OpenID Connect.

mod app;
mod auth;
mod clock;
mod crypto;
mod federation;
mod hosted;
mod model;
mod ops;
mod pages;
mod rules;
mod seed;
mod server;
mod srp;
mod store;
mod sts;
mod token;
mod totp;
mod webauthn;
mod wire;

pub use app::{App, Config, OpenError, Storage};
pub use clock::{Clock, ManualClock, SystemClock, Timestamp};
pub use seed::{AmplifyOutputs, SeedError};
pub use server::{router, serve};
