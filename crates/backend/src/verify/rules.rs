//! What the claims must say.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Claims, VerifyError};
use crate::Issuer;

/// The two kinds of token that an app client holds (Amazon Cognito developer guide, "Understanding user pool JSON web tokens").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenUse {
    /// For resource servers.
    #[default]
    Access,
    /// For the application itself: who the user is.
    Id,
}

impl TokenUse {
    /// As it stands in the claim `token_use`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Id => "id",
        }
    }
}

impl fmt::Display for TokenUse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for TokenUse {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "access" => Ok(Self::Access),
            "id" => Ok(Self::Id),
            _ => Err("must be `access` or `id`"),
        }
    }
}

/// How far this machine's clock and the issuer's may be apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leeway {
    /// How long a token counts beyond its `exp`. It is the time by which a stolen token lives longer.
    pub after_expiry: Duration,
    /// How far its `nbf` and `iat` may lie ahead. Without it, a clock that is a second slow refuses every fresh token.
    pub before_issue: Duration,
}

impl Default for Leeway {
    /// Nothing after the expiry; 5 seconds before the issue.
    fn default() -> Self {
        Self {
            after_expiry: Duration::ZERO,
            before_issue: Duration::from_secs(5),
        }
    }
}

/// What a token must say to count.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    pub(super) issuer: Issuer,
    pub(super) client_ids: Vec<String>,
    pub(super) token_use: TokenUse,
    pub(super) leeway: Leeway,
}

impl Rules {
    pub(super) fn check_issuer(&self, actual: String) -> Result<(), VerifyError> {
        let expected = self.issuer.as_str();
        if actual == expected {
            return Ok(());
        }
        let expected = expected.to_owned();
        Err(VerifyError::Issuer { expected, actual })
    }

    pub(super) fn check_token_use(&self, actual: String) -> Result<(), VerifyError> {
        let expected = self.token_use;
        if actual == expected.as_str() {
            return Ok(());
        }
        Err(VerifyError::TokenUse { expected, actual })
    }

    pub(super) fn check_client(&self, actual: &str) -> Result<(), VerifyError> {
        if self.client_ids.iter().any(|client_id| client_id == actual) {
            return Ok(());
        }
        Err(VerifyError::Client {
            expected: self.client_ids.clone(),
            actual: actual.to_owned(),
        })
    }

    /// All times in seconds since 1970. At `exp` itself a token has already expired (RFC 7519 section 4.1.4).
    pub(super) fn check_times(
        &self,
        now: i64,
        exp: i64,
        nbf: Option<i64>,
        iat: Option<i64>,
    ) -> Result<(), VerifyError> {
        let actual = now;
        let expected_before = exp.saturating_add(seconds(self.leeway.after_expiry));
        if actual >= expected_before {
            return Err(VerifyError::Expired {
                expected_before,
                actual,
            });
        }
        let earliest = |time: i64| time.saturating_sub(seconds(self.leeway.before_issue));
        if let Some(expected_from) = nbf.map(earliest)
            && actual < expected_from
        {
            return Err(VerifyError::NotYetValid {
                expected_from,
                actual,
            });
        }
        if let Some(expected_from) = iat.map(earliest)
            && actual < expected_from
        {
            return Err(VerifyError::IssuedInFuture {
                expected_from,
                actual,
            });
        }
        Ok(())
    }
}

fn seconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_secs()).unwrap_or(i64::MAX)
}

/// What somebody must be allowed, beyond being signed in. Nothing, unless something is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requirement {
    any_group: Option<Vec<String>>,
    any_scope: Option<Vec<String>>,
}

impl Requirement {
    /// The user must be in one of these groups (`cognito:groups`); if there are none, nobody is.
    #[must_use]
    pub fn any_group<T: Into<String>>(mut self, groups: impl IntoIterator<Item = T>) -> Self {
        self.any_group = Some(groups.into_iter().map(Into::into).collect());
        self
    }

    /// The token must have been given one of these scopes (`scope`); if there are none, no token has.
    #[must_use]
    pub fn any_scope<T: Into<String>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        self.any_scope = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Whether those claims meet it.
    ///
    /// # Errors
    /// [`VerifyError::Group`], [`VerifyError::Scope`].
    pub fn check(&self, claims: &Claims) -> Result<(), VerifyError> {
        if let Some(expected) = unmet(self.any_group.as_ref(), &claims.groups) {
            return Err(VerifyError::Group {
                expected,
                actual: claims.groups.clone(),
            });
        }
        if let Some(expected) = unmet(self.any_scope.as_ref(), &claims.scopes) {
            return Err(VerifyError::Scope {
                expected,
                actual: claims.scopes.clone(),
            });
        }
        Ok(())
    }
}

/// The names of which one was asked for, if none is there.
fn unmet(expected: Option<&Vec<String>>, actual: &[String]) -> Option<Vec<String>> {
    let expected = expected?;
    let met = expected.iter().any(|name| actual.contains(name));
    (!met).then(|| expected.clone())
}
