//! The errands against a scripted service, with a clock that stands where the test puts it.

mod backend;
mod errands;
mod renewal;
mod restore;
mod service;
mod takeover;
