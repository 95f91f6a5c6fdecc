//! The file's own form, and the way from it to a [`Config`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    BaseUrl, Config, ConfigError, IdentityPool, Mfa, Passkeys, PasswordPolicy, SignInFlow,
    UserPool,
    attributes::{self, Attribute},
    fault::Faults,
    oauth,
    sign_in::Passwordless,
};

#[derive(Deserialize)]
struct File {
    auth: Option<Auth>,
    #[serde(default)]
    custom: Custom,
}

#[derive(Deserialize)]
pub(super) struct Auth {
    pub(super) aws_region: Option<String>,
    pub(super) user_pool_id: Option<String>,
    pub(super) user_pool_client_id: Option<String>,
    pub(super) identity_pool_id: Option<String>,
    #[serde(default)]
    pub(super) unauthenticated_identities_enabled: bool,
    #[serde(default)]
    pub(super) standard_required_attributes: Vec<String>,
    #[serde(default)]
    pub(super) password_policy: PasswordPolicy,
    pub(super) mfa_configuration: Option<String>,
    #[serde(default)]
    pub(super) mfa_methods: Vec<String>,
    pub(super) oauth: Option<oauth::File>,
    #[serde(default)]
    pub(super) passwordless: Passwordless,
}

#[derive(Default, Deserialize)]
pub(super) struct Custom {
    pub(super) user_pool_endpoint: Option<String>,
    pub(super) issuer: Option<String>,
    pub(super) identity_pool_endpoint: Option<String>,
    pub(super) sts_endpoint: Option<String>,
    #[serde(default)]
    pub(super) identity_pool_logins: BTreeMap<String, String>,
    pub(super) api_url: Option<String>,
    pub(super) oauth_endpoint: Option<String>,
    pub(super) oauth_providers: Option<Vec<oauth::CustomProvider>>,
    pub(super) auth_flow: Option<String>,
    pub(super) attributes: Option<Vec<Attribute>>,
}

pub(super) fn parse(text: &str) -> Result<Config, ConfigError> {
    let mut faults = Faults::default();
    let config = read(text, &mut faults);
    faults.finish(config)
}

fn read(text: &str, faults: &mut Faults) -> Option<Config> {
    let File { auth, custom } = json(text, faults)?;
    let Some(auth) = auth else {
        let problem = "is missing: the section that names the user pool";
        faults.add("auth", problem);
        return None;
    };
    let user_pool = UserPool::read(&auth, &custom, faults);
    auth.password_policy.check(faults);
    let identity_pool = IdentityPool::read(&auth, &custom, faults);
    let mfa = Mfa::read(&auth, faults);
    let required = &auth.standard_required_attributes;
    let sign_in = SignInFlow::read(custom.auth_flow.as_deref(), &auth.passwordless, faults);
    let api_url = custom.api_url.as_deref().map(BaseUrl::new);
    if api_url == Some(None) {
        faults.add(
            "custom.api_url",
            "must begin with https://, or with http:// and the name of this machine, and have neither ? nor #",
        );
    }
    let attributes = attributes::read(custom.attributes, required, faults);
    let hosted_pages = (custom.oauth_endpoint, custom.oauth_providers);
    let oauth = oauth::validate(auth.oauth, hosted_pages, faults);
    Some(Config {
        user_pool: user_pool?,
        sign_in,
        passkeys: Passkeys::read(auth.passwordless.web_authn, sign_in),
        identity_pool,
        password_policy: auth.password_policy,
        attributes,
        mfa,
        api_url: api_url.flatten(),
        oauth,
    })
}

fn json(text: &str, faults: &mut Faults) -> Option<File> {
    let file = serde_json::from_str(text);
    let told = file.map_err(|error| {
        let problem = if text.trim_start().starts_with('<') {
            "is a page, not JSON: the file is not where the app looks for it".to_owned()
        } else {
            format!("is not of the expected form: {error}")
        };
        faults.add("amplify_outputs.json", problem);
    });
    told.ok()
}

#[cfg(test)]
mod tests;
