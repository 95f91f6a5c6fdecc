//! The command line, and the environment variables that stand in for it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use backend::{Config, KeySource, Leeway, Overrides, TokenUse};
use clap::{Parser, ValueEnum};

/// More seconds than this are not clocks that are apart, but expiry switched off.
const MAX_LEEWAY: i64 = 300;

/// Vestibule's resource server: admits requests by the access tokens of a Cognito user pool.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// The `amplify_outputs.json` of the user pool whose tokens count
    #[arg(long, value_name = "FILE", env = "VESTIBULE_CONFIG")]
    pub(crate) config: PathBuf,
    /// Where to listen
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "VESTIBULE_LISTEN",
        default_value = "127.0.0.1:3000"
    )]
    pub(crate) listen: SocketAddr,
    /// The user pool, instead of the configuration's
    #[arg(long, value_name = "ID", env = "VESTIBULE_USER_POOL_ID")]
    user_pool_id: Option<String>,
    /// The app clients whose tokens count, with commas between them, instead of the configuration's
    #[arg(
        long,
        value_name = "IDS",
        env = "VESTIBULE_USER_POOL_CLIENT_ID",
        value_delimiter = ','
    )]
    user_pool_client_id: Option<Vec<String>>,
    /// The issuer of the tokens, if it is not the user pool's address
    #[arg(long, value_name = "URL", env = "VESTIBULE_ISSUER")]
    issuer: Option<String>,
    /// A file with the pool's keys (its `jwks.json`), so that nothing is fetched from the issuer
    #[arg(long, value_name = "FILE", env = "VESTIBULE_JWKS_FILE")]
    jwks_file: Option<PathBuf>,
    /// The origins whose scripts may call, with commas between them, instead of the configuration's
    #[arg(
        long,
        value_name = "ORIGINS",
        env = "VESTIBULE_APP_ORIGINS",
        value_delimiter = ','
    )]
    app_origins: Option<Vec<String>>,
    /// Which tokens count: `access` or `id`
    #[arg(long, value_name = "USE", env = "VESTIBULE_TOKEN_USE", default_value_t)]
    pub(crate) token_use: TokenUse,
    /// For how many seconds a token counts beyond its expiry
    #[arg(
        long,
        value_name = "SECONDS",
        env = "VESTIBULE_LEEWAY_AFTER_EXPIRY",
        default_value_t = 0,
        value_parser = clap::value_parser!(u32).range(0..=MAX_LEEWAY)
    )]
    leeway_after_expiry: u32,
    /// How many seconds the issuer's clock may be ahead
    #[arg(
        long,
        value_name = "SECONDS",
        env = "VESTIBULE_LEEWAY_BEFORE_ISSUE",
        default_value_t = 5,
        value_parser = clap::value_parser!(u32).range(0..=MAX_LEEWAY)
    )]
    leeway_before_issue: u32,
    /// What to log: `error`, `warn`, `info`, `debug`, or tracing's filter directives
    #[arg(
        long,
        value_name = "FILTER",
        env = "VESTIBULE_LOG",
        default_value = "info"
    )]
    pub(crate) log: String,
    /// How to log
    #[arg(
        long,
        value_name = "FORMAT",
        env = "VESTIBULE_LOG_FORMAT",
        default_value = "text"
    )]
    pub(crate) log_format: LogFormat,
}

/// How a line of the log is written.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

impl Arguments {
    pub(crate) fn overrides(&self) -> Overrides {
        Overrides {
            user_pool_id: given(self.user_pool_id.as_ref()),
            user_pool_client_ids: given_list(self.user_pool_client_id.as_ref()),
            issuer: given(self.issuer.as_ref()),
            app_origins: given_list(self.app_origins.as_ref()),
        }
    }

    pub(crate) fn key_source(&self, config: &Config) -> KeySource {
        match &self.jwks_file {
            Some(path) => KeySource::File(path.clone()),
            None => KeySource::Url(config.user_pool.issuer().jwks_url().clone()),
        }
    }

    pub(crate) fn leeway(&self) -> Leeway {
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        Leeway {
            after_expiry: seconds(self.leeway_after_expiry),
            before_issue: seconds(self.leeway_before_issue),
        }
    }
}

/// A variable that is set to nothing counts as not set.
fn given(value: Option<&String>) -> Option<String> {
    let value = value?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn given_list(values: Option<&Vec<String>>) -> Option<Vec<String>> {
    let values: Vec<_> = values?
        .iter()
        .filter_map(|value| given(Some(value)))
        .collect();
    (!values.is_empty()).then_some(values)
}
