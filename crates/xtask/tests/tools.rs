//! `cargo xtask tools` with programs that stand in for rustc and for the downloads and builds of cargo.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Writes an executable shell script.
fn script(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A machine whose `cargo install` does `install`, with `$root` for the folder to install to, `$krate`
/// and `$version`.
fn machine(install: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let bin = home.path().join("bin");
    script(&bin.join("rustc"), "echo /");
    let cargo = format!(
        r#"[ "$1" = install ] || exec {} "$@"
           krate=$2 version=${{4#=}} root=$6
           {install}"#,
        env!("CARGO")
    );
    script(&bin.join("cargo"), &cargo);
    home
}

fn tools(machine: &TempDir) -> Output {
    let path = format!("{}/bin:/usr/bin:/bin", machine.path().display());
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("tools")
        .env("PATH", path)
        .env("XDG_CACHE_HOME", machine.path().join("cache"))
        .output()
        .unwrap()
}

/// Names of the installed tools, hidden ones left out.
fn installed(machine: &TempDir) -> Vec<String> {
    let folder = machine.path().join("cache/vestibule/tools");
    let names = fs::read_dir(folder).unwrap().map(|entry| {
        let name = entry.unwrap().file_name();
        name.into_string().unwrap()
    });
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

const WORKING_INSTALL: &str = r#"
    mkdir -p "$root/bin"
    case $krate in
        trunk) programs=trunk ;;
        *) programs="wasm-bindgen wasm-bindgen-test-runner" ;;
    esac
    for program in $programs; do
        printf '#!/bin/sh\necho %s %s\n' $program $version > "$root/bin/$program"
        chmod +x "$root/bin/$program"
    done"#;

#[test]
fn what_is_missing_is_installed_once_and_its_path_is_the_last_line() {
    let install = format!("{WORKING_INSTALL}; echo x >> \"$root/../../count\"");
    let machine = machine(&install);
    let count = machine.path().join("cache/vestibule/count");
    for _ in 0..2 {
        let output = tools(&machine);
        let stdout = String::from_utf8(output.stdout).unwrap();
        let entry = stdout.lines().last().unwrap();
        for (folder, name) in std::env::split_paths(entry).zip(installed(&machine)) {
            assert!(folder.ends_with(Path::new(&name).join("bin")), "{entry}");
            assert!(folder.is_dir(), "{entry}");
        }
        assert_eq!(fs::read_to_string(&count).unwrap(), "x\nx\n");
    }
    assert_eq!(installed(&machine).len(), 2);
}

#[test]
fn a_failed_installation_leaves_what_was_there_and_nothing_half_done() {
    let machine = machine(r#"mkdir -p "$root/bin"; echo half > "$root/bin/$krate"; exit 101"#);
    let old = machine
        .path()
        .join("cache/vestibule/tools/trunk-0.21.14/bin/trunk");
    script(&old, "echo trunk 0.1.0");
    let output = tools(&machine);
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.contains("installing trunk-0.21.14 failed"),
        "{stderr}"
    );
    assert_eq!(installed(&machine), ["trunk-0.21.14"]);
    assert!(fs::read_to_string(old).unwrap().contains("trunk 0.1.0"));
}
