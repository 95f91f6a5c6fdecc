//! Which tokens count, and whose scripts may bring them: from `amplify_outputs.json` and what overrides it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;
use url::Url;

use crate::issuer::is_this_machine;
use crate::{Issuer, IssuerError, Origin, OriginError, UserPool};

/// Where the app is in development.
const DEVELOPMENT_ORIGINS: [&str; 2] = ["http://localhost:8080", "http://127.0.0.1:8080"];

/// What a resource server must know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The pool and app clients whose tokens count.
    pub user_pool: UserPool,
    /// The origins whose scripts may call.
    pub app_origins: Vec<Origin>,
}

/// What counts instead of the file's values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Instead of `auth.user_pool_id`, and of `custom.issuer`.
    pub user_pool_id: Option<String>,
    /// Instead of `auth.user_pool_client_id`; several app clients may be admitted.
    pub user_pool_client_ids: Option<Vec<String>>,
    /// Instead of `custom.issuer`.
    pub issuer: Option<String>,
    /// Instead of `custom.app_origins`.
    pub app_origins: Option<Vec<String>>,
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
    /// The file is not JSON, or not of the form.
    #[error("the configuration is not a usable amplify_outputs.json")]
    Parse(#[from] serde_json::Error),
    /// Something is missing.
    #[error("the configuration lacks `{0}`")]
    Missing(&'static str),
    /// The app client's id is none.
    #[error(
        "an app client's id consists of letters and digits: `auth.user_pool_client_id`, or what overrides it"
    )]
    ClientId,
    /// The pool's id or the issuer's address is none.
    #[error("`{field}`, or what overrides it, is not usable")]
    Issuer {
        /// Which of them.
        field: &'static str,
        /// What is wrong with it.
        source: IssuerError,
    },
    /// An origin is none.
    #[error("`{origin}` in `custom.app_origins`, or in what overrides it, is not usable")]
    Origin {
        /// It.
        origin: String,
        /// What is wrong with it.
        source: OriginError,
    },
}

#[derive(Deserialize)]
struct Outputs {
    #[serde(default)]
    auth: Auth,
    #[serde(default)]
    custom: Custom,
}

#[derive(Default, Deserialize)]
struct Auth {
    user_pool_id: Option<String>,
    user_pool_client_id: Option<String>,
}

#[derive(Default, Deserialize)]
struct Custom {
    user_pool_endpoint: Option<String>,
    issuer: Option<String>,
    app_origins: Option<Vec<String>>,
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or is not usable together with the overrides.
    pub fn read(path: &Path, overrides: Overrides) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|source| ConfigError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, overrides)
    }

    /// Reads the text of an `amplify_outputs.json`.
    ///
    /// # Errors
    /// When it is not usable together with the overrides.
    pub fn parse(text: &str, overrides: Overrides) -> Result<Self, ConfigError> {
        let Outputs { auth, custom } = serde_json::from_str(text)?;
        let client_ids = overrides
            .user_pool_client_ids
            .or_else(|| auth.user_pool_client_id.map(|id| vec![id]))
            .ok_or(ConfigError::Missing("auth.user_pool_client_id"))?;
        if client_ids.is_empty() || !client_ids.iter().all(|id| is_client_id(id)) {
            return Err(ConfigError::ClientId);
        }
        // The file's issuer is that of the file's pool, and of no other one.
        let file_issuer = custom.issuer.filter(|_| overrides.user_pool_id.is_none());
        let user_pool_id = overrides.user_pool_id.or(auth.user_pool_id);
        let issuer = match overrides.issuer.or(file_issuer) {
            Some(issuer) => named_issuer(&issuer),
            None => issuer_of(user_pool_id, custom.user_pool_endpoint.as_deref()),
        }?;
        let app_origins = overrides.app_origins.or(custom.app_origins);
        let app_origins =
            app_origins.unwrap_or_else(|| DEVELOPMENT_ORIGINS.map(str::to_owned).into());
        Ok(Self {
            user_pool: UserPool::with_issuer(issuer, client_ids),
            app_origins: app_origins
                .into_iter()
                .map(origin)
                .collect::<Result<_, _>>()?,
        })
    }
}

fn named_issuer(issuer: &str) -> Result<Issuer, ConfigError> {
    issuer.parse().map_err(|source| ConfigError::Issuer {
        field: "custom.issuer",
        source,
    })
}

