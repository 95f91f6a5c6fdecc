//! What the hosted pages answer, in the address that they lead back to.

use std::fmt;

use super::OAuthError;
use crate::cognito::secret::AuthorizationCode;

/// A query that is, or pretends to be, an answer (RFC 6749, sections 4.1.2 and 4.1.2.1).
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorizationResponse {
    parameters: Vec<(String, String)>,
}

/// Prints nothing of it: there may be a code.
impl fmt::Debug for AuthorizationResponse {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AuthorizationResponse(..)")
    }
}

/// The answer itself, still to be believed: its `state` decides.
pub(super) struct Answer {
    pub(super) state: String,
    pub(super) outcome: Result<AuthorizationCode, OAuthError>,
}

impl AuthorizationResponse {
    /// The answer in a query, with or without its question mark; none if it is about something else.
    pub fn in_query(query: &str) -> Option<Self> {
        let query = query.strip_prefix('?').unwrap_or(query);
        let parameters = form_urlencoded::parse(query.as_bytes()).into_owned();
        let parameters: Vec<_> = parameters.collect();
        let is_answer = |(name, _): &(String, String)| name == "code" || name == "error";
        parameters
            .iter()
            .any(is_answer)
            .then_some(Self { parameters })
    }

    /// Takes it apart. What the pages say of an error in words is left where it is.
    pub(super) fn read(&self) -> Result<Answer, OAuthError> {
        let code = self.parameter("code")?;
        let error = self.parameter("error")?;
        let state = self.parameter("state")?.ok_or(OAuthError::NotAsked)?;
        let outcome = match (code, error) {
            (Some(code), None) => Ok(AuthorizationCode::new(code)),
            (None, Some("access_denied")) => Err(OAuthError::Denied),
            (None, Some(_)) => Err(OAuthError::Refused),
            (Some(_), Some(_)) | (None, None) => return Err(OAuthError::Malformed),
        };
        let state = state.to_owned();
        Ok(Answer { state, outcome })
    }

    /// A parameter, which must not stand there twice; an empty one counts as absent (RFC 6749,
    /// section 3.1).
    fn parameter(&self, name: &str) -> Result<Option<&str>, OAuthError> {
        let mut values = self.parameters.iter().filter(|(own, _)| own == name);
        let value = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() {
            return Err(OAuthError::Malformed);
        }
        Ok(value.filter(|value| !value.is_empty()))
    }
}
