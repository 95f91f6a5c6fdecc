//! Locks that keep commands in other processes waiting.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use anyhow::{Context, Result};

use crate::interrupt;
use crate::progress::note;

/// Holds the lock `.lock` in `folder`, which it creates, until the file is dropped or this process ends.
///
/// # Errors
/// When it cannot be had for another reason than somebody holding it, or
/// [`interrupt::Interrupted`] while somebody does.
pub(crate) fn lock(folder: &Path) -> Result<File> {
    let name = folder.join(".lock");
    let cannot = || format!("cannot lock {}", name.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    let file = File::create(&name).with_context(cannot)?;
    let mut waiting = false;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error).with_context(cannot),
            Err(TryLockError::WouldBlock) => interrupt::pause()?,
        }
        if !waiting {
            note(format_args!(
                "Waiting for another command, which holds {}",
                name.display()
            ));
            waiting = true;
        }
    }
}
