//! The file's own form, and what is checked on the way from it to a [`Config`].

use serde::Deserialize;

use super::{
    AttributeField, BaseUrl, ClientId, Config, ConfigError, Fault, IdentityPool, IdentityPoolId,
    Mfa, Passkeys, PasswordPolicy, SignInFlow, UserPool, UserPoolId, endpoint::is_safe_endpoint,
    oauth,
};
use crate::cognito::ops::MfaMethod;

#[derive(Deserialize)]
struct File {
    auth: Option<Auth>,
    #[serde(default)]
    custom: Custom,
}

#[derive(Deserialize)]
struct Auth {
    aws_region: Option<String>,
    user_pool_id: Option<String>,
    user_pool_client_id: Option<String>,
    identity_pool_id: Option<String>,
    #[serde(default)]
    unauthenticated_identities_enabled: bool,
    #[serde(default)]
    standard_required_attributes: Vec<String>,
    #[serde(default)]
    password_policy: Policy,
    mfa_configuration: Option<String>,
    #[serde(default)]
    mfa_methods: Vec<String>,
    oauth: Option<oauth::File>,
    #[serde(default)]
    passwordless: Passwordless,
}

/// What the pool takes instead of a password.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Passwordless {
    email_otp_enabled: bool,
    sms_otp_enabled: bool,
    web_authn: Option<WebAuthn>,
}

#[derive(Clone, Deserialize)]
struct WebAuthn {
    relying_party_id: Option<String>,
}

impl Passwordless {
    fn is_enabled(&self) -> bool {
        self.email_otp_enabled || self.sms_otp_enabled || self.web_authn.is_some()
    }
}

/// The defaults are those of a user pool for which nothing was chosen.
#[derive(Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the file's own four switches"
)]
struct Policy {
    min_length: usize,
    require_lowercase: bool,
    require_uppercase: bool,
    require_numbers: bool,
    require_symbols: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            min_length: 8,
            require_lowercase: false,
            require_uppercase: false,
            require_numbers: false,
            require_symbols: false,
        }
    }
}

#[derive(Default, Deserialize)]
struct Custom {
    user_pool_endpoint: Option<String>,
    issuer: Option<String>,
    identity_pool_endpoint: Option<String>,
    sts_endpoint: Option<String>,
    api_url: Option<String>,
    oauth_endpoint: Option<String>,
    oauth_providers: Option<Vec<oauth::CustomProvider>>,
    auth_flow: Option<String>,
    attributes: Option<Vec<Attribute>>,
}

#[derive(Deserialize)]
struct Attribute {
    name: String,
    label: Option<String>,
    #[serde(default)]
    editable: bool,
    #[serde(default)]
    required: bool,
}

pub(super) fn parse(text: &str) -> Result<Config, ConfigError> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        let problem = if text.trim_start().starts_with('<') {
            "is a page, not JSON: the file is not where the app looks for it".to_owned()
        } else {
            format!("is not of the expected form: {error}")
        };
        ConfigError(vec![Fault {
            path: "amplify_outputs.json",
            problem,
        }])
    })?;
    let mut faults = Vec::new();
    let config = validate(file, &mut faults);
    match config {
        Some(config) if faults.is_empty() => Ok(config),
        _ => Err(ConfigError(faults)),
    }
}

