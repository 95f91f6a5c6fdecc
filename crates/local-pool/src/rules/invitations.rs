//! Inviting users whom an administrator created.

use serde::Deserialize;

use super::delivery::{self, Letter};
use crate::app::Context;
use crate::crypto::random_text;
use crate::model::pool::UserPool;
use crate::model::pool_settings::{MessageTemplate, PasswordPolicy};
use crate::model::user::User;
use crate::rules::passwords;
use crate::wire::error::{ApiError, ErrorCode};

const SUBJECT: &str = "Your temporary password";
const BODY: &str = "Your username is {username} and temporary password is {####}.";
/// The letters and digits that are hard to mistake for each other, and some symbols.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!?*+=-";
/// The least length of a password that is made up here.
const LENGTH: usize = 12;

/// How an invitation travels.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Medium {
    /// To the e-mail address.
    Email,
    /// To the phone number.
    Sms,
}

impl Medium {
    const fn attribute(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "phone_number",
        }
    }
}

/// A password that keeps the policy.
pub(crate) fn temporary_password(policy: &PasswordPolicy) -> Result<String, ApiError> {
    loop {
        let password = random_text(ALPHABET, policy.minimum_length.max(LENGTH))?;
        if passwords::check_policy(policy, &password).is_ok() {
            return Ok(password);
        }
    }
}

/// Tells a user the name and the temporary password. Whoever has neither address nor number is told nothing.
pub(crate) fn send(
    cx: &Context<'_>,
    pool: &UserPool,
    user: &User,
    username: &str,
    password: &str,
    wanted: &[Medium],
) -> Result<(), ApiError> {
    let template = pool
        .admin_create_user_config
        .invite_message_template
        .clone();
    let template = template.unwrap_or_default();
    let one = [Medium::Sms, Medium::Email]
        .into_iter()
        .find(|medium| user.attribute(medium.attribute()).is_some());
    let mediums = if wanted.is_empty() {
        one.as_slice()
    } else {
        wanted
    };
    for medium in mediums {
        let attribute = medium.attribute();
        let to = user.attribute(attribute).ok_or_else(|| {
            ErrorCode::InvalidParameter
                .because(format!("The invitation needs the attribute {attribute}."))
        })?;
        let body = text(*medium, &template)
            .replace("{username}", username)
            .replace("{####}", password);
        let letter = Letter {
            to,
            kind: "sign_up",
            subject: template.email_subject.as_deref().unwrap_or(SUBJECT),
            code: password,
            body,
        };
        delivery::post(cx, letter)?;
    }
    Ok(())
}

fn text(medium: Medium, template: &MessageTemplate) -> &str {
    let text = match medium {
        Medium::Email => &template.email_message,
        Medium::Sms => &template.sms_message,
    };
    text.as_deref().unwrap_or(BODY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_up_password_keeps_the_strictest_policy() {
        let policy = PasswordPolicy {
            minimum_length: 99,
            ..PasswordPolicy::default()
        };
        for _ in 0..100 {
            for policy in [&policy, &PasswordPolicy::default()] {
                let password = temporary_password(policy).unwrap();
                assert!(passwords::check_policy(policy, &password).is_ok());
            }
        }
    }
}
