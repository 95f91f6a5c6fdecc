//! The browser that the tests run in: Chromium and its driver.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use rustix::process::geteuid;

use crate::process::{guarded, run};
use crate::tools::find;

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
Or set CHROMIUM and CHROMEDRIVER to the two programs.";

/// Where the two programs are.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// Finds the browser and its driver, or installs them through apt.
///
/// # Errors
/// Says what to install where that is not possible.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(browser) = locate()? {
        return Ok(browser);
    }
    install().context(HOW_TO_INSTALL)?;
    locate()?.context(HOW_TO_INSTALL)
}

fn locate() -> Result<Option<Browser>> {
    let chromium = program("CHROMIUM", &BROWSERS)?;
    let driver = program("CHROMEDRIVER", &DRIVERS)?;
    Ok(chromium
        .zip(driver)
        .map(|(chromium, driver)| Browser { chromium, driver }))
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

fn install() -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    if find("apt-get", &path).is_none() {
        bail!("there is no apt-get to install them with");
    }
    if !geteuid().is_root() && !may_sudo() {
        bail!("installing them takes root's rights");
    }
    eprintln!("Installing Chromium and its driver");
    apt_get(&["update"])?;
    apt_get(&[
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])
}

/// Whether sudo asks for no password.
fn may_sudo() -> bool {
    Command::new("sudo")
        .args(["-n", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn apt_get(arguments: &[&str]) -> Result<()> {
    let mut words: Vec<OsString> = Vec::new();
    if !geteuid().is_root() {
        words.extend(["sudo", "-n"].map(OsString::from));
    }
    // `env`, since sudo drops the caller's environment. The lock may be held by the system's own updates.
    let apt = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ];
    words.extend(apt.iter().chain(arguments).map(OsString::from));
    let mut command = guarded(&words[0])?;
    run(
        &format!("apt-get {}", arguments[0]),
        command.args(&words[1..]),
    )
}
