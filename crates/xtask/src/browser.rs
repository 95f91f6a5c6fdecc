//! The browser that the tests run in: Chromium and its driver.

mod apt;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::interrupt;
use crate::tools::find;
use crate::workspace::Workspace;

const DRIVERS: [&str; 1] = ["chromedriver"];

const BROWSERS: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

const HOW_TO_INSTALL: &str = "The browser tests need Chromium and its driver, of one version:
  Debian:  sudo apt-get install chromium chromium-driver
  Fedora:  sudo dnf install chromium chromedriver
  Arch:    sudo pacman -S chromium
  macOS:   brew install --cask chromium chromedriver
  Ubuntu, which has no such packages, and others: Chrome for Testing and its ChromeDriver,
           from https://googlechromelabs.github.io/chrome-for-testing/
Where they are not on PATH, set CHROMIUM and CHROMEDRIVER to the two programs.";

/// How the browser tests are to start their browser; the file serves a plain `cargo test` too.
const CAPABILITIES: &str = "webdriver.json";

/// What would make wasm-bindgen-test-runner skip the tests, wait for a person, or take another driver.
const DISTRACTIONS: [&str; 8] = [
    "WASM_BINDGEN_TEST_ONLY_NODE",
    "NO_HEADLESS",
    "GECKODRIVER",
    "SAFARIDRIVER",
    "GECKODRIVER_REMOTE",
    "SAFARIDRIVER_REMOTE",
    "CHROMEDRIVER_REMOTE",
    "MSEDGEDRIVER_REMOTE",
];

/// Where the two programs are.
struct Programs {
    chromium: PathBuf,
    driver: PathBuf,
}

/// The browser that all tests use.
pub(crate) struct Browser {
    programs: Programs,
    /// [`CAPABILITIES`], completed by the browser to start.
    capabilities: PathBuf,
}

impl Browser {
    /// Lets the tests that `command` runs use this browser and no other.
    pub(crate) fn choose(&self, command: &mut Command) {
        for variable in DISTRACTIONS {
            command.env_remove(variable);
        }
        command
            .env("CHROMEDRIVER", &self.programs.driver)
            .env("CHROMIUM", &self.programs.chromium)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &self.capabilities);
    }
}

/// Finds the browser and its driver, or installs them through apt.
///
/// # Errors
/// Says what to install where that is not possible.
pub(crate) fn ensure(workspace: &Workspace) -> Result<Browser> {
    let programs = match locate()? {
        Some(programs) => programs,
        None => install_and_locate()?,
    };
    let capabilities = workspace.target().join(CAPABILITIES);
    let text = fs::read_to_string(workspace.root().join(CAPABILITIES))?;
    fs::write(&capabilities, with_binary(&text, &programs.chromium)?)?;
    Ok(Browser {
        programs,
        capabilities,
    })
}

fn with_binary(capabilities: &str, chromium: &Path) -> Result<String> {
    let mut value: Value = serde_json::from_str(capabilities)
        .with_context(|| format!("{CAPABILITIES} is not JSON"))?;
    value["goog:chromeOptions"]["binary"] = chromium.to_string_lossy().into();
    Ok(value.to_string())
}

fn install_and_locate() -> Result<Programs> {
    if let Err(error) = apt::install() {
        interrupt::check()?;
        bail!("{error:#}\n\n{HOW_TO_INSTALL}");
    }
    locate()?.context(HOW_TO_INSTALL)
}

fn locate() -> Result<Option<Programs>> {
    let chromium = program("CHROMIUM", &BROWSERS)?;
    let driver = program("CHROMEDRIVER", &DRIVERS)?;
    Ok(chromium
        .zip(driver)
        .map(|(chromium, driver)| Programs { chromium, driver }))
}

/// The program that `variable` names, or else the first of `names` on `PATH`.
fn program(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(file) = env::var_os(variable).map(PathBuf::from) {
        if !file.is_file() {
            bail!("{variable} is {}, which is no file", file.display());
        }
        return Ok(Some(file));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(names.iter().find_map(|name| find(name, &path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_that_was_found_is_the_one_that_is_started() {
        let text = r#"{"goog:chromeOptions": {"args": ["--headless"]}}"#;
        let value: Value =
            serde_json::from_str(&with_binary(text, Path::new("/opt/chrome")).unwrap()).unwrap();
        let options = &value["goog:chromeOptions"];
        assert_eq!(options["binary"], "/opt/chrome");
        assert_eq!(options["args"][0], "--headless");
    }
}
