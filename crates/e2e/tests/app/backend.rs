//! The backend, called in the user's name.

use anyhow::{Context, Result};
use e2e::{EMAIL, Stage};

use crate::support::{RENEWAL, expire, only_the_address_is_stored};

const CALL: &str = "Call the backend";

#[tokio::test]
async fn signed_in_user_is_known_to_the_backend() -> Result<()> {
    let stage = Stage::signed_in().await?;
    stage.page.press(CALL).await?;
    let user = stage.pool.administrate("AdminGetUser", EMAIL).await?;
    let user = user["Username"].as_str().context("no username")?;
    let answer = stage.page.status().await?;
    assert!(
        answer.contains(&format!("It knows you as {user}.")),
        "{answer}"
    );
    assert_eq!(stage.wire().count(RENEWAL), 0);
    Ok(())
}

#[tokio::test]
async fn expired_access_token_is_renewed_before_the_call() -> Result<()> {
    let stage = Stage::signed_in().await?;
    expire(&stage).await?;
    stage.page.press(CALL).await?;
    is_known(&stage).await?;
    assert_eq!(stage.wire().operations(), [RENEWAL]);
    Ok(())
}

#[tokio::test]
async fn forged_access_token_is_refused_and_replaced_by_a_good_one() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let token = stage.token("accessToken").await?;
    let (signed, signature) = token.rsplit_once('.').unwrap_or_default();
    let first = if signature.starts_with('A') { "B" } else { "A" };
    let forged = format!("{signed}.{first}{}", &signature[1..]);
    let key = stage.token_key("accessToken").await?;
    stage.page.store(&key, &forged).await?;
    stage.page.press(CALL).await?;
    is_known(&stage).await?;
    assert_eq!(stage.wire().operations(), [RENEWAL]);
    Ok(())
}

#[tokio::test]
async fn user_whom_the_backend_refuses_for_good_is_signed_out() -> Result<()> {
    let mut stage = Stage::signed_in().await?;
    stage.backend.admit_another_client_only(&stage.pool).await?;
    stage.page.press(CALL).await?;
    stage.page.shows("/auth/login", "Login").await?;
    assert!(stage.page.status().await?.contains("session has ended"));
    stage.has_done("RevokeToken", 1).await?;
    assert_eq!(stage.wire().operations(), [RENEWAL, "RevokeToken"]);
    only_the_address_is_stored(&stage.page).await
}

#[tokio::test]
async fn backend_out_of_reach_is_explained_and_the_next_call_works() -> Result<()> {
    let mut stage = Stage::signed_in().await?;
    stage.backend.cut_off().await?;
    stage.page.press(CALL).await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("Check your connection"), "{alert}");
    stage.backend.reconnect().await?;
    stage.page.press(CALL).await?;
    is_known(&stage).await
}

async fn is_known(stage: &Stage) -> Result<()> {
    let answer = stage.page.status().await?;
    assert!(answer.contains("It knows you as"), "{answer}");
    Ok(())
}