fn validate(file: File, faults: &mut Vec<Fault>) -> Option<Config> {
    let mut fault = |path, problem: &str| {
        faults.push(Fault {
            path,
            problem: problem.to_owned(),
        });
    };
    let Some(auth) = file.auth else {
        fault("auth", "is missing: the section that names the user pool");
        return None;
    };
    let id = auth.user_pool_id.as_deref().and_then(UserPoolId::new);
    if id.is_none() {
        fault(
            "auth.user_pool_id",
            "must be a user pool's id, such as us-east-1_AbCdEfGhI",
        );
    }
    let client_id = auth.user_pool_client_id.as_deref().and_then(ClientId::new);
    if client_id.is_none() {
        fault(
            "auth.user_pool_client_id",
            "must be an app client's id: letters and digits",
        );
    }
    if let (Some(region), Some(id)) = (&auth.aws_region, &id)
        && region != id.region()
    {
        fault(
            "auth.aws_region",
            "is not the region that auth.user_pool_id begins with",
        );
    }
    if !(6..=99).contains(&auth.password_policy.min_length) {
        fault("auth.password_policy.min_length", "must be from 6 to 99");
    }
    let mfa = mfa(auth.mfa_configuration.as_deref(), &auth.mfa_methods);
    if mfa.is_err() {
        fault(
            "auth.mfa_configuration",
            "must be NONE, OPTIONAL or REQUIRED",
        );
    }
    let endpoint = file.custom.user_pool_endpoint.clone();
    check_endpoint("custom.user_pool_endpoint", endpoint.as_deref(), &mut fault);
    let identity_pool = identity_pool(&auth, &file.custom, &mut fault);
    let sign_in = sign_in(file.custom.auth_flow.as_deref(), &auth.passwordless);
    if sign_in.is_none() {
        let problem = "must be USER_SRP_AUTH, USER_AUTH or CUSTOM_AUTH";
        fault("custom.auth_flow", problem);
    }
    let passkeys = passkeys(auth.passwordless.web_authn, sign_in);
    let api_url = file.custom.api_url.as_deref().map(BaseUrl::new);
    if api_url == Some(None) {
        fault(
            "custom.api_url",
            "must begin with https://, or with http:// and the name of this machine, and have neither ? nor #",
        );
    }
    let attributes = attributes(file.custom.attributes, &auth.standard_required_attributes);
    for (index, attribute) in attributes.iter().enumerate() {
        let name = &attribute.name;
        if !is_attribute(name) {
            let problem = format!("`{name}` is neither a standard attribute nor a `custom:` one");
            fault("custom.attributes", &problem);
        }
        if attributes[..index].iter().any(|other| other.name == *name) {
            fault("custom.attributes", &format!("`{name}` stands there twice"));
        }
    }
    let custom = (file.custom.oauth_endpoint, file.custom.oauth_providers);
    let oauth = oauth::validate(auth.oauth, custom, &mut fault);
    let issuer = file.custom.issuer;
    Some(Config {
        user_pool: UserPool {
            id: id?,
            client_id: client_id?,
            endpoint,
            issuer: issuer.map(|issuer| issuer.trim_end_matches('/').to_owned()),
        },
        sign_in: sign_in?,
        passkeys,
        identity_pool,
        password_policy: PasswordPolicy {
            min_length: auth.password_policy.min_length,
            require_lowercase: auth.password_policy.require_lowercase,
            require_uppercase: auth.password_policy.require_uppercase,
            require_numbers: auth.password_policy.require_numbers,
            require_symbols: auth.password_policy.require_symbols,
        },
        attributes,
        mfa: mfa.ok().flatten(),
        api_url: api_url.flatten(),
        oauth,
    })
}

/// What the pool can ask after the password. Methods that this app does not know, it does not offer.
fn mfa(configuration: Option<&str>, methods: &[String]) -> Result<Option<Mfa>, ()> {
    let required = match configuration {
        None | Some("NONE") => return Ok(None),
        Some("OPTIONAL") => false,
        Some("REQUIRED") => true,
        Some(_) => return Err(()),
    };
    let methods: Vec<_> = [
        ("TOTP", MfaMethod::SoftwareToken),
        ("SMS", MfaMethod::Sms),
        ("EMAIL", MfaMethod::Email),
    ]
    .into_iter()
    .filter(|(name, _)| methods.iter().any(|listed| listed == name))
    .map(|(_, method)| method)
    .collect();
    Ok((!methods.is_empty()).then_some(Mfa { required, methods }))
}

