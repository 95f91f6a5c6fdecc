//! Access and ID tokens with Cognito's claims.

use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::id_claims;
use super::key::SigningKey;
use super::origin::Origin;
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::group::Group;
use crate::model::scope::{OPENID, SIGN_IN_USER_ADMIN, Scope};
use crate::model::session::Session;
use crate::model::user::User;
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
    /// The names of a device that the pool has not seen before; absent where devices are not tracked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) new_device_metadata: Option<NewDeviceMetadata>,
}

/// The names of a device, with which it can be confirmed.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewDeviceMetadata {
    /// Its own.
    pub(crate) device_key: String,
    /// That of the user's devices together.
    pub(crate) device_group_key: String,
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
    if session.scope.is_some() {
        // The service says so of those from its hosted pages alone.
        access.insert("version".into(), json!(2));
    }
    if let Some(device_key) = &session.device_key {
        access.insert("device_key".into(), json!(device_key));
    }
    access.insert(
        "exp".into(),
        json!(cx.now.after(client.access_token_life()).seconds()),
    );

    let access_token = key.sign(&access)?;
    let has_id_token = session.scope.as_ref().is_none_or(|scope| scope.has(OPENID));
    let id = has_id_token.then(|| {
        let mut id = common_claims(cx, user, session, &groups, &origin);
        id_claims::add(cx, client, signed_in, &access_token, &groups, &mut id);
        id
    });
    Ok(AuthenticationResult {
        access_token,
        id_token: id.map(|id| key.sign(&id)).transpose()?,
        refresh_token,
        expires_in: client.access_token_life().as_secs(),
        token_type: "Bearer",
        new_device_metadata: None,
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
