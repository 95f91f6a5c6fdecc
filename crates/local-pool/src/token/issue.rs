//! Access and ID tokens with Cognito's claims.

use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::key::SigningKey;
use super::origin::Origin;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::group::Group;
use crate::model::pool::UserPool;
use crate::model::session::Session;
use crate::model::user::User;
use crate::rules::groups;
use crate::wire::error::ApiError;

/// The scope of tokens that come from a sign-in through the API.
const SCOPE: &str = "aws.cognito.signin.user.admin";

/// What a successful sign-in or refresh hands out.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct AuthenticationResult {
    access_token: String,
    id_token: String,
    /// Absent if the client keeps the one that it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    /// Life of the access token in seconds.
    expires_in: u64,
    token_type: &'static str,
}

/// Signs an access and an ID token of that session.
pub(crate) fn issue(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    session: &Session,
    refresh_token: Option<String>,
) -> Result<AuthenticationResult, ApiError> {
    let key: SigningKey = cx.tx.get(&pool.id)?.ok_or(ApiError::SigningKey)?;
    let groups = groups::of(cx, user)?;

    let origin = Origin::of(client, session);
    let mut access = common_claims(cx, user, session, &groups, &origin);
    access.insert("token_use".into(), json!("access"));
    access.insert("client_id".into(), json!(client.client_id));
    access.insert("scope".into(), json!(SCOPE));
    access.insert("username".into(), json!(user.username));
    access.insert(
        "exp".into(),
        json!(cx.now.after(client.access_token_life()).seconds()),
    );

    let mut id = common_claims(cx, user, session, &groups, &origin);
    insert_roles(&mut id, &groups);
    id.insert("token_use".into(), json!("id"));
    id.insert("aud".into(), json!(client.client_id));
    id.insert("cognito:username".into(), json!(user.username));
    id.insert(
        "exp".into(),
        json!(cx.now.after(client.id_token_life()).seconds()),
    );
    for (name, value) in user
        .attributes
        .iter()
        .filter(|(name, _)| client.may_read(name))
    {
        id.insert(name.clone(), attribute_claim(name, value));
    }
    for name in ["email", "phone_number"] {
        let mark = format!("{name}_verified");
        if id.contains_key(name) && client.may_read(&mark) {
            id.entry(mark).or_insert(json!(false));
        }
    }

    Ok(AuthenticationResult {
        access_token: key.sign(&access)?,
        id_token: key.sign(&id)?,
        refresh_token,
        expires_in: client.access_token_life().as_secs(),
        token_type: "Bearer",
    })
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
        "address" => json!({"formatted": value}),
        "updated_at" => value
            .parse::<i64>()
            .map_or_else(|_| json!(value), |seconds| json!(seconds)),
        _ => json!(value),
    }
}
