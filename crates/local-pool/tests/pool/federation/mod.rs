//! Federated identities: from a login to an identity and its credentials.

mod credentials;
mod guests;
mod identities;
mod logins;
mod open_id;
mod roles;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, POOL, Pool};

pub(super) const DEFAULT: &str = "us-east-1:5e57b1e0-0000-4000-8000-000000000001";
pub(super) const PROVIDER: &str = "cognito-idp.us-east-1.amazonaws.com/us-east-1_Vestibule";
pub(super) const ROLE: &str = "arn:aws:iam::123456789012:role/teams/Members";
pub(super) const GUEST_ROLE: &str = "arn:aws:iam::123456789012:role/Guests";
pub(super) const MISMATCH: &str = "Logins don't match. Please include at least one valid login for this identity or identity pool.";

/// An identity pool that takes guests and the default client's users, with settings of its own and roles: its id.
pub(super) async fn create(pool: &Pool, settings: Value) -> String {
    let mut request = json!({"IdentityPoolName": "own", "AllowUnauthenticatedIdentities": true,
        "CognitoIdentityProviders": [{"ProviderName": PROVIDER, "ClientId": CLIENT}]});
    let own = settings.as_object().unwrap().clone();
    request.as_object_mut().unwrap().extend(own);
    let created = pool.identity_ok("CreateIdentityPool", request).await;
    let id = created["IdentityPoolId"].as_str().unwrap().to_owned();
    let roles = json!({"authenticated": ROLE, "unauthenticated": GUEST_ROLE});
    let request = json!({"IdentityPoolId": id, "Roles": roles});
    pool.identity_ok("SetIdentityPoolRoles", request).await;
    id
}

/// The ID token of a user who is ready and signed in.
pub(super) async fn entered(pool: &Pool, email: &str) -> Value {
    pool.confirmed(email).await;
    pool.signed_in(email).await["IdToken"].clone()
}

/// The default pool with Ann signed in, and her logins.
pub(super) async fn with_ann() -> (Pool, Value) {
    let pool = Pool::new();
    let token = entered(&pool, EMAIL).await;
    (pool, json!({PROVIDER: token}))
}

/// The identity to which the logins lead.
pub(super) async fn id(pool: &Pool, identity_pool: &str, logins: &Value) -> Value {
    let request = json!({"IdentityPoolId": identity_pool, "Logins": logins});
    pool.identity_ok("GetId", request).await["IdentityId"].clone()
}

/// The refusal of logins.
pub(super) async fn refused(pool: &Pool, identity_pool: &str, logins: &Value) -> (String, String) {
    let request = json!({"IdentityPoolId": identity_pool, "Logins": logins});
    pool.identity_refused("GetId", request).await
}

/// A request of `GetCredentialsForIdentity`, or of `GetOpenIdToken`.
pub(super) fn with_logins(identity: &Value, logins: &Value) -> Value {
    json!({"IdentityId": identity, "Logins": logins})
}

/// The provider's name of another pool.
pub(super) fn provider_of(pool_id: &str) -> String {
    format!("cognito-idp.us-east-1.amazonaws.com/{pool_id}")
}

/// The login key that is the local issuer without its scheme.
pub(super) fn local_name() -> String {
    format!("127.0.0.1:9229/{POOL}")
}
