//! The file's own form, and what is checked on the way from it to a [`Config`].

use serde::Deserialize;

use super::{
    AttributeField, ClientId, Config, ConfigError, Fault, PasswordPolicy, UserPool, UserPoolId,
};

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
    #[serde(default)]
    standard_required_attributes: Vec<String>,
    #[serde(default)]
    password_policy: Policy,
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
    let endpoint = file.custom.user_pool_endpoint;
    if endpoint
        .as_deref()
        .is_some_and(|endpoint| !is_safe_endpoint(endpoint))
    {
        fault(
            "custom.user_pool_endpoint",
            "must begin with https://, or with http:// and the name of this machine",
        );
    }
    let attributes = attributes(file.custom.attributes, &auth.standard_required_attributes);
    if attributes.iter().any(|attribute| attribute.name.is_empty()) {
        fault("custom.attributes", "each one needs a name");
    }
    Some(Config {
        user_pool: UserPool {
            id: id?,
            client_id: client_id?,
            endpoint,
        },
        password_policy: PasswordPolicy {
            min_length: auth.password_policy.min_length,
            require_lowercase: auth.password_policy.require_lowercase,
            require_uppercase: auth.password_policy.require_uppercase,
            require_numbers: auth.password_policy.require_numbers,
            require_symbols: auth.password_policy.require_symbols,
        },
        attributes,
    })
}

/// Tokens travel there, so the way must be encrypted unless it stays on this machine.
fn is_safe_endpoint(endpoint: &str) -> bool {
    let here = |rest: &str| {
        ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| {
            rest.strip_prefix(host)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        })
    };
    match (
        endpoint.strip_prefix("https://"),
        endpoint.strip_prefix("http://"),
    ) {
        (Some(rest), _) => !rest.is_empty(),
        (_, Some(rest)) => here(rest),
        _ => false,
    }
}

/// The attributes as listed, or else the ones that the pool requires, the e-mail address first.
fn attributes(listed: Option<Vec<Attribute>>, required: &[String]) -> Vec<AttributeField> {
    let listed = listed.unwrap_or_else(|| {
        let others = required.iter().filter(|name| *name != "email").cloned();
        std::iter::once("email".to_owned())
            .chain(others)
            .map(|name| Attribute {
                editable: name != "email",
                name,
                label: None,
                required: false,
            })
            .collect()
    });
    listed
        .into_iter()
        .map(|attribute| AttributeField {
            label: attribute.label.unwrap_or_else(|| label_of(&attribute.name)),
            editable: attribute.editable,
            required: attribute.required || required.contains(&attribute.name),
            name: attribute.name,
        })
        .collect()
}

/// `custom:agent_name` and `given_name` as a person would write them.
fn label_of(name: &str) -> String {
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
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../static/amplify_outputs.json");

    fn faults(text: &str) -> Vec<&'static str> {
        Config::parse(text)
            .unwrap_err()
            .0
            .iter()
            .map(|fault| fault.path)
            .collect()
    }

    #[test]
    fn shipped_configuration_is_good_and_speaks_to_the_local_pool() {
        let config = Config::parse(SHIPPED).unwrap();
        assert_eq!(config.user_pool.endpoint(), "http://127.0.0.1:9229/");
        let labels: Vec<_> = config.attributes.iter().map(|field| &field.label).collect();
        assert_eq!(labels, ["Email", "Agent name"]);
    }

    #[test]
    fn file_of_an_amplify_backend_is_enough() {
        let config = Config::parse(
            r#"{"version":"1","auth":{"user_pool_id":"eu-west-1_Ab12","aws_region":"eu-west-1",
            "user_pool_client_id":"abc","standard_required_attributes":["email","given_name"]},
            "data":{"url":"x"}}"#,
        )
        .unwrap();
        assert_eq!(
            config.user_pool.endpoint(),
            "https://cognito-idp.eu-west-1.amazonaws.com/"
        );
        assert_eq!(config.user_pool.id.name(), "Ab12");
        assert_eq!(config.attributes[1].label, "Given name");
        assert!(config.attributes[1].editable && config.attributes[1].required);
        assert!(!config.attributes[0].editable);
    }

    #[test]
    fn china_has_a_domain_of_its_own() {
        let config =
            Config::parse(r#"{"auth":{"user_pool_id":"cn-north-1_A","user_pool_client_id":"a"}}"#);
        let endpoint = config.unwrap().user_pool.endpoint();
        assert_eq!(endpoint, "https://cognito-idp.cn-north-1.amazonaws.com.cn/");
    }

    #[test]
    fn every_fault_is_named_with_its_place() {
        assert_eq!(faults("{}"), ["auth"]);
        assert_eq!(faults("{"), ["amplify_outputs.json"]);
        assert_eq!(
            faults(
                r#"{"auth":{"password_policy":{"min_length":2}},"custom":{"user_pool_endpoint":"http://example.org"}}"#
            ),
            [
                "auth.user_pool_id",
                "auth.user_pool_client_id",
                "auth.password_policy.min_length",
                "custom.user_pool_endpoint",
            ]
        );
        let elsewhere = r#"{"auth":{"aws_region":"eu-west-1","user_pool_id":"us-east-1_A","user_pool_client_id":"a"}}"#;
        assert_eq!(faults(elsewhere), ["auth.aws_region"]);
    }

    #[test]
    fn page_in_place_of_the_file_is_recognised() {
        let error = Config::parse("<!doctype html><title>Vestibule</title>").unwrap_err();
        assert!(error.to_string().contains("is a page, not JSON"));
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for good in [
            "https://example.org",
            "http://localhost:1",
            "http://[::1]",
            "http://127.0.0.1/",
        ] {
            assert!(is_safe_endpoint(good), "{good}");
        }
        for bad in [
            "https://",
            "http://localhost.example.org",
            "http://10.0.0.1",
            "ftp://localhost",
            "",
        ] {
            assert!(!is_safe_endpoint(bad), "{bad}");
        }
    }

    #[test]
    fn malformed_pool_ids_are_refused() {
        for bad in [
            "",
            "_",
            "us-east-1",
            "us-east-1_",
            "_abc",
            "us east_1",
            "a_ü",
            &"a_b".repeat(20),
        ] {
            assert_eq!(UserPoolId::new(bad), None, "{bad}");
        }
    }
}
