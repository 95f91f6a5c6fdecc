//! The errands against a scripted service, with a clock that stands where the test puts it.

mod attributes;
mod backend;
mod credentials;
mod devices;
mod errands;
mod hosted_pages;
mod known_devices;
mod passkeys;
mod pending_sign_in;
mod renewal;
mod restore;
mod second_step;
mod security;
mod service;
mod sign_in;
mod takeover;
