//! The resource server's program.

mod arguments;

use std::future::Future;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::{Context as _, Result, anyhow};
use backend::{Config, KeyStore, RefreshPolicy, Verifier, router, serve};
use clap::Parser as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;
use tracing_subscriber::EnvFilter;

use arguments::{Arguments, LogFormat};

#[tokio::main]
async fn main() -> ExitCode {
    match run(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<()> {
    let config = Config::read(&arguments.config, arguments.overrides())
        .with_context(|| format!("cannot start with {}", arguments.config.display()))?;
    start_log(&arguments)?;
    let stop = stop_signal()?;
    let listener = listen(arguments.listen).await?;
    let source = arguments.key_source(&config);
    let keys = KeyStore::open(source, RefreshPolicy::default())
        .await
        .context("cannot start without the keys of the user pool")?;
    let verifier = Verifier::new(config.user_pool, keys)
        .token_use(arguments.token_use)
        .leeway(arguments.leeway());
    let address = listener.local_addr()?;
    // Whoever does not read it has closed the pipe.
    let _ = writeln!(
        io::stdout(),
        "backend for {} at http://{address}",
        verifier.issuer()
    );
    let router = router(verifier, &config.app_origins);
    serve(listener, router, stop)
        .await
        .context("the server failed")?;
    info!("stopped");
    Ok(())
}

fn start_log(arguments: &Arguments) -> Result<()> {
    let filter = EnvFilter::try_new(&arguments.log).context("cannot understand --log")?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(io::stderr().is_terminal())
        .with_writer(io::stderr);
    match arguments.log_format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "cannot listen on {address}: another program uses port {}; choose another one with --listen",
            address.port()
        ),
        _ => anyhow::Error::new(error).context(format!("cannot listen on {address}")),
    })
}

/// Ends at the first SIGINT (Ctrl-C) or SIGTERM.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        info!("asked to stop");
    })
}
