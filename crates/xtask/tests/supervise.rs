//! What a guarded program started is gone when the program or whoever guards it is gone.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Far more than the grace of five seconds, far less than what the scripts would take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A program under a guardian, and what both of them print.
struct Supervised {
    guardian: Child,
    output: BufReader<ChildStdout>,
}

fn supervise(script: &str, stdin: Stdio) -> Supervised {
    let mut guardian = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["supervise", "--", "sh", "-c", script])
        .stdin(stdin)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(guardian.stdout.take().unwrap());
    Supervised { guardian, output }
}

impl Supervised {
    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line
    }

    /// The rest of the output, which ends with the last process that could write to it, and the exit code.
    fn end(mut self) -> (String, Option<i32>) {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut rest = String::new();
            let _ = self.output.read_to_string(&mut rest);
            let _ = sender.send((rest, self.guardian.wait().unwrap().code()));
        });
        receiver.recv_timeout(PATIENCE).unwrap()
    }
}

/// Neither the shell nor what it starts ends at SIGTERM.
const STUBBORN: &str = r#"trap "" TERM; sleep 300 & echo ready; wait"#;

#[test]
fn a_closed_standard_input_ends_even_what_ignores_sigterm() {
    let mut supervised = supervise(STUBBORN, Stdio::piped());
    assert_eq!(supervised.line(), "ready\n");
    drop(supervised.guardian.stdin.take());
    let (rest, code) = supervised.end();
    assert_eq!((rest.as_str(), code), ("", Some(128 + 9)));
}

#[test]
fn a_killed_owner_leaves_nothing_behind() {
    let mut owner = Command::new("sleep")
        .arg("300")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut supervised = supervise(STUBBORN, owner.stdout.take().unwrap().into());
    assert_eq!(supervised.line(), "ready\n");
    owner.kill().unwrap();
    owner.wait().unwrap();
    assert_eq!(supervised.end().0, "");
}

#[test]
fn what_a_program_leaves_behind_ends_and_its_exit_code_is_kept() {
    let supervised = supervise("sleep 300 & exit 7", Stdio::piped());
    assert_eq!(supervised.end(), (String::new(), Some(7)));
}

#[test]
fn what_outlives_the_program_has_time_to_tidy_up() {
    // The inner shell says so only once the outer one is gone.
    let script = r#"
        sh -c 'trap "while kill -0 $1; do sleep 0.1; done; echo tidied; exit" TERM
               echo ready; while :; do sleep 0.1; done' inner $$ 2>/dev/null &
        wait"#;
    let mut supervised = supervise(script, Stdio::piped());
    assert_eq!(supervised.line(), "ready\n");
    drop(supervised.guardian.stdin.take());
    let (rest, code) = supervised.end();
    assert_eq!((rest.as_str(), code), ("tidied\n", Some(128 + 15)));
}
