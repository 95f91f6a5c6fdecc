//! What stands in for another provider: its accounts, and what it says of them.

use crate::app::Context;
use crate::crypto::random_text;
use crate::model::external_provider::{ExternalProvider, ProviderType};
use crate::model::provider_account::ProviderAccount;
use crate::rules::external_users::Claims;
use crate::rules::formats::is_email;
use crate::rules::provider_tokens::{self, Vouched};
use crate::wire::error::ApiError;

/// The address of whoever does not care.
pub(super) const ANYBODY: &str = "user@example.com";
/// The most characters of a name, and of an address.
pub(super) const LENGTH: usize = 256;
/// As many digits as Google's subjects have.
const SUBJECT_DIGITS: usize = 21;

/// What is wrong with an address and a name.
pub(super) fn complaint(email: &str, name: &str) -> Option<&'static str> {
    if !is_email(email) || email.chars().count() > LENGTH {
        return Some("Enter a valid email address.");
    }
    (name.chars().count() > LENGTH).then_some("The name is longer than 256 characters.")
}

/// The account of the address, which may be a new one.
pub(super) fn account(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    email: &str,
    name: &str,
) -> Result<ProviderAccount, ApiError> {
    let (pool_id, provider) = (&provider.user_pool_id, &provider.provider_name);
    let known = cx
        .tx
        .get::<ProviderAccount>(&ProviderAccount::key_of(pool_id, provider, email))?;
    let mut account = match known {
        Some(account) => account,
        None => ProviderAccount {
            pool_id: pool_id.clone(),
            provider: provider.clone(),
            subject: random_text(b"123456789", SUBJECT_DIGITS)?,
            email: email.to_owned(),
            name: email.split('@').next().unwrap_or_default().to_owned(),
        },
    };
    if !name.is_empty() {
        name.clone_into(&mut account.name);
    }
    cx.tx.put(&account)?;
    Ok(account)
}

/// The provider's tokens for an account, which identity pools take.
pub(super) struct Tokens {
    /// The opaque access token.
    pub(super) access_token: String,
    /// The ID token, of a provider that has such.
    pub(super) id_token: Option<String>,
}

/// Fresh tokens.
pub(super) fn tokens(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    account: &ProviderAccount,
) -> Result<Tokens, ApiError> {
    let vouched = Vouched {
        provider: provider.login_name(),
        app_id: provider.app_id(),
        subject: &account.subject,
        email: &account.email,
        name: &account.name,
    };
    let has_id_token = provider.provider_type.has_id_tokens();
    let id_token = has_id_token.then(|| provider_tokens::issue_id_token(cx, &vouched));
    Ok(Tokens {
        access_token: provider_tokens::issue(cx, &vouched)?,
        id_token: id_token.transpose()?,
    })
}

/// What the provider says of the account, under the names that any of the providers has for it. As in the service,
/// the ID token can be mapped of providers of `OpenID` Connect alone, and not of Google and Apple.
pub(super) fn claims(
    cx: &Context<'_>,
    provider: &ExternalProvider,
    account: &ProviderAccount,
) -> Result<Claims, ApiError> {
    let tokens = tokens(cx, provider, account)?;
    let name = account.name.as_str();
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let claims = [
        (provider.provider_type.subject(), account.subject.as_str()),
        ("email", &account.email),
        ("email_verified", "true"),
        ("name", name),
        ("given_name", first),
        ("first_name", first),
        ("firstName", first),
        ("family_name", last),
        ("last_name", last),
        ("lastName", last),
        ("access_token", &tokens.access_token),
    ];
    let mut claims = Claims::from(claims.map(|(name, value)| (name, value.to_owned())));
    let id_token = tokens
        .id_token
        .filter(|_| provider.provider_type == ProviderType::Oidc);
    claims.extend(id_token.map(|token| ("id_token", token)));
    Ok(claims)
}
