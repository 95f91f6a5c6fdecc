//! Where the built app and the browser are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

/// The folder of the built app: `VESTIBULE_DIST`, or else `dist` in the repository.
///
/// # Errors
/// If nothing is built there.
pub(crate) fn dist() -> Result<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dist = named("VESTIBULE_DIST").unwrap_or_else(|| repository.join("dist"));
    ensure!(
        dist.join("index.html").is_file(),
        "There is no built app in {}: run `cargo xtask test e2e`, or `trunk build --release` first.",
        dist.display()
    );
    Ok(dist)
}

/// The driver: `CHROMEDRIVER`, or else where Debian puts it.
pub(crate) fn chromedriver() -> PathBuf {
    named("CHROMEDRIVER").unwrap_or_else(|| PathBuf::from("/usr/bin/chromedriver"))
}

/// The browser: `CHROMIUM`, or else where Debian puts it.
pub(crate) fn chromium() -> PathBuf {
    named("CHROMIUM").unwrap_or_else(|| PathBuf::from("/usr/bin/chromium"))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from)
}
