//! "Sending" messages, and telling the client where one went without telling the address.

use std::collections::BTreeMap;

use serde::Serialize;

use super::formats::{is_email, is_phone_number};
use crate::app::Context;
use crate::model::message::Message;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::wire::error::ApiError;

/// How many messages the mailbox keeps: the newest ones.
const KEPT: u64 = 500;

/// Where a code went.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CodeDeliveryDetails {
    pub(crate) destination: String,
    pub(crate) delivery_medium: &'static str,
    attribute_name: String,
}

impl CodeDeliveryDetails {
    /// Details that show the masked `destination`.
    pub(crate) fn masking(attribute: &str, destination: &str) -> Self {
        Self {
            destination: mask(destination),
            delivery_medium: if attribute == "phone_number" {
                "SMS"
            } else {
                "EMAIL"
            },
            attribute_name: attribute.to_owned(),
        }
    }

    /// Details of a message that was never sent, for a user who does not exist.
    pub(crate) fn decoy(cx: &Context<'_>, pool: &UserPool, login: &str) -> Self {
        if is_phone_number(login) {
            return Self::masking("phone_number", login);
        }
        Self::decoy_of(cx, pool, "email", login)
    }

    /// Details of a message that was never sent to that attribute of a user who does not exist.
    pub(crate) fn decoy_of(
        cx: &Context<'_>,
        pool: &UserPool,
        attribute: &str,
        login: &str,
    ) -> Self {
        let is_phone = attribute == "phone_number";
        if (is_phone && is_phone_number(login)) || (!is_phone && is_email(login)) {
            return Self::masking(attribute, login);
        }
        let bytes = cx.decoy("destination", &pool.fold(login));
        if is_phone {
            let last: String = bytes[2..6]
                .iter()
                .map(|byte| char::from(b'0' + byte % 10))
                .collect();
            return Self::masking(attribute, &format!("+1415555{last}"));
        }
        let letter = |index: usize| char::from(b'a' + bytes[index] % 26);
        Self::masking("email", &format!("{}@{}.invalid", letter(0), letter(1)))
    }

    /// The same as parameters of a challenge.
    pub(crate) fn into_challenge_parameters(self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            (
                "CODE_DELIVERY_DELIVERY_MEDIUM",
                self.delivery_medium.to_owned(),
            ),
            ("CODE_DELIVERY_DESTINATION", self.destination),
        ])
    }
}

/// The attribute that the confirmation of a sign-up verifies, with its value: a phone number before an address.
pub(crate) fn verifiable<'u>(pool: &UserPool, user: &'u User) -> Option<(&'static str, &'u str)> {
    let is_verified = |name: &&str| {
        pool.auto_verified_attributes
            .iter()
            .any(|verified| verified == name)
    };
    ["phone_number", "email"]
        .into_iter()
        .filter(is_verified)
        .find_map(|name| Some((name, user.attribute(name)?)))
}

/// `ann@example.com` becomes `a***@e***`, `+14155552671` becomes `+*******2671`.
fn mask(destination: &str) -> String {
    let first = |text: &str| text.chars().take(1).collect::<String>();
    if let Some((local, domain)) = destination.rsplit_once('@') {
        return format!("{}***@{}***", first(local), first(domain));
    }
    let count = destination.chars().count();
    let last: String = destination.chars().skip(count.saturating_sub(4)).collect();
    format!("+{}{last}", "*".repeat(count.saturating_sub(5)))
}

/// A message to be sent.
pub(crate) struct Letter<'a> {
    /// The address or phone number.
    pub(crate) to: &'a str,
    /// The kind of the message in the mailbox.
    pub(crate) kind: &'a str,
    /// The subject line.
    pub(crate) subject: &'a str,
    /// The code that it carries.
    pub(crate) code: &'a str,
    /// The text.
    pub(crate) body: String,
}

/// Puts a message with a code into the mailbox.
pub(crate) fn send(
    cx: &Context<'_>,
    to: &str,
    kind: &str,
    subject: &str,
    code: &str,
) -> Result<(), ApiError> {
    let body = format!("{subject} is {code}.");
    post(
        cx,
        Letter {
            to,
            kind,
            subject,
            code,
            body,
        },
    )
}

/// Puts a message into the mailbox, and takes the oldest one out when there are too many.
pub(crate) fn post(cx: &Context<'_>, letter: Letter<'_>) -> Result<(), ApiError> {
    let number = cx.tx.last::<Message>()?.map_or(1, |last| last.number + 1);
    if let Some(oldest) = number.checked_sub(KEPT) {
        cx.tx.delete::<Message>(&Message::key_of(oldest))?;
    }
    Ok(cx.tx.put(&Message {
        number,
        to: letter.to.to_owned(),
        kind: letter.kind.to_owned(),
        code: letter.code.to_owned(),
        subject: letter.subject.to_owned(),
        body: letter.body,
        sent_at: cx.now.rfc3339(),
    })?)
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_masked_destination_does_not_tell_the_address() {
        assert_eq!(mask("ann@example.com"), "a***@e***");
        assert_eq!(mask("+14155552671"), "+*******2671");
        assert_eq!(mask(""), "+");
    }
}
