//! Keys grow old. Time stands still in these tests, except while they sleep.

use std::fs;
use std::time::Duration;

use backend::RefreshPolicy;
use tokio::time::sleep;

use super::file::{file, verifier, write};
use super::{admits, refusal, unknown_key};
use crate::support::{FIRST, SECOND, admitted_token};

const POLICY: RefreshPolicy = RefreshPolicy {
    pause: Duration::from_secs(10),
    max_age: Duration::from_hours(1),
};
const A_SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_withdrawn_key_is_dropped_when_the_keys_have_grown_old() {
    let (_folder, path) = file();
    write(&path, &[&FIRST, &SECOND]);
    let verifier = verifier(&path, POLICY).await;
    write(&path, &[&SECOND]);
    sleep(POLICY.max_age.saturating_sub(A_SECOND)).await;
    assert!(admits(&verifier, &FIRST).await, "they are not old yet");
    sleep(2 * A_SECOND).await;
    let old = admitted_token(&FIRST);
    assert_eq!(refusal(&verifier, &old).await, unknown_key(FIRST.kid));
    assert!(admits(&verifier, &SECOND).await);
    write(&path, &[&FIRST]);
    sleep(POLICY.max_age).await;
    let old = admitted_token(&SECOND);
    assert_eq!(refusal(&verifier, &old).await, unknown_key(SECOND.kid));
}

#[tokio::test(start_paused = true)]
async fn old_keys_that_cannot_be_renewed_are_tried_again_after_a_pause() {
    let (_folder, path) = file();
    write(&path, &[&FIRST, &SECOND]);
    let verifier = verifier(&path, POLICY).await;
    fs::remove_file(&path).unwrap();
    sleep(POLICY.max_age + A_SECOND).await;
    assert!(admits(&verifier, &FIRST).await, "the last good keys");
    write(&path, &[&SECOND]);
    sleep(POLICY.pause).await;
    let withdrawn = admitted_token(&FIRST);
    assert_eq!(refusal(&verifier, &withdrawn).await, unknown_key(FIRST.kid));
}

#[tokio::test(start_paused = true)]
async fn a_forged_key_id_is_looked_for_once_in_a_pause() {
    let (_folder, path) = file();
    write(&path, &[&FIRST]);
    let verifier = verifier(&path, POLICY).await;
    assert!(!admits(&verifier, &SECOND).await);
    write(&path, &[&FIRST, &SECOND]);
    sleep(POLICY.pause.saturating_sub(A_SECOND)).await;
    assert!(!admits(&verifier, &SECOND).await);
    sleep(A_SECOND).await;
    assert!(admits(&verifier, &SECOND).await);
}
