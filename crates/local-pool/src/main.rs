//! The local pool's command line.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Parser;
use local_pool::{AmplifyOutputs, App, Config, Storage, SystemClock};
use tokio::net::TcpListener;

/// A development stand-in for Amazon Cognito. Not for production: it has no defences against strangers.
#[derive(Parser)]
#[command(version)]
struct Options {
    /// The loopback address to listen on.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:9229")]
    listen: SocketAddr,
    /// Where the users are kept.
    #[arg(long, value_name = "DIR", default_value = ".local-pool")]
    data_dir: PathBuf,
    /// The `amplify_outputs.json` whose pool, client and identity pool exist from the start
    /// [default: the repository's own].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: Options) -> anyhow::Result<()> {
    tracing_subscriber::fmt()
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    if !options.listen.ip().is_loopback() {
        bail!(
            "{} is not a loopback address: the local pool is for development on this machine only",
            options.listen
        );
    }
    let seed = read_seed(options.config.as_ref())?;
    let listener = TcpListener::bind(options.listen).await.with_context(|| {
        format!(
            "cannot listen on {} (is a local pool already running?)",
            options.listen
        )
    })?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let config = Config {
        storage: Storage::Directory(options.data_dir),
        base_url: base_url.clone(),
        clock: Arc::new(SystemClock),
        seed,
    };
    let app = App::open(config)?;
    tracing::warn!("for development only: do not keep real users here");
    tracing::info!("local pool at {base_url}, mailbox at {base_url}/mailbox");
    local_pool::serve(listener, app, stop_signal()).await?;
    Ok(())
}

fn read_seed(file: Option<&PathBuf>) -> anyhow::Result<AmplifyOutputs> {
    let Some(file) = file else {
        return Ok(AmplifyOutputs::built_in()?);
    };
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    AmplifyOutputs::parse(&text).with_context(|| format!("cannot use {}", file.display()))
}

/// Ready when the process is asked to stop. Where signals cannot be had, it runs until it is killed.
async fn stop_signal() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupt => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    std::future::pending().await
}
