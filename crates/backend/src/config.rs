//! The user pool whose tokens count, from `amplify_outputs.json`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

/// The `auth` section of an Amplify Gen 2 outputs file, as far as a resource server needs it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// The region of the pool, such as `eu-central-1`.
    pub aws_region: String,
    /// The pool, such as `eu-central-1_AbCdEfGhI`.
    pub user_pool_id: String,
    /// The app client that the tokens were issued to.
    pub user_pool_client_id: String,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is missing or unreadable.
    #[error("cannot read the configuration {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not JSON, or lacks something.
    #[error("the configuration {} is not a usable amplify_outputs.json", path.display())]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, and where.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Outputs {
    auth: Config,
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or does not say which pool it is about.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
        let outputs: Outputs =
            serde_json::from_str(&text).map_err(|source| ConfigError::Parse {
                path: path.to_owned(),
                source,
            })?;
        Ok(outputs.auth)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    fn read(text: &str) -> Result<Config, ConfigError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Config::read(file.path())
    }

    #[test]
    fn the_projects_own_configuration_is_read() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/amplify_outputs.json");
        let config = Config::read(&path).unwrap();
        assert!(config.user_pool_id.starts_with(&config.aws_region));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = Config::read(Path::new("/nowhere/outputs.json")).unwrap_err();
        assert!(error.to_string().contains("/nowhere/outputs.json"));
    }

    #[test]
    fn a_missing_entry_is_named() {
        let error = read(r#"{"auth": {"aws_region": "eu-central-1"}}"#).unwrap_err();
        let source = error.source().unwrap().to_string();
        assert!(source.contains("user_pool_id"), "{source}");
    }

    #[test]
    fn what_is_not_json_is_refused() {
        assert!(matches!(read("region = 1"), Err(ConfigError::Parse { .. })));
    }
}
