//! Passkeys, made and used by an authenticator that the browser pretends to have.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Page, Stage};
use serde_json::json;

use super::choice::set_auth_flow;
use super::nothing_is_kept;

/// The app under a name, since numbers have no passkeys; the user is signed in and has one.
async fn with_passkey() -> Result<(Stage, Page)> {
    let stage = Stage::with_user().await?;
    // The authenticator consents to whatever it is asked: to the offer in the field, too.
    let no_offers = json!({"source": "PublicKeyCredential.isConditionalMediationAvailable = async () => false"});
    let command = "Page.addScriptToEvaluateOnNewDocument";
    let script = stage.browser.devtools(command, no_offers).await?;
    set_auth_flow(&stage, "USER_AUTH")?;
    let by_name = stage.site.origin().replace("127.0.0.1", "localhost");
    let page = Page::new(stage.browser.client().clone(), by_name);
    let enable = json!({"enableUI": false});
    stage.browser.devtools("WebAuthn.enable", enable).await?;
    let authenticator = json!({"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true, "automaticPresenceSimulation": true,
    }});
    let command = "WebAuthn.addVirtualAuthenticator";
    stage.browser.devtools(command, authenticator).await?;

    page.open("/auth/login").await?;
    page.fill("Email", EMAIL).await?;
    page.press("Continue").await?;
    page.press("Password").await?;
    page.fill("Password", PASSWORD).await?;
    page.press("Sign in").await?;
    arrives(&page).await?;
    page.open("/profile/security").await?;
    page.press("Add a passkey").await?;
    assert!(page.status().await?.contains("passkey is ready"));
    page.follow("Sign Out").await?;
    page.shows("/auth/login", "Login").await?;
    let command = "Page.removeScriptToEvaluateOnNewDocument";
    stage.browser.devtools(command, script).await?;
    Ok((stage, page))
}

async fn arrives(page: &Page) -> Result<()> {
    let heading = "Authenticated page";
    page.shows("/auth/authenticated_page", heading).await
}

#[tokio::test]
async fn passkey_signs_in_without_anything_typed_but_the_address() -> Result<()> {
    let (stage, page) = with_passkey().await?;
    page.press("Sign in with a passkey").await?;
    arrives(&page).await?;
    nothing_is_kept(&stage).await
}

#[tokio::test]
async fn user_who_declines_the_passkey_tries_again_after_a_reload_and_arrives() -> Result<()> {
    let (_stage, page) = with_passkey().await?;
    let declines = "navigator.credentials.get = async () => \
        { throw new DOMException('', 'NotAllowedError') }";
    page.run(declines).await?;
    page.press("Sign in with a passkey").await?;
    page.shows("/auth/login", "Use your passkey").await?;
    assert!(page.alert().await?.contains("No passkey was used"));
    // The browser is asked by itself after the reload, and this time it does not decline.
    page.reload().await?;
    arrives(&page).await
}

#[tokio::test]
async fn passkey_of_the_last_user_is_offered_in_the_field() -> Result<()> {
    let (stage, page) = with_passkey().await?;
    page.open("/auth/login").await?;
    // Nobody presses anything: the authenticator chooses what the field offers.
    arrives(&page).await?;
    nothing_is_kept(&stage).await
}
