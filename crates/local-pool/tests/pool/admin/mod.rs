//! What administrators do to users.

mod create_user;
mod group_members;
mod groups;
mod list_users;
mod new_password;
mod sign_in;
mod update_user;
mod users;

use serde_json::{Value, json};

use crate::support::{EMAIL, POOL, Pool};

const TEMPORARY: &str = "Temp0rary";

/// A request that names Ann in the default pool.
fn ann() -> Value {
    json!({"UserPoolId": POOL, "Username": EMAIL})
}

/// `ann()` with more fields.
fn ann_with(fields: Value) -> Value {
    with(ann(), fields)
}

/// A request with more fields.
fn with(mut request: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else {
        panic!("fields are an object")
    };
    request.as_object_mut().unwrap().extend(fields);
    request
}

/// Ann, who has a temporary password.
async fn invite(pool: &Pool) -> Value {
    let request = ann_with(json!({"TemporaryPassword": TEMPORARY}));
    pool.ok("AdminCreateUser", request).await["User"].clone()
}

/// Ann as administrators see her.
async fn look_up(pool: &Pool) -> Value {
    pool.ok("AdminGetUser", ann()).await
}

/// The value of an attribute in a list of them.
fn value<'a>(attributes: &'a Value, name: &str) -> Option<&'a str> {
    let mut attributes = attributes.as_array().unwrap().iter();
    attributes.find(|attribute| attribute["Name"] == name)?["Value"].as_str()
}
