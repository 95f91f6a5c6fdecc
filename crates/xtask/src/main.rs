//! The project's commands: `cargo xtask start | test | size | headers | tools`.
//!
//! Linux and macOS: what is started here is stopped through Unix process groups.

mod architecture;
mod browser;
mod config;
mod http;
mod interrupt;
mod lock;
mod ports;
mod process;
mod progress;
mod rust;
mod size;
mod start;
mod supervise;
mod test;
mod tools;
mod touch;
mod trunk;
mod workspace;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use interrupt::Interrupted;
use progress::{note, say};
use workspace::Workspace;

/// Runs, tests and measures Vestibule.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start the local pool, the backend and the app, until Ctrl-C
    Start,
    /// Run every check and test, or one part of them
    Test {
        /// The part to run; everything if left out
        part: Option<test::Part>,
    },
    /// Build the release and print the size of what a browser downloads
    Size,
    /// Print the headers with which the built app should be served
    Headers {
        /// Where it is
        #[arg(default_value = "dist")]
        folder: PathBuf,
    },
    /// Install Trunk and wasm-bindgen where they are missing; the last line printed is their PATH entry
    Tools,
    /// Run a program that ends when standard input closes; how the other commands start theirs
    #[command(hide = true)]
    Supervise {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) if error.is::<Interrupted>() => {
            note("Stopped.");
            ExitCode::from(interrupt::EXIT_CODE)
        }
        Err(error) => {
            note(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    if !matches!(command, Command::Supervise { .. }) {
        interrupt::end_at_second_ctrl_c()?;
        warn_of_flags();
    }
    interrupt::listen()?;
    match command {
        Command::Supervise { command } => return supervise::supervise(&command),
        Command::Start => start::start(&Workspace::load()?)?,
        Command::Test { part } => test::test(&Workspace::load()?, part)?,
        Command::Size => size::size(&Workspace::load()?)?,
        Command::Headers { folder } => say(xtask::headers::of_folder(&folder)?),
        Command::Tools => say(tools::ensure(&Workspace::load()?)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn warn_of_flags() {
    for variable in process::FLAGS {
        if env::var_os(variable).is_some() {
            note(format_args!(
                "{variable} is left aside: it would replace the project's own flags"
            ));
        }
    }
}
