//! Access and ID tokens with Cognito's claims.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::key::SigningKey;
use super::origin::Origin;
use crate::app::Context;
use crate::crypto::sha256;
use crate::model::client::AppClient;
use crate::model::group::Group;
use crate::model::scope::{OPENID, SIGN_IN_USER_ADMIN, Scope};
use crate::model::session::Session;
use crate::model::user::{IDENTITIES, User};
use crate::rules::groups;
use crate::wire::error::ApiError;

/// What a successful sign-in or refresh hands out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AuthenticationResult {
    pub(crate) access_token: String,
    /// Absent if the hosted pages were asked for no `openid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id_token: Option<String>,
    /// Absent if the client keeps the one that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refresh_token: Option<String>,
    /// Life of the access token in seconds.
    pub(crate) expires_in: u64,
    pub(crate) token_type: &'static str,
}

/// Who is signed in, and how.
pub(crate) struct SignedIn<'a> {
    /// The user.
    pub(crate) user: &'a User,
    /// The sign-in.
    pub(crate) session: &'a Session,
    /// What the client wants to find in the ID token (`OpenID` Connect Core, section 2).
    pub(crate) nonce: Option<&'a str>,
}

/// Signs an access and an ID token.
pub(crate) fn issue(
    cx: &Context<'_>,
    client: &AppClient,
    signed_in: &SignedIn<'_>,
    refresh_token: Option<String>,
) -> Result<AuthenticationResult, ApiError> {
    let SignedIn { user, session, .. } = *signed_in;
    let key: SigningKey = cx.tx.get(&user.pool_id)?.ok_or(ApiError::SigningKey)?;
    let groups = groups::of(cx, user)?;

    let origin = Origin::of(client, session);
    let mut access = common_claims(cx, user, session, &groups, &origin);
    access.insert("token_use".into(), json!("access"));
    access.insert("client_id".into(), json!(client.client_id));
    let scope = session.scope.as_ref().map(Scope::as_str);
    access.insert("scope".into(), json!(scope.unwrap_or(SIGN_IN_USER_ADMIN)));
    access.insert("username".into(), json!(user.username));
    access.insert(
        "exp".into(),
        json!(cx.now.after(client.access_token_life()).seconds()),
    );

    let access_token = key.sign(&access)?;
    let has_id_token = session.scope.as_ref().is_none_or(|scope| scope.has(OPENID));
    let id = has_id_token.then(|| {
        let common = common_claims(cx, user, session, &groups, &origin);
        let mut id = id_claims(cx, client, signed_in, common);
        insert_roles(&mut id, &groups);
        if session.scope.is_some() {
            id.insert("at_hash".into(), json!(half_hash(&access_token)));
        }
        id
    });
    Ok(AuthenticationResult {
        access_token,
        id_token: id.map(|id| key.sign(&id)).transpose()?,
        refresh_token,
        expires_in: client.access_token_life().as_secs(),
        token_type: "Bearer",
    })
}

/// The left half of the hash, as `at_hash` has it (`OpenID` Connect Core, section 3.1.3.6).
fn half_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(&sha256(token.as_bytes())[..16])
}

fn id_claims(
    cx: &Context<'_>,
    client: &AppClient,
    signed_in: &SignedIn<'_>,
    mut id: Map<String, Value>,
) -> Map<String, Value> {
    let SignedIn {
        user,
        session,
        nonce,
    } = *signed_in;
    if let Some(nonce) = nonce {
        id.insert("nonce".into(), json!(nonce));
    }
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
    id
}

fn common_claims(
    cx: &Context<'_>,
    user: &User,
    session: &Session,
    groups: &[Group],
    origin: &Origin,
) -> Map<String, Value> {
    let mut claims = Map::new();
    claims.insert("sub".into(), json!(user.sub));
    claims.insert("iss".into(), json!(cx.issuer(&user.pool_id)));
    claims.insert("event_id".into(), json!(origin.event_id));
    claims.insert("auth_time".into(), json!(session.auth_time.seconds()));
    claims.insert("iat".into(), json!(cx.now.seconds()));
    if let Some(origin_jti) = &origin.origin_jti {
        claims.insert("origin_jti".into(), json!(origin_jti));
        claims.insert("jti".into(), json!(Uuid::new_v4().to_string()));
    }
    if !groups.is_empty() {
        let names: Vec<_> = groups.iter().map(|group| &group.group_name).collect();
        claims.insert("cognito:groups".into(), json!(names));
    }
    claims
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
