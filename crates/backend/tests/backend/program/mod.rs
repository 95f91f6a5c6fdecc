//! The program as its operator meets it: arguments and environment in, exit code and log out.

mod configuration;
mod log;
mod proxy;

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{CLIENT, FIRST, ISSUER};

/// A folder with a configuration and the pool's keys, for programs to be started in.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.write("config.json", &config());
        place.write("jwks.json", &json!({ "keys": [FIRST.jwk()] }));
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, json: &Value) {
        fs::write(self.path(name), json.to_string()).unwrap();
    }

    /// The program with this configuration and these keys, on a free port, and nothing from the environment.
    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backend"));
        command
            .env_clear()
            .env("VESTIBULE_CONFIG", self.path("config.json"))
            .env("VESTIBULE_JWKS_FILE", self.path("jwks.json"))
            .env("VESTIBULE_LISTEN", "127.0.0.1:0");
        command
    }
}

fn config() -> Value {
    let user_pool_id = ISSUER.rsplit('/').next();
    json!({ "version": "1.4", "auth": { "user_pool_id": user_pool_id, "user_pool_client_id": CLIENT } })
}

/// A program that runs until it is stopped, or the test is over.
struct Program {
    child: Child,
    /// What it says on standard output once it listens.
    greeting: String,
    url: String,
    log: PathBuf,
}

impl Program {
    fn start(command: &mut Command, log: &Path) -> Self {
        let stderr = File::create(log).unwrap();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let mut greeting = String::new();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        stdout.read_line(&mut greeting).unwrap();
        let url = greeting
            .trim()
            .rsplit(' ')
            .next()
            .unwrap_or_default()
            .to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{greeting}");
        // Somebody must read the rest, or the program could not write it.
        thread::spawn(move || stdout.read_to_end(&mut Vec::new()));
        Self {
            child,
            greeting,
            url,
            log: log.to_owned(),
        }
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Stops it with that signal; how it ended, and what it logged.
    fn stop(mut self, signal: Signal) -> (ExitStatus, String) {
        self.signal(signal);
        let status = self.child.wait().unwrap();
        (status, fs::read_to_string(&self.log).unwrap())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How a program ends that cannot start: its exit code, and what it says.
fn failure(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    assert!(output.stdout.is_empty());
    (
        output.status.code(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

async fn status(program: &Program, token: &str) -> u16 {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client
        .get(format!("{}/auth_test", program.url))
        .bearer_auth(token);
    request.send().await.unwrap().status().as_u16()
}
