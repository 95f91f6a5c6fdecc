//! The architecture check: which part may mention which.

mod paths;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;
use paths::mentioned;

/// A folder whose sources must not mention some paths.
struct Rule {
    folder: &'static str,
    /// Files in the folder that the rule leaves alone.
    except: &'static [&'static str],
    /// Paths; one that ends in `*` stands for every name that begins so.
    forbidden: &'static [&'static str],
    because: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        folder: "src/cognito",
        except: &[],
        forbidden: &["yew*", "web_sys", "js_sys", "wasm_bindgen*", "gloo*"],
        because: "the Cognito client knows nothing of the user interface or the browser",
    },
    Rule {
        folder: "src/oauth",
        except: &[],
        forbidden: &["yew*", "web_sys", "js_sys", "wasm_bindgen*", "gloo*"],
        because: "the way through the hosted pages is tested without a browser",
    },
    Rule {
        folder: "src/aws",
        except: &[],
        forbidden: &["yew*", "web_sys", "js_sys", "wasm_bindgen*", "gloo*"],
        because: "signatures are computed, and the browser is not needed for that",
    },
    Rule {
        folder: "src",
        except: &["src/fetch.rs"],
        forbidden: &["gloo_net"],
        because: "requests leave through one file, which keeps the time limit",
    },
    Rule {
        folder: "src/pages",
        except: &[],
        forbidden: &["cognito", "aws"],
        because: "pages call hooks, never the service",
    },
    Rule {
        folder: "src/store",
        except: &[],
        forbidden: &["web_sys", "gloo*"],
        because: "reducers do no input or output",
    },
];

/// Packages that must not depend on another one, with the reason.
const INDEPENDENT: &[(&str, &str, &str)] = &[(
    "local-pool",
    "vestibule",
    "two implementations of one protocol check each other only if they share no code",
)];

/// Checks the whole workspace.
///
/// # Errors
/// Lists every violation with its place; or what a rule names does not exist.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let mut violations = Vec::new();
    for rule in RULES {
        check_folder(workspace.root(), rule, &mut violations)?;
    }
    for (package, other, because) in INDEPENDENT {
        let dependencies = |package: &str| {
            let found = workspace.dependencies_of(package);
            found.with_context(|| format!("a rule names the package {package}, which is gone"))
        };
        dependencies(other)?;
        if dependencies(package)?.contains(other) {
            violations.push(format!("{package} depends on {other}: {because}"));
        }
    }
    if !violations.is_empty() {
        bail!("the architecture is broken:\n{}", violations.join("\n"));
    }
    Ok(())
}

fn check_folder(root: &Path, rule: &Rule, violations: &mut Vec<String>) -> Result<()> {
    let except: Vec<PathBuf> = rule.except.iter().map(|file| root.join(file)).collect();
    if let Some(gone) = except.iter().find(|file| !file.is_file()) {
        bail!("a rule excepts {}, which is gone", gone.display());
    }
    for file in sources(&root.join(rule.folder))? {
        if except.contains(&file) {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        let name = file.strip_prefix(root).unwrap_or(&file).display();
        violations.extend(
            broken(rule, &text)
                .into_iter()
                .map(|(line, path)| format!("{name}:{line}: {path}: {}", rule.because)),
        );
    }
    Ok(())
}

/// Every mention in `text` that `rule` forbids, with its line.
fn broken(rule: &Rule, text: &str) -> Vec<(usize, String)> {
    let mut mentions = mentioned(text);
    mentions.retain(|(_, path)| {
        rule.forbidden
            .iter()
            .any(|forbidden| contains(path, forbidden))
    });
    mentions
}

/// Whether the segments of `forbidden` stand next to each other in `path`.
fn contains(path: &str, forbidden: &str) -> bool {
    let path: Vec<&str> = path.split("::").collect();
    let forbidden: Vec<&str> = forbidden.split("::").collect();
    let same = |(segment, pattern): (&&str, &&str)| match pattern.strip_suffix('*') {
        Some(start) => segment.starts_with(start),
        None => segment == pattern,
    };
    path.windows(forbidden.len())
        .any(|window| window.iter().zip(&forbidden).all(same))
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("a rule names {}, which cannot be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(folder: &str) -> &'static Rule {
        RULES.iter().find(|rule| rule.folder == folder).unwrap()
    }

    #[test]
    fn the_cognito_client_may_not_touch_the_browser() {
        let cognito = rule("src/cognito");
        for forbidden in [
            "use yew::prelude::*;",
            "use yew_router::Routable;",
            "use yewdux::Dispatch;",
            "fn now() -> f64 { web_sys::window() }",
            "use gloo_net::http::Request;",
            "use js_sys::Date;",
            "use wasm_bindgen_futures::spawn_local;",
        ] {
            assert_eq!(broken(cognito, forbidden).len(), 1, "{forbidden}");
        }
        assert!(broken(cognito, "use serde::Deserialize; // not yew").is_empty());
    }

    #[test]
    fn pages_may_not_use_the_client_however_it_is_imported() {
        let pages = rule("src/pages");
        for forbidden in [
            "use crate::cognito::ops::SignUp;",
            "use crate::cognito::{error::Error, ops::sign_up::{SignUp, Other}};",
            "use crate::{cognito::{ops}, hooks::use_session};",
            "let call = crate::cognito :: ops :: SignUp { name };",
            "use crate::{cognito, route::Route};",
            "use super::super::cognito as service;",
        ] {
            assert!(!broken(pages, forbidden).is_empty(), "{forbidden}");
        }
        for allowed in ["use std::ops::Deref;", "// what cognito does"] {
            assert!(broken(pages, allowed).is_empty(), "{allowed}");
        }
    }

    #[test]
    fn the_place_of_a_violation_is_its_line() {
        let text = "//! Reducers.\n\nuse gloo_timers::callback::Timeout;\n";
        let expected = vec![(3, "gloo_timers::callback::Timeout".to_owned())];
        assert_eq!(broken(rule("src/store"), text), expected);
    }

    #[test]
    fn excepted_files_are_left_alone_and_others_are_not() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("src/cognito/ops");
        fs::create_dir_all(&folder).unwrap();
        let excepted = root.path().join("src/fetch.rs");
        fs::write(&excepted, "use gloo_net::http;").unwrap();
        fs::write(folder.join("sign_up.rs"), "use gloo_net::http;").unwrap();
        let mut violations = Vec::new();
        check_folder(root.path(), rule("src"), &mut violations).unwrap();
        assert_eq!(violations.len(), 1, "{violations:?}");
        assert!(violations[0].starts_with("src/cognito/ops/sign_up.rs:1: gloo_net::http"));

        fs::remove_file(excepted).unwrap();
        assert!(check_folder(root.path(), rule("src"), &mut violations).is_err());
    }

    #[test]
    fn a_rule_for_a_folder_that_is_gone_is_an_error() {
        let root = tempfile::tempdir().unwrap();
        assert!(check_folder(root.path(), rule("src/store"), &mut Vec::new()).is_err());
    }
}