/// A pool on this machine issues tokens in its own name; whatever else stands before a pool passes on what AWS issues.
fn issuer_of(user_pool_id: Option<String>, endpoint: Option<&str>) -> Result<Issuer, ConfigError> {
    let error = |field| move |source| ConfigError::Issuer { field, source };
    let user_pool_id = user_pool_id.ok_or(ConfigError::Missing("auth.user_pool_id"))?;
    let at_aws = Issuer::of_user_pool(&user_pool_id).map_err(error("auth.user_pool_id"))?;
    let Some(endpoint) = endpoint else {
        return Ok(at_aws);
    };
    let field = "custom.user_pool_endpoint";
    let url = Url::parse(endpoint).map_err(|_| error(field)(IssuerError::NotAUrl))?;
    if !is_this_machine(&url) {
        return Ok(at_aws);
    }
    let issuer = format!("{}/{user_pool_id}", endpoint.trim_end_matches('/'));
    issuer.parse().map_err(error(field))
}

fn origin(origin: String) -> Result<Origin, ConfigError> {
    origin
        .parse()
        .map_err(|source| ConfigError::Origin { origin, source })
}

/// `[\w+]+`, up to 128 characters (service's API reference).
fn is_client_id(id: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '+';
    (1..=128).contains(&id.len()) && id.chars().all(is_word)
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    const AT_AWS: &str = r#"{"version": "1.4", "auth": {"aws_region": "eu-west-1", "user_pool_id": "eu-west-1_AbC", "user_pool_client_id": "client1"}}"#;

    fn parse(text: &str) -> Result<Config, ConfigError> {
        Config::parse(text, Overrides::default())
    }

    /// Everything that a person sees of an error.
    fn said(error: &ConfigError) -> String {
        let source = error.source().map(ToString::to_string);
        format!("{error}: {}", source.unwrap_or_default())
    }

    #[test]
    fn the_projects_own_configuration_is_read() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../static/amplify_outputs.json");
        let config = Config::read(&path, Overrides::default()).unwrap();
        let issuer = config.user_pool.issuer();
        assert_eq!(issuer.as_str(), "http://127.0.0.1:9229/us-east-1_Vestibule");
        let origins: Vec<_> = config.app_origins.iter().map(ToString::to_string).collect();
        assert_eq!(origins, DEVELOPMENT_ORIGINS);
    }

    #[test]
    fn a_pool_without_an_endpoint_is_at_aws() {
        let config = parse(AT_AWS).unwrap();
        let issuer = config.user_pool.issuer().as_str();
        assert_eq!(
            issuer,
            "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC"
        );
        assert_eq!(config.user_pool.client_ids, ["client1"]);
    }

    #[test]
    fn a_proxy_before_a_pool_at_aws_issues_no_tokens() {
        let text = AT_AWS.replace(
            "}}",
            r#"}, "custom": {"user_pool_endpoint": "https://proxy.example/"}}"#,
        );
        assert_eq!(
            parse(&text).unwrap().user_pool,
            parse(AT_AWS).unwrap().user_pool
        );
    }

    #[test]
    fn overrides_count_instead_of_what_the_file_says() {
        let overrides = Overrides {
            user_pool_id: Some("us-east-2_Other".into()),
            user_pool_client_ids: Some(vec!["one".into(), "two".into()]),
            issuer: None,
            app_origins: Some(vec!["https://app.example".into()]),
        };
        let config = Config::parse(AT_AWS, overrides).unwrap();
        assert!(
            config
                .user_pool
                .issuer()
                .as_str()
                .ends_with("/us-east-2_Other")
        );
        assert_eq!(config.user_pool.client_ids, ["one", "two"]);
        assert_eq!(config.app_origins, ["https://app.example".parse().unwrap()]);
        let overrides = Overrides {
            issuer: Some("https://id.example/pool".into()),
            ..Overrides::default()
        };
        let config = Config::parse(AT_AWS, overrides).unwrap();
        assert_eq!(
            config.user_pool.issuer().as_str(),
            "https://id.example/pool"
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let path = Path::new("/nowhere/outputs.json");
        let error = Config::read(path, Overrides::default()).unwrap_err();
        assert!(error.to_string().contains("/nowhere/outputs.json"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let said = |text: &str| said(&parse(text).unwrap_err());
        assert!(said("region = 1").contains("amplify_outputs.json"));
        assert!(said("{}").contains("auth.user_pool_client_id"));
        assert!(
            said(&AT_AWS.replace("\"user_pool_id\"", "\"pool\"")).contains("auth.user_pool_id")
        );
        assert!(said(&AT_AWS.replace("eu-west-1_AbC", "AbC")).contains("auth.user_pool_id"));
        assert!(said(&AT_AWS.replace("client1", "client 1")).contains("auth.user_pool_client_id"));
        let custom = |custom: &str| AT_AWS.replace("}}", &format!("}}, \"custom\": {custom}}}"));
        assert!(said(&custom(r#"{"issuer": "http://id.example"}"#)).contains("https://"));
        assert!(said(&custom(r#"{"app_origins": ["*"]}"#)).contains("`*`"));
    }
}
