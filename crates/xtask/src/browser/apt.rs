//! Installing Chromium and its driver through apt.

use std::env;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use anyhow::{Result, bail};
use rustix::process::geteuid;

use crate::interrupt;
use crate::progress::note;
use crate::tools::find;

/// Installs both, if there is apt and the right to use it.
///
/// # Errors
/// Says what is missing or failed; [`interrupt::Interrupted`] once apt has ended.
pub(super) fn install() -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    if find("apt-get", &path).is_none() {
        bail!("there is no apt-get to install them with");
    }
    if !geteuid().is_root() && !may_sudo() {
        bail!("installing them takes root's rights");
    }
    note("Installing Chromium and its driver; Ctrl-C waits for apt-get to end");
    // One source of packages that does not answer fails it, though the others may have what is needed.
    if let Err(error) = apt_get(&["update"]) {
        note(format_args!("warning: {error:#}"));
    }
    interrupt::check()?;
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

/// Runs apt-get to its end whatever is asked of us meanwhile: dpkg must not be stopped half-way.
fn apt_get(arguments: &[&str]) -> Result<()> {
    let sudo: &[&str] = if geteuid().is_root() {
        &[]
    } else {
        &["sudo", "-n"]
    };
    // `env`, since sudo drops the caller's environment. The lock may be held by the system's own updates.
    let apt = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=300",
    ];
    let words = [sudo, &apt, arguments].concat();
    let status = Command::new(words[0])
        .args(&words[1..])
        .stdin(Stdio::null())
        .process_group(0)
        .status()?;
    if !status.success() {
        bail!("apt-get {} failed ({status})", arguments[0]);
    }
    Ok(())
}
