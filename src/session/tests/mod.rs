//! The errands against a scripted service, with a clock that stands where the test puts it.

mod attributes;
mod backend;
mod errands;
mod renewal;
mod restore;
mod second_step;
mod security;
mod service;
mod takeover;
