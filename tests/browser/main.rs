//! What needs a browser to be true: the DOM, the storage, `fetch`, the router.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod app;
mod form;
mod storage;
mod support;
mod transport;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
