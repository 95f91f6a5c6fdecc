//! Small things that several modules need.

pub(crate) mod passkeys;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use e2e::{Page, Stage};
use serde_json::{Value, json};

/// The operation that renews a session's tokens.
pub(crate) const RENEWAL: &str = "GetTokensFromRefreshToken";
/// The menu when nobody is signed in.
pub(crate) const SIGNED_OUT: [&str; 3] = ["Home", "Login", "Sign up"];
/// The menu of a signed-in user.
pub(crate) const SIGNED_IN: [&str; 3] = ["Home", "Profile", "Sign Out"];

/// Nothing of a session is left in the browser's storage.
pub(crate) async fn only_the_address_is_stored(page: &Page) -> Result<()> {
    let stored: Vec<_> = page.storage().await?.into_keys().collect();
    assert_eq!(stored, ["User_Email"]);
    Ok(())
}

/// A code of the same form that is not `code`.
pub(crate) fn another_code(code: &str) -> String {
    let next = |digit: char| if digit == '9' { '0' } else { '9' };
    code.chars().map(next).collect()
}

/// The claims of a token.
pub(crate) fn claims(token: &str) -> Result<Value> {
    let payload = token.split('.').nth(1).context("not a JWT")?;
    Ok(serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload)?)?)
}

/// An unsigned copy that expired an hour before the token was issued.
fn expired_copy(token: &str) -> Result<String> {
    let mut claims = claims(token)?;
    let issued = claims["iat"].as_i64().context("iat")?;
    claims["exp"] = (issued - 3600).into();
    let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let header = encode(json!({"alg": "none", "typ": "JWT"}));
    Ok(format!("{header}.{}.", encode(claims)))
}

/// Puts an expired copy of the access token in its place.
pub(crate) async fn expire(stage: &Stage) -> Result<()> {
    let expired = expired_copy(&stage.token("accessToken").await?)?;
    let key = stage.token_key("accessToken").await?;
    stage.page.store(&key, &expired).await
}
