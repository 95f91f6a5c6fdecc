//! Making sources newer than any build.

use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

use anyhow::{Context, Result};

/// What is built, not written; as are hidden files.
const BUILT: [&str; 2] = ["target", "dist"];

/// Sets the modification time of every source below `folder` to now.
///
/// # Errors
/// When a folder cannot be read or a file is not ours.
pub(crate) fn touch(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, kind) = (entry.file_name(), entry.file_type()?);
        let path = entry.path();
        if name.as_encoded_bytes().starts_with(b".") || BUILT.iter().any(|built| name == *built) {
            continue;
        }
        if kind.is_dir() {
            touch(&path)?;
        } else if kind.is_file() {
            File::open(&path)
                .and_then(|file| file.set_modified(SystemTime::now()))
                .with_context(|| format!("cannot touch {}", path.display()))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_become_newer_and_what_is_built_from_them_does_not() {
        let root = tempfile::tempdir().unwrap();
        let names = ["src/store/mod.rs", "target/debug/app", ".git/index"];
        for name in names {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let file = File::create(&path).unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        }
        touch(root.path()).unwrap();
        let is_new = |name| {
            let path = root.path().join(name);
            path.metadata().unwrap().modified().unwrap() > SystemTime::UNIX_EPOCH
        };
        assert_eq!(names.map(is_new), [true, false, false]);
    }
}
