//! What a user wants to be asked after the password.

use std::borrow::Cow;

use serde::Deserialize;

use super::relying_party::RelyingParty;
use super::{passkeys, pools, second_factors, users};
use crate::app::Context;
use crate::model::pool::UserPool;
use crate::model::pool_settings::MfaConfiguration;
use crate::model::second_factor::{SecondFactor, UserFactors};
use crate::model::user::User;
use crate::wire::error::{ApiError, ErrorCode};

/// Whether one factor is asked. What is absent stays as it is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Preference {
    enabled: Option<bool>,
    preferred_mfa: Option<bool>,
}

/// Whether a passkey is as good as the password and a second factor. What is absent stays as it is.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct PasskeyPreference {
    enabled: Option<bool>,
}

/// What a request names.
pub(crate) struct MfaPreferences {
    factors: Vec<(SecondFactor, Preference)>,
    passkey: Option<PasskeyPreference>,
}

impl MfaPreferences {
    /// Those that are given.
    pub(crate) fn of(
        sms: Option<Preference>,
        software_token: Option<Preference>,
        email: Option<Preference>,
        passkey: Option<PasskeyPreference>,
    ) -> Self {
        let all = [
            (SecondFactor::Sms, sms),
            (SecondFactor::SoftwareToken, software_token),
            (SecondFactor::Email, email),
        ];
        let given = all.into_iter();
        Self {
            factors: given
                .filter_map(|(factor, one)| Some((factor, one?)))
                .collect(),
            passkey,
        }
    }

    /// Changes what the user who wishes it is asked, and saves the user.
    pub(crate) fn set_by_user(
        &self,
        cx: &Context<'_>,
        pool: &UserPool,
        user: &mut User,
    ) -> Result<(), ApiError> {
        if pool.mfa_configuration == MfaConfiguration::On {
            self.check_keeps_all(user)?;
        }
        self.apply(cx, pool, user)?;
        users::save(cx, user)
    }

    /// Refuses to turn off what a user of a pool that requires a second factor is asked.
    fn check_keeps_all(&self, user: &User) -> Result<(), ApiError> {
        let enabled = &user.factors.enabled;
        let is_kept = |(factor, preference): &(SecondFactor, Preference)| {
            preference.enabled != Some(false) || !enabled.contains(factor)
        };
        if self.factors.iter().all(is_kept) {
            return Ok(());
        }
        Err(ErrorCode::InvalidParameter
            .because("MFA is required by the user pool and cannot be turned off."))
    }

    /// Changes what the user is asked. The user is yet to be saved.
    pub(crate) fn apply(
        &self,
        cx: &Context<'_>,
        pool: &UserPool,
        user: &mut User,
    ) -> Result<(), ApiError> {
        let preferred = self
            .factors
            .iter()
            .filter(|(_, one)| one.preferred_mfa == Some(true));
        if preferred.count() > 1 {
            return refuse("Only one MFA type can be preferred.");
        }
        let offered = pools::mfa_factors(cx, pool)?;
        for (factor, preference) in &self.factors {
            if preference.enabled == Some(true)
                && !second_factors::can_turn_on(pool, &offered, user, *factor)
            {
                let name = factor.name();
                return refuse(format!(
                    "User does not have delivery config set to turn on {name}"
                ));
            }
            preference.apply(*factor, &mut user.factors)?;
        }
        match self.passkey.and_then(|passkey| passkey.enabled) {
            Some(true) => {
                self.check_passkey(cx, pool, user)?;
                user.factors.passkey = true;
            }
            Some(false) => user.factors.passkey = false,
            None => {}
        }
        Ok(())
    }

    /// The service wants another factor turned on by the same request, even if one is on.
    fn check_passkey(
        &self,
        cx: &Context<'_>,
        pool: &UserPool,
        user: &User,
    ) -> Result<(), ApiError> {
        let mut others = self.factors.iter();
        if !others.any(|(_, one)| one.enabled == Some(true)) {
            return refuse("WebAuthn MFA requires enabling an additional MFA setting.");
        }
        let party = RelyingParty::find(cx, pool)?.filter(|party| party.is_multi_factor);
        let Some(party) = party else {
            return refuse(
                "The user pool's FactorConfiguration is not MULTI_FACTOR_WITH_USER_VERIFICATION.",
            );
        };
        if passkeys::usable(cx, user, &party)?.is_empty() {
            return refuse(
                "User does not have applicable WebAuthn credentials to enable WebAuthn MFA.",
            );
        }
        Ok(())
    }
}

impl Preference {
    /// Turns a factor on or off.
    pub(crate) const fn turn(on: bool) -> Self {
        Self {
            enabled: Some(on),
            preferred_mfa: None,
        }
    }

    fn apply(self, factor: SecondFactor, factors: &mut UserFactors) -> Result<(), ApiError> {
        match self.enabled {
            Some(true) => {
                factors.enabled.insert(factor);
            }
            Some(false) => factors.disable(factor),
            None => {}
        }
        match self.preferred_mfa {
            Some(true) if !factors.enabled.contains(&factor) => {
                let name = factor.name();
                return refuse(format!("{name} cannot be preferred without being enabled."));
            }
            Some(true) => factors.preferred = Some(factor),
            Some(false) if factors.preferred == Some(factor) => factors.preferred = None,
            _ => {}
        }
        Ok(())
    }
}

fn refuse(words: impl Into<Cow<'static, str>>) -> Result<(), ApiError> {
    Err(ErrorCode::InvalidParameter.because(words))
}
