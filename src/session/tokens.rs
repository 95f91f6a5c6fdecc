//! The tokens of a session in use.

use crate::cognito::{
    jwt::UnverifiedClaims,
    ops::AuthenticationResult,
    secret::{AccessToken, IdToken, RefreshToken},
};

/// A token this close to its end, in milliseconds, is renewed before it is used: it would expire
/// on the way.
const RENEWAL_MARGIN: i64 = 60_000;

/// The tokens of one user's session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tokens {
    /// The name that the pool keeps the user under.
    pub username: String,
    /// For the user pool and the backend.
    pub access_token: Option<AccessToken>,
    /// For the app and the identity pool.
    pub id_token: Option<IdToken>,
    /// Renews the two.
    pub refresh_token: Option<RefreshToken>,
    /// The device that the session is bound to.
    pub device_key: Option<String>,
    /// What must be added to this machine's clock to get the service's, in milliseconds.
    pub clock_drift: i64,
}

impl Tokens {
    /// The tokens of a sign-in completed at `now` (milliseconds since 1970).
    pub fn received(username: String, result: AuthenticationResult, now: i64) -> Self {
        let mut tokens = Self {
            username,
            access_token: None,
            id_token: None,
            refresh_token: None,
            device_key: None,
            clock_drift: 0,
        };
        tokens.renew(result, now);
        tokens
    }

    /// Takes over renewed tokens. No new refresh token means that the old one stays in force.
    pub fn renew(&mut self, result: AuthenticationResult, now: i64) {
        let issued_at = UnverifiedClaims::of(result.access_token.expose())
            .and_then(|claims| claims.issued_at())
            .and_then(|seconds| seconds.checked_mul(1000));
        let drift = issued_at.map_or(0, |issued_at| issued_at.saturating_sub(now));
        // What the way through the network took is no drift.
        self.clock_drift = if drift.saturating_abs() < RENEWAL_MARGIN {
            0
        } else {
            drift
        };
        self.access_token = Some(result.access_token);
        self.id_token = Some(result.id_token);
        if result.refresh_token.is_some() {
            self.refresh_token = result.refresh_token;
        }
    }

    /// The access token, if it has some life left at `now` (milliseconds since 1970).
    pub fn current_access_token(&self, now: i64) -> Option<&AccessToken> {
        let token = self.access_token.as_ref()?;
        self.has_life_left(token.expose(), now).then_some(token)
    }

    /// The ID token, if it has some life left at `now` (milliseconds since 1970).
    pub fn current_id_token(&self, now: i64) -> Option<&IdToken> {
        let token = self.id_token.as_ref()?;
        self.has_life_left(token.expose(), now).then_some(token)
    }

    fn has_life_left(&self, token: &str, now: i64) -> bool {
        let expires_at = UnverifiedClaims::of(token)
            .and_then(|claims| claims.expires_at())
            .and_then(|seconds| seconds.checked_mul(1000));
        let service_time = now.saturating_add(self.clock_drift);
        expires_at.is_some_and(|end| service_time.saturating_add(RENEWAL_MARGIN) < end)
    }
}
