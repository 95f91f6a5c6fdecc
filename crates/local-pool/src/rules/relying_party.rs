//! For whom the passkeys of a pool are.

use super::pools;
use crate::app::Context;
use crate::model::mfa::{FactorConfiguration, UserVerification, WebAuthn};
use crate::model::pool::UserPool;
use crate::wire::error::{ApiError, ErrorCode};

/// For whom passkeys are, and how.
pub(crate) struct RelyingParty {
    /// The host name.
    pub(crate) id: String,
    /// Whether a passkey must check who holds it.
    pub(crate) user_verification: UserVerification,
    /// Whether a passkey that checks who holds it is two factors.
    pub(crate) is_multi_factor: bool,
}

impl RelyingParty {
    /// That of a pool, if it has one and offers passkeys.
    pub(crate) fn find(cx: &Context<'_>, pool: &UserPool) -> Result<Option<Self>, ApiError> {
        if !pool.offers("WEB_AUTHN") {
            return Ok(None);
        }
        let settings = pools::mfa_factors(cx, pool)?.web_authn_configuration;
        Ok(settings.and_then(Self::of))
    }

    fn of(settings: WebAuthn) -> Option<Self> {
        let multi = FactorConfiguration::MultiFactorWithUserVerification;
        Some(Self {
            id: settings.relying_party_id?,
            user_verification: settings
                .user_verification
                .unwrap_or(UserVerification::Preferred),
            is_multi_factor: settings.factor_configuration == Some(multi),
        })
    }

    /// That of a pool whose users can make passkeys.
    pub(crate) fn get(cx: &Context<'_>, pool: &UserPool) -> Result<Self, ApiError> {
        if !pool.offers("WEB_AUTHN") {
            return Err(ErrorCode::WebAuthnNotEnabled
                .because("WEB_AUTHN is not one of the pool's first factors."));
        }
        Self::find(cx, pool)?.ok_or_else(|| {
            ErrorCode::WebAuthnConfigurationMissing.because("The pool has no relying party ID.")
        })
    }

    /// Whether a passkey must have checked who holds it.
    pub(crate) fn verifies_users(&self) -> bool {
        self.user_verification == UserVerification::Required
    }
}
