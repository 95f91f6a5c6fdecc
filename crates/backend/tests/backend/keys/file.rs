//! Keys from a file.

use std::path::{Path, PathBuf};
use std::{fs, io};

use backend::{
    KeySetError, KeySource, KeyStore, LoadError, MAX_KEY_SET_LENGTH, RefreshPolicy, Verifier,
    VerifyError,
};
use serde_json::json;
use tempfile::TempDir;

use super::{admits, forged, refusal, unknown_key};
use crate::support::{FIRST, SECOND, SigningKey, admitted_token, pool};

pub(super) fn write(path: &Path, keys: &[&SigningKey]) {
    let keys: Vec<_> = keys.iter().map(|key| key.jwk()).collect();
    fs::write(path, json!({ "keys": keys }).to_string()).unwrap();
}

/// A file in a folder of its own.
pub(super) fn file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("jwks.json");
    (folder, path)
}

pub(super) async fn verifier(path: &Path, policy: RefreshPolicy) -> Verifier {
    let source = KeySource::File(path.to_owned());
    Verifier::new(pool(), KeyStore::open(source, policy).await.unwrap())
}

#[tokio::test]
async fn keys_are_read_and_read_again_when_a_token_names_a_new_one() {
    let (_folder, path) = file();
    write(&path, &[&FIRST]);
    let verifier = verifier(&path, RefreshPolicy::default()).await;
    assert!(verifier.is_ready() && admits(&verifier, &FIRST).await);
    write(&path, &[&SECOND]);
    assert!(admits(&verifier, &SECOND).await);
    let old = admitted_token(&FIRST);
    assert_eq!(refusal(&verifier, &old).await, unknown_key(FIRST.kid));
}

#[tokio::test]
async fn the_last_good_keys_survive_a_file_that_is_gone_or_half_written() {
    for text in [None, Some(""), Some("{\"keys\": [{")] {
        let (_folder, path) = file();
        write(&path, &[&FIRST]);
        let verifier = verifier(&path, RefreshPolicy::default()).await;
        match text {
            Some(text) => fs::write(&path, text).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        let reason = refusal(&verifier, &forged(0)).await;
        assert_eq!(reason, VerifyError::KeysUnavailable);
        assert!(admits(&verifier, &FIRST).await, "{text:?}");
    }
}

async fn error_of(path: &Path) -> LoadError {
    let source = KeySource::File(path.to_owned());
    let opened = KeyStore::open(source, RefreshPolicy::default()).await;
    opened.unwrap_err()
}

#[tokio::test]
async fn a_file_that_is_not_there_is_named() {
    let (folder, path) = file();
    let error = error_of(&path).await;
    assert!(
        error.to_string().contains(path.to_str().unwrap()),
        "{error}"
    );
    let LoadError::File { source, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(source.kind(), io::ErrorKind::NotFound);
    assert!(matches!(
        error_of(folder.path()).await,
        LoadError::File { .. }
    ));
}

#[tokio::test]
async fn a_file_without_a_usable_key_set_is_an_error_at_once() {
    let (_folder, path) = file();
    fs::write(&path, b"\xff\xfe{}").unwrap();
    let error = error_of(&path).await;
    assert!(
        matches!(error, LoadError::KeySet(KeySetError::Format(_))),
        "{error}"
    );
    write(&path, &[]);
    let error = error_of(&path).await;
    assert!(
        matches!(error, LoadError::KeySet(KeySetError::NoUsableKey)),
        "{error}"
    );
    write(&path, &[&FIRST, &FIRST]);
    let error = error_of(&path).await;
    assert!(
        matches!(error, LoadError::KeySet(KeySetError::AmbiguousKeyId)),
        "{error}"
    );
    fs::write(&path, " ".repeat(MAX_KEY_SET_LENGTH + 1)).unwrap();
    let error = error_of(&path).await;
    assert!(matches!(error, LoadError::TooLong), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_without_end_is_given_up() {
    let error = error_of(Path::new("/dev/zero")).await;
    assert!(matches!(error, LoadError::TooLong), "{error}");
}
