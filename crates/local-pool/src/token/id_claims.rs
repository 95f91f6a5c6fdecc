//! What an ID token says of its user, beside what access tokens say as well.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::issue::SignedIn;
use crate::app::Context;
use crate::crypto::sha256;
use crate::model::client::AppClient;
use crate::model::group::Group;
use crate::model::user::IDENTITIES;
use crate::rules::groups;

/// Adds what ID tokens alone say.
pub(super) fn add(
    cx: &Context<'_>,
    client: &AppClient,
    signed_in: &SignedIn<'_>,
    access_token: &str,
    groups: &[Group],
    id: &mut Map<String, Value>,
) {
    let SignedIn {
        user,
        session,
        nonce,
    } = *signed_in;
    if session.scope.is_some() {
        id.insert("at_hash".into(), json!(half_hash(access_token)));
    }
    if let Some(nonce) = nonce {
        id.insert("nonce".into(), json!(nonce));
    }
    insert_roles(id, groups);
    id.insert("token_use".into(), json!("id"));
    id.insert("aud".into(), json!(client.client_id));
    id.insert("cognito:username".into(), json!(user.username));
    id.insert(
        "exp".into(),
        json!(cx.now.after(client.id_token_life()).seconds()),
    );
    let is_told = |name: &str| {
        let scope = session.scope.as_ref();
        client.may_read(name) && scope.is_none_or(|scope| scope.tells(name))
    };
    for (name, value) in user.attributes.iter().filter(|(name, _)| is_told(name)) {
        id.insert(name.clone(), attribute_claim(name, value));
    }
    for name in ["email", "phone_number"] {
        let mark = format!("{name}_verified");
        if id.contains_key(name) && client.may_read(&mark) {
            id.entry(mark).or_insert(json!(false));
        }
    }
}

/// The roles that an identity pool can choose from.
fn insert_roles(claims: &mut Map<String, Value>, groups: &[Group]) {
    let roles: Vec<_> = groups
        .iter()
        .filter_map(|group| group.role_arn.as_ref())
        .collect();
    if !roles.is_empty() {
        claims.insert("cognito:roles".into(), json!(roles));
    }
    if let Some(role) = groups::preferred_role(groups) {
        claims.insert("cognito:preferred_role".into(), json!(role));
    }
}

/// The left half of the hash, as `at_hash` has it (`OpenID` Connect Core, section 3.1.3.6).
fn half_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&sha256(token.as_bytes())[..16])
}

/// All attributes are text, but OpenID Connect (Core, section 5.1) gives some claims other types.
fn attribute_claim(name: &str, value: &str) -> Value {
    match name {
        "email_verified" | "phone_number_verified" => json!(value == "true"),
        IDENTITIES => identities_claim(value),
        "address" => json!({"formatted": value}),
        "updated_at" => value
            .parse::<i64>()
            .map_or_else(|_| json!(value), |seconds| json!(seconds)),
        _ => json!(value),
    }
}

/// Within tokens, the service writes every value of an identity as text.
fn identities_claim(attribute: &str) -> Value {
    let mut identities: Value = serde_json::from_str(attribute).unwrap_or_default();
    let members = identities
        .as_array_mut()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
        .flat_map(|identity| identity.values_mut());
    for value in members {
        if value.is_boolean() || value.is_number() {
            *value = json!(value.to_string());
        }
    }
    identities
}
