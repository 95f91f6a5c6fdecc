//! Temporary AWS credentials, and who the user is for AWS.

use anyhow::{Context, Result, bail};
use e2e::{ConfigFile, EMAIL, PASSWORD, Stage};
use serde_json::Value;

use crate::support::{SIGNED_OUT, only_the_address_is_stored};

const WHO_AM_I: &str = "Who am I for AWS";
const IDENTITY: &str = "const shown = document.querySelector('section[aria-labelledby=aws] dd'); \
    return shown ? shown.innerText : ''";

/// The identity, as soon as the card shows it.
async fn identity(stage: &Stage) -> Result<String> {
    let page = &stage.page;
    let look = async || {
        let shown = page.client().execute(IDENTITY, Vec::new()).await?;
        let text = shown.as_str().filter(|text| !text.is_empty());
        Ok(text.map(str::to_owned))
    };
    page.until("the identity", look).await
}

async fn is_known_to_aws(stage: &Stage) -> Result<()> {
    is_known_to_aws_as(stage, "VestibuleAuthenticated").await
}

async fn is_known_to_aws_as(stage: &Stage, role: &str) -> Result<()> {
    let answer = stage.page.status().await?;
    let role = format!("arn:aws:sts::000000000000:assumed-role/{role}/");
    assert!(answer.contains(&role), "{answer}");
    Ok(())
}

#[tokio::test]
async fn guest_is_known_to_aws_in_a_role_of_its_own_and_takes_the_identity_along() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/").await?;
    page.has_menu(&SIGNED_OUT).await?;
    assert!(!page.text().await?.contains("AWS"));
    let ConfigFile::Json(mut config) = stage.site.config() else {
        bail!("the site begins with a good configuration")
    };
    let id = config["auth"]["identity_pool_id"].as_str();
    stage
        .pool
        .admit_guests(id.context("no identity pool")?)
        .await?;
    config["auth"]["unauthenticated_identities_enabled"] = true.into();
    stage.site.set_config(ConfigFile::Json(config));
    page.reload().await?;
    let guest = identity(&stage).await?;
    page.press(WHO_AM_I).await?;
    is_known_to_aws_as(&stage, "VestibuleUnauthenticated").await?;

    page.follow("Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    assert_eq!(identity(&stage).await?, guest);
    page.press("Sign out").await?;
    page.shows("/auth/login", "Login").await?;
    page.follow("Home").await?;
    assert_ne!(identity(&stage).await?, guest);
    Ok(())
}

#[tokio::test]
async fn user_has_an_identity_and_is_known_to_aws_in_the_role_of_the_pool() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let id = identity(&stage).await?;
    assert!(id.starts_with("us-east-1:"), "{id}");
    stage.page.press(WHO_AM_I).await?;
    is_known_to_aws(&stage).await?;
    let wire = stage.wire();
    assert_eq!(wire.count("GetCallerIdentity"), 1);
    assert_eq!(wire.operations(), [""; 0], "the user pool is not bothered");
    Ok(())
}

#[tokio::test]
async fn identity_is_the_same_after_a_reload_and_after_another_sign_in() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let id = identity(&stage).await?;
    stage.page.reload().await?;
    stage.arrives().await?;
    assert_eq!(identity(&stage).await?, id);
    stage.page.press("Sign out").await?;
    stage.page.shows("/auth/login", "Login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    assert_eq!(identity(&stage).await?, id);
    Ok(())
}

#[tokio::test]
async fn sign_out_leaves_nothing_to_the_next_user() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let id = identity(&stage).await?;
    let asked = stage.wire().count("GetCredentialsForIdentity");
    stage.page.press("Sign out").await?;
    stage.page.shows("/auth/login", "Login").await?;
    only_the_address_is_stored(&stage.page).await?;

    let other = "grace@example.org";
    stage.pool.add_user(other, PASSWORD).await?;
    for (email, is_the_same) in [(other, false), (EMAIL, true)] {
        stage.page.fill("Email", email).await?;
        stage.page.fill("Password", PASSWORD).await?;
        stage.page.press("Sign in").await?;
        stage.arrives().await?;
        assert_eq!(identity(&stage).await? == id, is_the_same);
        stage.page.press("Sign out").await?;
        stage.page.shows("/auth/login", "Login").await?;
    }
    let now = stage.wire().count("GetCredentialsForIdentity");
    assert_eq!(now, asked + 2, "nobody went on with those of before");
    Ok(())
}

