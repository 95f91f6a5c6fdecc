//! What the default client may do on the hosted pages, and the providers that stand there beside the password.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{AmplifyOutputs, add};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::external_provider::{ExternalProvider, ProviderType};
use crate::model::scope;
use crate::rules::external_providers;
use crate::rules::hosted_settings::COGNITO;
use crate::rules::pools;
use crate::wire::error::ApiError;

/// Where a browser is sent after signing in, unless the configuration says so.
const SIGN_IN: [&str; 2] = [
    "http://localhost:8080/auth/callback",
    "http://127.0.0.1:8080/auth/callback",
];
/// Where a browser is sent after signing out, likewise.
const SIGN_OUT: [&str; 2] = [
    "http://localhost:8080/auth/login",
    "http://127.0.0.1:8080/auth/login",
];
const SCOPES: [&str; 4] = [scope::OPENID, "email", "profile", scope::SIGN_IN_USER_ADMIN];
/// The app of the default pool, as the providers' stand-ins know it.
pub(super) const APP_ID: &str = "000000000000000";

/// The section `oauth` of an `amplify_outputs.json`. What it does not say has a default.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct OAuth {
    pub(super) redirect_sign_in_uri: Vec<String>,
    pub(super) redirect_sign_out_uri: Vec<String>,
    scopes: Vec<String>,
}

/// Adds what is missing of the providers, and of what the default client may do.
pub(super) fn plant(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    for kind in [ProviderType::Facebook, ProviderType::Google] {
        plant_provider(cx, seed, kind)?;
    }
    let Some(mut client) = cx.tx.get::<AppClient>(seed.client_id())? else {
        return Ok(());
    };
    let oauth = &seed.auth.oauth;
    let hosted = &mut client.settings.hosted;
    hosted.allowed_oauth_flows_user_pool_client = true;
    add(&mut hosted.allowed_oauth_flows, ["code"]);
    add_or(&mut hosted.allowed_oauth_scopes, &oauth.scopes, SCOPES);
    add_or(
        &mut hosted.callback_urls,
        &oauth.redirect_sign_in_uri,
        SIGN_IN,
    );
    add_or(
        &mut hosted.logout_urls,
        &oauth.redirect_sign_out_uri,
        SIGN_OUT,
    );
    add(
        &mut hosted.supported_identity_providers,
        [COGNITO, "Facebook", "Google"],
    );
    Ok(cx.tx.put(&client)?)
}

fn plant_provider(
    cx: &Context<'_>,
    seed: &AmplifyOutputs,
    kind: ProviderType,
) -> Result<(), ApiError> {
    let pool = pools::pool(cx, seed.user_pool_id())?;
    if external_providers::find(cx, &pool, kind.name())?.is_some() {
        return Ok(());
    }
    let texts = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    };
    let mut mapping = texts(&[("email", "email"), ("name", "name")]);
    // Facebook does not say whether an address is verified.
    if kind == ProviderType::Google {
        mapping.extend(texts(&[("email_verified", "email_verified")]));
    }
    let provider = ExternalProvider {
        user_pool_id: pool.id.clone(),
        provider_name: kind.name().to_owned(),
        provider_type: kind,
        provider_details: texts(&[
            ("client_id", APP_ID),
            ("client_secret", "stand-in"),
            ("authorize_scopes", "email"),
        ]),
        attribute_mapping: mapping,
        idp_identifiers: Vec::new(),
        creation_date: cx.now,
        last_modified_date: cx.now,
    };
    external_providers::save(cx, &pool, provider).map(drop)
}

fn add_or<const N: usize>(list: &mut Vec<String>, given: &[String], default: [&str; N]) {
    if given.is_empty() {
        add(list, default);
    } else {
        add(list, given.iter().map(String::as_str));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{App, Config, Storage};
    use crate::model::client_settings::HostedSettings;
    use crate::store::Record as _;

    #[test]
    fn a_database_from_before_the_pages_gets_what_is_missing() {
        let directory = tempfile::tempdir().unwrap();
        let open = || {
            let storage = Storage::Directory(directory.path().to_owned());
            App::open(Config {
                storage,
                ..Config::in_memory("http://127.0.0.1:9229").unwrap()
            })
            .unwrap()
        };
        let client = |cx: &Context<'_>| Ok(cx.tx.scan::<AppClient>("")?.remove(0));
        let before = open();
        before
            .run(|cx| {
                let mut client = client(cx)?;
                client.settings.hosted = HostedSettings::default();
                cx.tx.put(&client)?;
                for provider in cx.tx.scan::<ExternalProvider>("")? {
                    cx.tx.delete::<ExternalProvider>(&provider.key())?;
                }
                Ok(())
            })
            .unwrap();
        drop(before);
        let after = open();
        let hosted = after.run(client).unwrap().settings.hosted;
        assert!(hosted.allowed_oauth_flows_user_pool_client);
        assert_eq!(hosted.callback_urls, SIGN_IN);
        assert_eq!(hosted.logout_urls, SIGN_OUT);
        let providers = after.run(|cx| Ok(cx.tx.scan::<ExternalProvider>("")?.len()));
        assert_eq!(providers.unwrap(), 2);
    }
}
