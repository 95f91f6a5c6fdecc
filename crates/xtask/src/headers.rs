//! The headers with which the built app should be served: `cargo xtask headers`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The headers for the app in that folder, a line each.
///
/// # Errors
/// When there is none, or its configuration is not JSON.
pub fn of_folder(dist: &Path) -> Result<String> {
    let read = |name| {
        let file = dist.join(name);
        fs::read_to_string(&file).with_context(|| {
            let build = "`trunk build --release` makes it";
            format!("cannot read {}: {build}", file.display())
        })
    };
    let config = serde_json::from_str(&read("amplify_outputs.json")?);
    let config = config.context("amplify_outputs.json is not JSON")?;
    let lines =
        headers(&read("index.html")?, &config).map(|(name, value)| format!("{name}: {value}"));
    Ok(lines.join("\n"))
}

/// Name and value of each header, for the built `index.html` and its `amplify_outputs.json`.
pub fn headers(page: &str, config: &Value) -> [(&'static str, String); 3] {
    [
        (
            "content-security-policy",
            content_security_policy(page, config),
        ),
        ("referrer-policy", "strict-origin".to_owned()),
        ("x-content-type-options", "nosniff".to_owned()),
    ]
}

/// What the page may load, run and talk to ("Content Security Policy Level 3"): its own files, its own inline
/// scripts by their hashes, and the services that the configuration names. No other page may frame it.
fn content_security_policy(page: &str, config: &Value) -> String {
    let scripts: String = inline_scripts(page).map(source).collect();
    let services: Vec<_> = services(config).into_iter().collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; img-src 'self'; \
         connect-src 'self' {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        services.join(" ")
    )
}

/// What stands between the tags of scripts that have no address.
fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    let scripts = page.split("<script").skip(1);
    scripts.filter_map(|script| {
        let (attributes, rest) = script.split_once('>')?;
        let is_inline = !attributes.contains("src=");
        rest.split("</script>").next().filter(|_| is_inline)
    })
}

fn source(script: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script)))
}

/// The origins that the app sends requests to: those of AWS in the pools' regions, the hosted pages, and
/// whatever else the configuration has an address of.
fn services(config: &Value) -> BTreeSet<String> {
    let auth = &config["auth"];
    let mut origins: BTreeSet<_> = strings(&config["custom"]).filter_map(origin).collect();
    let regions = ["user_pool_id", "identity_pool_id"].map(|id| auth[id].as_str().and_then(region));
    for region in regions.into_iter().flatten() {
        let china = if region.starts_with("cn-") { ".cn" } else { "" };
        for service in ["cognito-idp", "cognito-identity", "sts"] {
            origins.insert(format!("https://{service}.{region}.amazonaws.com{china}"));
        }
    }
    for domain in ["domain", "custom_domain"] {
        let domain = auth["oauth"][domain].as_str();
        origins.extend(domain.map(|domain| format!("https://{domain}")));
    }
    origins
}

/// The region that the id of a pool begins with.
fn region(id: &str) -> Option<&str> {
    id.split_once(['_', ':']).map(|(region, _)| region)
}

fn strings(value: &Value) -> impl Iterator<Item = &str> {
    let fields = value.as_object().into_iter().flatten();
    fields.filter_map(|(_, value)| value.as_str())
}

/// Scheme and authority of a URL.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{authority}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn inline_scripts_run_by_their_hash_alone() {
        let page = r#"<script src="a.js"></script><script>
 alert(1)
</script><script type="module">import "/a.js"</script>"#;
        let scripts: Vec<_> = inline_scripts(page).collect();
        assert_eq!(scripts, ["\n alert(1)\n", r#"import "/a.js""#]);
        let policy = content_security_policy("<script>alert(1)</script>", &Value::Null);
        // By `openssl dgst -sha256 -binary | openssl base64`.
        let hash = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
        assert!(policy.contains(hash), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn services_of_the_configuration_and_of_its_region_can_be_reached() {
        let config = json!({
            "auth": {
                "user_pool_id": "eu-west-1_A",
                "identity_pool_id": "eu-west-1:5e57b1e0-0000-4000-8000-000000000001",
                "oauth": {"domain": "example.auth.eu-west-1.amazoncognito.com"},
            },
            "custom": {"api_url": "https://api.example.org/v1", "auth_flow": "USER_AUTH"},
        });
        let expected = [
            "https://api.example.org",
            "https://cognito-identity.eu-west-1.amazonaws.com",
            "https://cognito-idp.eu-west-1.amazonaws.com",
            "https://example.auth.eu-west-1.amazoncognito.com",
            "https://sts.eu-west-1.amazonaws.com",
        ];
        assert!(services(&config).iter().eq(expected));
        let china = json!({"auth": {"user_pool_id": "cn-north-1_A"}});
        let pool = "https://cognito-idp.cn-north-1.amazonaws.com.cn";
        assert!(services(&china).contains(pool));
    }
}
