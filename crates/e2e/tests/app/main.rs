//! What a person can do with the app, done in a real browser; each test has its own browser and
//! its own pool. Apart from them, the app's client is tried on the pool without a browser.

mod account;
mod backend;
mod challenges;
mod client;
mod configuration;
mod credentials;
mod forgot_password;
mod guard;
mod hosted_pages;
mod journey;
mod network;
mod secrets;
mod session;
mod sign_in;
mod sign_up;
mod social;
mod support;
mod tabs;
mod verify_account;