/// The flow that is named, or else the one that fits what the pool takes.
fn sign_in(auth_flow: Option<&str>, passwordless: &Passwordless) -> Option<SignInFlow> {
    match auth_flow {
        Some("USER_SRP_AUTH") => Some(SignInFlow::Password),
        Some("USER_AUTH") => Some(SignInFlow::Choice),
        Some("CUSTOM_AUTH") => Some(SignInFlow::Custom),
        Some(_) => None,
        None if passwordless.is_enabled() => Some(SignInFlow::Choice),
        None => Some(SignInFlow::Password),
    }
}

/// Where users choose how to sign in, a passkey may be among it, whatever the file says.
fn passkeys(web_authn: Option<WebAuthn>, sign_in: Option<SignInFlow>) -> Option<Passkeys> {
    let relying_party_id = web_authn.map(|web_authn| web_authn.relying_party_id);
    let unknown = (sign_in == Some(SignInFlow::Choice)).then_some(None);
    let relying_party_id = relying_party_id.or(unknown)?;
    Some(Passkeys { relying_party_id })
}

fn check_endpoint(
    path: &'static str,
    endpoint: Option<&str>,
    fault: &mut impl FnMut(&'static str, &str),
) {
    if endpoint.is_some_and(|endpoint| !is_safe_endpoint(endpoint)) {
        fault(
            path,
            "must begin with https://, or with http:// and the name of this machine",
        );
    }
}

fn identity_pool(
    auth: &Auth,
    custom: &Custom,
    fault: &mut impl FnMut(&'static str, &str),
) -> Option<IdentityPool> {
    let (endpoint, sts_endpoint) = (&custom.identity_pool_endpoint, &custom.sts_endpoint);
    check_endpoint("custom.identity_pool_endpoint", endpoint.as_deref(), fault);
    check_endpoint("custom.sts_endpoint", sts_endpoint.as_deref(), fault);
    let id = IdentityPoolId::new(auth.identity_pool_id.as_deref()?);
    if id.is_none() {
        fault(
            "auth.identity_pool_id",
            "must be an identity pool's id, such as us-east-1:01234567-89ab-cdef-0123-456789abcdef",
        );
    }
    Some(IdentityPool {
        id: id?,
        admits_guests: auth.unauthenticated_identities_enabled,
        endpoint: endpoint.clone(),
        sts_endpoint: sts_endpoint.clone(),
    })
}

/// The standard claims of OpenID Connect that a user pool keeps as attributes (Amazon Cognito
/// developer guide, "Working with user attributes").
const STANDARD_ATTRIBUTES: [&str; 17] = [
    "address",
    "birthdate",
    "email",
    "family_name",
    "gender",
    "given_name",
    "locale",
    "middle_name",
    "name",
    "nickname",
    "phone_number",
    "picture",
    "preferred_username",
    "profile",
    "updated_at",
    "website",
    "zoneinfo",
];

fn is_attribute(name: &str) -> bool {
    let custom = name.strip_prefix("custom:");
    STANDARD_ATTRIBUTES.contains(&name) || custom.is_some_and(|name| !name.is_empty())
}

/// The attributes as listed, or else the e-mail address; in any case those that the pool requires.
fn attributes(listed: Option<Vec<Attribute>>, required: &[String]) -> Vec<AttributeField> {
    let unlisted = |name: &str| Attribute {
        name: name.to_owned(),
        label: None,
        editable: !matches!(name, "email" | "phone_number"),
        required: true,
    };
    let mut all = listed.unwrap_or_else(|| vec![unlisted("email")]);
    for name in required {
        if all.iter().all(|attribute| attribute.name != *name) {
            all.push(unlisted(name));
        }
    }
    all.into_iter()
        .map(|attribute| AttributeField {
            label: attribute.label.unwrap_or_else(|| label_of(&attribute.name)),
            editable: attribute.editable,
            required: attribute.required || required.contains(&attribute.name),
            name: attribute.name,
        })
        .collect()
}

/// `custom:agent_name` and `given_name` as a person would write them.
pub(super) fn label_of(name: &str) -> String {
    let words = name
        .strip_prefix("custom:")
        .unwrap_or(name)
        .replace('_', " ");
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
