//! `NEW_PASSWORD_REQUIRED`: a password in place of the one that an administrator gave, and what the pool
//! requires of users beside it.

use std::collections::BTreeMap;

use serde_json::json;

use super::{Answer, invalid_session, pose_to, take, user_of};
use crate::app::Context;
use crate::auth::parameters::{Parameters, login, required};
use crate::auth::{AuthOutput, admission, device};
use crate::model::challenge::Question;
use crate::model::client::AppClient;
use crate::model::device::Device;
use crate::model::pool::UserPool;
use crate::model::user::{User, UserStatus};
use crate::rules::{attributes, changes, passwords, users};
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::{AttributeValue, Password};

/// `ChallengeName`.
pub(crate) const NAME: &str = "NEW_PASSWORD_REQUIRED";
/// What stands before the names of attributes.
const PREFIX: &str = "userAttributes.";

/// Asks for another password, and for the attributes that are required and not set.
pub(crate) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &User,
    device: Option<&Device>,
) -> Result<AuthOutput, ApiError> {
    let device_key = device.map(|device| device.device_key.as_str());
    let question = Question::NewPasswordRequired;
    let session = pose_to(cx, client, user, device_key, question)?;
    let missing: Vec<String> = missing(pool, user)
        .map(|name| format!("{PREFIX}{name}"))
        .collect();
    let readable: BTreeMap<_, _> = user
        .attributes
        .iter()
        .filter(|(name, _)| client.may_read(name))
        .collect();
    let parameters = BTreeMap::from([
        ("USER_ID_FOR_SRP", user.key.clone()),
        ("requiredAttributes", json!(missing).to_string()),
        ("userAttributes", json!(readable).to_string()),
    ]);
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Takes the new password. A refusal leaves the session as it is, so that the user can choose a better one.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let username = login(client, answer.responses)?;
    let password: Password = required(answer.responses, "NEW_PASSWORD")?;

    let challenge = take(cx, client, answer.session)?;
    if !matches!(challenge.question, Question::NewPasswordRequired) {
        return Err(invalid_session());
    }
    let mut user = user_of(cx, pool, &challenge, &username)?;
    if user.status != UserStatus::ForceChangePassword {
        return Err(invalid_session());
    }
    passwords::check_policy(&pool.policies.password_policy, &password)?;
    passwords::set(pool, &mut user, &password)?;
    set_attributes(cx, pool, client, &mut user, answer.responses)?;
    user.status = UserStatus::Confirmed;
    users::save(cx, &mut user)?;
    let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
    admission::admit(cx, pool, client, &user, device.as_ref())
}

fn set_attributes(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    user: &mut User,
    responses: &Parameters,
) -> Result<(), ApiError> {
    let given = given(responses)?;
    attributes::check_writable(client, given.keys().map(String::as_str))?;
    attributes::check_values(pool, &given)?;
    let is_set = |name: &str| user.attribute(name).is_some_and(|value| !value.is_empty());
    let is_fixed = |name: &&String| {
        is_set(name)
            && pool
                .attribute(name)
                .is_some_and(|attribute| attribute.required)
    };
    if let Some(name) = given.keys().find(is_fixed) {
        return Err(
            ErrorCode::NotAuthorized.because(format!("Cannot modify an already provided {name}"))
        );
    }
    // What cannot be changed later can still be given here, once.
    let is_first = |name: &String, _: &mut String| {
        !is_set(name)
            && pool
                .attribute(name)
                .is_some_and(|attribute| !attribute.mutable)
    };
    let mut rest = given;
    let first: BTreeMap<_, _> = rest.extract_if(.., is_first).collect();
    user.attributes.extend(first);
    changes::apply(cx, pool, user, &rest)?;
    match missing(pool, user).next() {
        None => Ok(()),
        Some(name) => Err(ErrorCode::InvalidParameter
            .because(format!("Invalid attributes given, {name} is missing"))),
    }
}

fn given(responses: &Parameters) -> Result<BTreeMap<String, String>, ApiError> {
    let mut given = BTreeMap::new();
    for response in responses.keys() {
        if let Some(name) = response.strip_prefix(PREFIX) {
            let value: AttributeValue = required(responses, response)?;
            given.insert(name.to_owned(), value.to_string());
        }
    }
    Ok(given)
}

/// The attributes that the pool requires and the user lacks.
pub(crate) fn missing<'p>(pool: &'p UserPool, user: &User) -> impl Iterator<Item = &'p str> {
    pool.schema_attributes
        .iter()
        .filter(|attribute| {
            attribute.required && user.attribute(&attribute.name).is_none_or(str::is_empty)
        })
        .map(|attribute| attribute.name.as_str())
}
