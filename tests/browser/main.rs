//! What needs a browser to be true: the DOM, the storage, `fetch`, the router.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod app;
mod backend;
mod challenges;
mod credentials;
mod devices;
mod fetch;
mod focus;
mod form;
mod passkey;
mod passkeys;
mod profile;
mod reset_password;
mod security;
mod social;
mod storage;
mod support;
mod two_step;
mod verification;
mod ways_in;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
