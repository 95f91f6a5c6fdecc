//! A user of Facebook's stand-in, and the token that it gives an app.

use anyhow::{Context, Result};
use e2e::{EMAIL, Pool};
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Response, redirect};
use serde_json::{Value, json};
use vestibule::cognito::authenticate::Authenticated;
use vestibule::cognito::ops::AuthenticationResult;
use vestibule::cognito::secret::{AccessToken, IdToken, ProviderToken, RefreshToken};

use crate::support::claims;

/// The example of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const CALLBACK: &str = "http://localhost:8080/auth/callback";
/// Where the pool puts the token.
pub(super) const ATTRIBUTE: &str = "custom:agentName";

/// Signs in at the stand-in through the hosted pages. The provider's token ends there, but a pool
/// can be told to keep it as an attribute of the user.
pub(super) async fn sign_in(pool: &Pool) -> Result<(Authenticated, ProviderToken)> {
    let mapping = json!({"email": "email", ATTRIBUTE: "access_token"});
    let request =
        json!({"UserPoolId": pool.id(), "ProviderName": "Facebook", "AttributeMapping": mapping});
    pool.call("UpdateIdentityProvider", request).await?;

    let browser = Client::builder()
        .redirect(redirect::Policy::none())
        .build()?;
    let (at, client_id) = (pool.endpoint(), pool.client_id());
    let address = format!(
        "{at}oauth2/authorize?response_type=code&client_id={client_id}&redirect_uri={CALLBACK}&scope=openid+email+profile\
         &identity_provider=Facebook&code_challenge={CHALLENGE}&code_challenge_method=S256"
    );
    let page = browser.get(address).send().await?.error_for_status()?;
    let cookies = cookies(&page);
    let id = between(&page.text().await?, "name=\"request\" value=\"", "\"")?;
    let answer = browser
        .post(format!("{at}oauth2/idpresponse"))
        .header(ORIGIN, at.trim_end_matches('/'))
        .header(COOKIE, cookies)
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!("request={id}&email={EMAIL}&name=Ada"))
        .send()
        .await?;
    let told = answer.headers().get(LOCATION).context("no redirect")?;
    let code = between(&format!("{}&", told.to_str()?), "code=", "&")?;
    let tokens = browser
        .post(format!("{at}oauth2/token"))
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(format!(
            "grant_type=authorization_code&client_id={client_id}&code={code}&redirect_uri={CALLBACK}&code_verifier={VERIFIER}"
        ));
    let tokens: Value = tokens.send().await?.error_for_status()?.json().await?;
    let text = |name: &str| tokens[name].as_str().context("a token is missing");
    let claims = claims(text("id_token")?)?;
    let username = claims["cognito:username"].as_str().context("no name")?;
    let token = claims[ATTRIBUTE].as_str().context("no token of Facebook")?;
    let authenticated = Authenticated {
        username: username.to_owned(),
        tokens: AuthenticationResult {
            access_token: AccessToken::new(text("access_token")?),
            id_token: IdToken::new(text("id_token")?),
            refresh_token: Some(RefreshToken::new(text("refresh_token")?)),
            new_device_metadata: None,
        },
    };
    Ok((authenticated, ProviderToken::new(token)))
}

fn cookies(page: &Response) -> String {
    let set = page.headers().get_all(SET_COOKIE).iter();
    let pairs: Vec<&str> = set
        .filter_map(|cookie| cookie.to_str().ok()?.split(';').next())
        .collect();
    pairs.join("; ")
}

fn between(text: &str, start: &str, end: &str) -> Result<String> {
    let rest = text.split_once(start).map(|(_, rest)| rest);
    let found = rest.and_then(|rest| rest.split_once(end));
    let (found, _) = found.with_context(|| format!("no {start} in {text}"))?;
    Ok(found.to_owned())
}
