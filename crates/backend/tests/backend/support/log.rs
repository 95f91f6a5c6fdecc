//! What is logged in the course of a test.

use std::cell::RefCell;
use std::io::{self, Write};
use std::sync::Once;

use tracing::Level;

thread_local! {
    static KEPT: RefCell<Option<Vec<u8>>> = const { RefCell::new(None) };
}

/// Writes into what this thread keeps. A subscriber for each thread would be simpler, but other threads may then decide for
/// all of them that nobody listens.
struct Sink;

/// Begins to keep what this thread logs.
pub(crate) fn keep() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        tracing_subscriber::fmt()
            .with_max_level(Level::DEBUG)
            .with_ansi(false)
            .with_writer(|| Sink)
            .init();
    });
    KEPT.set(Some(Vec::new()));
}

/// What has been kept.
pub(crate) fn kept() -> String {
    String::from_utf8(KEPT.take().unwrap()).unwrap()
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        KEPT.with_borrow_mut(|kept| {
            kept.as_mut()
                .map_or(Ok(bytes.len()), |kept| kept.write(bytes))
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