#[tokio::test]
async fn nothing_of_the_credentials_is_seen_or_stored() -> Result<()> {
    let stage = Stage::with_user().await?;
    let page = &stage.page;
    page.open("/auth/login").await?;
    // What the page itself gets, to know what must not be found elsewhere.
    page.run(
        "window.seen = []; const fetch = window.fetch; window.fetch = async (...request) => { \
         const reply = await fetch(...request); \
         reply.clone().text().then((text) => window.seen.push(text)); return reply; }",
    )
    .await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    identity(&stage).await?;
    page.press(WHO_AM_I).await?;
    is_known_to_aws(&stage).await?;
    let seen: Vec<String> = serde_json::from_value(page.run("return window.seen").await?)?;
    let reply = seen.iter().find(|text| text.contains("SecretKey"));
    let reply: Value = serde_json::from_str(reply.context("no credentials came")?)?;

    let shown = page
        .run("return document.documentElement.outerHTML")
        .await?;
    let mut places = stage.browser.console().await?;
    places.push(shown.as_str().context("no page")?.to_owned());
    places.extend(page.storage().await?.into_values());
    let of_the_tab = page
        .run("return Object.values({...sessionStorage})")
        .await?;
    places.extend(serde_json::from_value::<Vec<String>>(of_the_tab)?);
    places.extend(stage.site.visited());
    for name in ["AccessKeyId", "SecretKey", "SessionToken"] {
        let secret = reply["Credentials"][name].as_str().context("a secret")?;
        let found = places.iter().find(|place| place.contains(secret));
        assert_eq!(found, None, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn identity_pool_out_of_reach_is_explained_and_the_sign_in_works_all_the_same() -> Result<()>
{
    let stage = Stage::with_user().await?;
    let ConfigFile::Json(mut config) = stage.site.config() else {
        panic!("there is no configuration");
    };
    // Browsers refuse to connect to the discard port.
    config["custom"]["identity_pool_endpoint"] = "http://127.0.0.1:9/".into();
    stage.site.set_config(ConfigFile::Json(config));
    stage.page.open("/auth/login").await?;
    stage.sign_in(PASSWORD).await?;
    stage.arrives().await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("AWS could not be reached"), "{alert}");
    assert_ne!(stage.page.focused().await?, alert, "nobody asked for it");
    stage.page.press("Try again").await?;
    stage.page.has_focus(&alert).await?;
    assert_eq!(stage.wire().count("GetId"), 0);
    stage.page.follow("Profile").await?;
    stage.page.shows("/profile", "Profile").await
}

/// The page was away for so many minutes.
async fn comes_back_after(stage: &Stage, minutes: u32) -> Result<()> {
    let script = format!(
        "const now = Date.now; Date.now = () => now() + {minutes} * 60 * 1000; \
         document.dispatchEvent(new Event('visibilitychange'))"
    );
    stage.page.run(&script).await?;
    Ok(())
}

/// Waits until the card says so of the end of the credentials.
async fn says_of_the_end(stage: &Stage, term: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('section[aria-labelledby=aws] dt')] \
                  .map((term) => term.innerText)";
    let look = async || {
        let terms = stage.page.client().execute(script, Vec::new()).await?;
        let mut terms = terms.as_array().into_iter().flatten();
        Ok(terms.any(|shown| shown == term).then_some(()))
    };
    stage.page.until(term, look).await
}

#[tokio::test]
async fn credentials_that_are_about_to_expire_are_renewed_when_the_page_comes_back() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let id = identity(&stage).await?;
    let (ids, credentials) = ("GetId", "GetCredentialsForIdentity");
    let before = [ids, credentials].map(|name| stage.wire().count(name));
    comes_back_after(&stage, 1).await?;
    comes_back_after(&stage, 55).await?;
    stage.has_done(credentials, before[1] + 1).await?;
    says_of_the_end(&stage, "Good until").await?;
    assert_eq!(identity(&stage).await?, id);
    let now = [ids, credentials].map(|name| stage.wire().count(name));
    assert_eq!(now, [before[0], before[1] + 1]);
    Ok(())
}

#[tokio::test]
async fn credentials_that_expired_are_not_shown_as_good_and_come_back_with_the_network()
-> Result<()> {
    let mut stage = Stage::signed_in().await?;
    let id = identity(&stage).await?;
    stage.pool.cut_off().await?;
    comes_back_after(&stage, 61).await?;
    says_of_the_end(&stage, "Expired").await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("AWS could not be reached"), "{alert}");
    stage.page.button("Try again").await?;
    stage.pool.reconnect().await?;
    comes_back_after(&stage, 0).await?;
    says_of_the_end(&stage, "Good until").await?;
    assert_eq!(identity(&stage).await?, id);
    stage.page.press(WHO_AM_I).await?;
    is_known_to_aws(&stage).await
}

#[tokio::test]
async fn cut_is_explained_and_the_next_question_is_answered() -> Result<()> {
    let mut stage = Stage::signed_in().await?;
    identity(&stage).await?;
    stage.pool.cut_off().await?;
    stage.page.press(WHO_AM_I).await?;
    let alert = stage.page.alert().await?;
    assert!(alert.contains("AWS could not be reached"), "{alert}");
    stage.pool.reconnect().await?;
    stage.page.press(WHO_AM_I).await?;
    is_known_to_aws(&stage).await
}

#[tokio::test]
async fn clock_that_is_wrong_is_set_by_the_first_refusal() -> Result<()> {
    let stage = Stage::signed_in().await?;
    identity(&stage).await?;
    let ahead = "const now = Date.now; Date.now = () => now() + 20 * 60 * 1000";
    stage.page.run(ahead).await?;
    stage.page.press(WHO_AM_I).await?;
    is_known_to_aws(&stage).await?;
    assert_eq!(stage.wire().count("GetCallerIdentity"), 2);
    stage.page.press(WHO_AM_I).await?;
    stage.has_done("GetCallerIdentity", 3).await?;
    is_known_to_aws(&stage).await?;
    assert_eq!(stage.wire().count("GetCallerIdentity"), 3);
    Ok(())
}
