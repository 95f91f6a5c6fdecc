//! The fields of requests, with the lengths and patterns that the service's API model publishes.
//! A value of one of these types has passed the check.

use std::fmt;
use std::ops::Deref;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// Declares text fields: name, least and greatest length in characters, check, and published pattern.
macro_rules! text_fields {
    ($($(#[$doc:meta])* $name:ident($min:literal..=$max:literal, $allowed:expr, $pattern:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Deserialize)]
        #[serde(try_from = "String")]
        pub(crate) struct $name(String);

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                let allowed: fn(&str) -> bool = $allowed;
                check(&text, $min, $max, allowed, $pattern)?;
                Ok(Self(text))
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        /// Prints nothing of the value: many fields are secrets.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}

text_fields! {
    /// A user's name, or an alias of it, as typed.
    Username(1..=128, |text| text.chars().all(is_graphic), r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+");
    /// A password: no white space at its ends.
    Password(1..=256, |text| text.trim() == text, r"^[\S]+.*[\S]+$");
    /// The id of an app client.
    ClientId(1..=128, |text| text.chars().all(|c| is_word(c) || c == '+'), r"[\w+]+");
    /// The secret of an app client.
    ClientSecret(1..=64, |text| text.chars().all(|c| is_word(c) || c == '+'), r"[\w+]+");
    /// The keyed hash of user name and client id, for clients that have a secret.
    SecretHash(1..=128, |text| text.chars().all(|c| is_word(c) || "+=/".contains(c)), r"[\w+=/]+");
    /// A code that was sent to the user.
    ConfirmationCode(1..=2048, |text| !text.contains(char::is_whitespace), r"[\S]+");
    /// An access token, or a refresh token.
    Token(1..=16384, |text| text.chars().all(is_token), r"[A-Za-z0-9-_=.]+");
    /// What a client comes back with to go on with a sign-in.
    Session(20..=4096, |_| true, "");
    /// A code of an authenticator app.
    SoftwareTokenCode(6..=6, |text| text.chars().all(|c| c.is_ascii_digit()), r"[0-9]+");
    /// What a user calls an authenticator app.
    FriendlyDeviceName(0..=131_072, |_| true, "");
    /// The key of a device.
    DeviceKey(1..=55, is_device_key, r"[\w-]+_[0-9a-f-]+");
    /// The name of a device.
    DeviceName(1..=1024, |_| true, "");
    /// The name of an attribute.
    AttributeName(1..=32, |text| text.chars().all(is_graphic), r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+");
    /// The value of an attribute.
    AttributeValue(0..=2048, |_| true, "");
    /// The name of a group.
    GroupName(1..=128, |text| text.chars().all(is_graphic), r"[\p{L}\p{M}\p{S}\p{N}\p{P}]+");
    /// What something is for.
    Description(0..=2048, |_| true, "");
    /// The name of an AWS resource, such as a role.
    Arn(20..=2048, is_arn, r"arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?");
    /// The prefix of a host name.
    DomainPrefix(1..=63, is_domain_prefix, r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$");
    /// What users to list.
    Filter(0..=256, |_| true, "");
    /// The number of an AWS account.
    AccountId(1..=15, |text| text.chars().all(|c| c.is_ascii_digit()), r"\d+");
    /// A token that a provider issued.
    ProviderToken(1..=50000, |_| true, "");
    /// The id of an identity.
    IdentityId(1..=55, is_identity_pool_id, r"[\w-]+:[0-9a-f-]+");
    /// The id of an identity pool.
    IdentityPoolId(1..=55, is_identity_pool_id, r"[\w-]+:[0-9a-f-]+");
    /// What asks for the next page of a list.
    PaginationToken(1..=131_072, |text| !text.contains(char::is_whitespace), r"[\S]+");
    /// The name that a new identity provider is given.
    NewProviderName(3..=32, is_new_provider_name, r"[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}][^_\p{Z}]+");
    /// The name of an identity provider.
    ProviderName(1..=32, |text| text.chars().all(is_graphic), r"[\p{L}\p{M}\p{S}\p{N}\p{P}\p{Z}]+");
    /// Another name of an identity provider.
    IdpIdentifier(1..=40, |text| text.chars().all(|c| is_word(c) || c.is_whitespace() || "+=.@-".contains(c)), r"[\w\s+=.@-]+");
    /// The id of a user pool.
    UserPoolId(1..=55, is_pool_id, r"[\w-]+_[0-9a-zA-Z]+");
    /// The name of a user pool or an app client.
    ResourceName(1..=128, |text| text.chars().all(is_name), r"[\w\s+=,.@-]+");
}

/// Reads a password that users can do without: a blank one counts as none.
pub(crate) fn blank_is_none<'de, D: Deserializer<'de>>(
    input: D,
) -> Result<Option<Password>, D::Error> {
    let text = String::deserialize(input)?;
    let given = Some(text).filter(|text| !text.is_empty());
    given
        .map(Password::try_from)
        .transpose()
        .map_err(D::Error::custom)
}

/// The words of the service for a field that breaks a rule. The value is not repeated.
fn check(
    text: &str,
    min: usize,
    max: usize,
    allowed: fn(&str) -> bool,
    pattern: &str,
) -> Result<(), String> {
    let length = text.chars().count();
    if length < min {
        return Err(format!(
            "Member must have length greater than or equal to {min}"
        ));
    }
    if length > max {
        return Err(format!(
            "Member must have length less than or equal to {max}"
        ));
    }
    if !allowed(text) {
        return Err(format!(
            "Member must satisfy regular expression pattern: {pattern}"
        ));
    }
    Ok(())
}

fn is_graphic(c: char) -> bool {
    !c.is_whitespace() && !c.is_control()
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_=.".contains(c)
}

fn is_name(c: char) -> bool {
    is_word(c) || c.is_whitespace() || "+=,.@-".contains(c)
}

fn is_pool_id(text: &str) -> bool {
    text.rsplit_once('_').is_some_and(|(region, name)| {
        !region.is_empty()
            && region.chars().all(|c| is_word(c) || c == '-')
            && !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

fn is_device_key(text: &str) -> bool {
    text.rsplit_once('_').is_some_and(|(region, id)| {
        !region.is_empty()
            && region.chars().all(|c| is_word(c) || c == '-')
            && !id.is_empty()
            && id.chars().all(|c| "0123456789abcdef-".contains(c))
    })
}

fn is_identity_pool_id(text: &str) -> bool {
    text.split_once(':').is_some_and(|(region, name)| {
        !region.is_empty()
            && region.chars().all(|c| is_word(c) || c == '-')
            && !name.is_empty()
            && name.chars().all(|c| "0123456789abcdef-".contains(c))
    })
}

fn is_new_provider_name(text: &str) -> bool {
    let is_inner = |(index, c): (usize, char)| is_graphic(c) && (c != '_' || index == 1);
    text.chars().enumerate().all(is_inner)
}

fn is_arn(text: &str) -> bool {
    let is_part = |part: &&str| part.chars().all(|c| is_word(c) || "+=/,.@-".contains(c));
    let parts: Vec<&str> = text.split(':').collect();
    (6..=8).contains(&parts.len())
        && parts[0] == "arn"
        && parts.iter().all(is_part)
        && parts
            .iter()
            .enumerate()
            .all(|(index, part)| index == 3 || !part.is_empty())
        && parts[4].chars().all(|c| c.is_ascii_digit())
}

fn is_domain_prefix(text: &str) -> bool {
    !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
