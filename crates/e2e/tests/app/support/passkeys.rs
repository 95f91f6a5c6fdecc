//! A browser with an authenticator.

use anyhow::Result;
use e2e::{PASSWORD, Page, Stage};
use serde_json::{Value, json};

const NO_OFFERS: &str = "PublicKeyCredential.isConditionalMediationAvailable = async () => false";

/// A user who is signed in, in a browser with an authenticator that consents to whatever it is asked, and
/// so to what the field of the login page offers: until `offer_passkeys`, it offers nothing.
pub(crate) struct PasskeyStage {
    /// The app has a name here, since addresses in numbers have no passkeys.
    pub(crate) stage: Stage,
    no_offers: Value,
}

impl PasskeyStage {
    pub(crate) async fn start() -> Result<Self> {
        let mut stage = Stage::with_user().await?;
        let browser = &stage.browser;
        let command = "Page.addScriptToEvaluateOnNewDocument";
        let no_offers = browser.devtools(command, json!({"source": NO_OFFERS}));
        let no_offers = no_offers.await?;
        browser.devtools("WebAuthn.enable", json!({})).await?;
        let authenticator = json!({"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
            "hasUserVerification": true, "isUserVerified": true,
        }});
        let command = "WebAuthn.addVirtualAuthenticator";
        browser.devtools(command, authenticator).await?;

        let by_name = stage.site.origin().replace("127.0.0.1", "localhost");
        stage.page = Page::new(stage.browser.client().clone(), by_name);
        stage.page.open("/auth/login").await?;
        stage.sign_in(PASSWORD).await?;
        stage.arrives().await?;
        Ok(Self { stage, no_offers })
    }

    /// From the next page on, the field offers passkeys.
    pub(crate) async fn offer_passkeys(&self) -> Result<()> {
        let command = "Page.removeScriptToEvaluateOnNewDocument";
        let browser = &self.stage.browser;
        browser.devtools(command, self.no_offers.clone()).await?;
        Ok(())
    }
}
