//! Issuing tokens in the place of social providers, and taking them back.

use std::time::Duration;

use serde_json::json;

use crate::app::Context;
use crate::crypto::{fingerprint, random_token};
use crate::model::provider_token::ProviderToken;
use crate::token::SigningKey;
use crate::wire::error::ApiError;

/// How long a token can be used.
pub(crate) const LIFE: Duration = Duration::from_hours(1);

/// Whom a social provider vouches for, and to which app.
pub(crate) struct Vouched<'a> {
    /// `graph.facebook.com`, `accounts.google.com`, `www.amazon.com`, `appleid.apple.com`, or an issuer without scheme.
    pub(crate) provider: &'a str,
    /// The provider's id of the app.
    pub(crate) app_id: &'a str,
    /// The provider's id of the user.
    pub(crate) subject: &'a str,
    /// The user's address.
    pub(crate) email: &'a str,
    /// The user's full name.
    pub(crate) name: &'a str,
}

/// A fresh access token of the provider: random, good for an hour.
pub(crate) fn issue(cx: &Context<'_>, vouched: &Vouched<'_>) -> Result<String, ApiError> {
    let token = random_token::<48>()?;
    cx.tx.put(&ProviderToken {
        fingerprint: fingerprint(&token),
        provider: vouched.provider.to_owned(),
        app_id: vouched.app_id.to_owned(),
        subject: vouched.subject.to_owned(),
        expires: cx.now.after(LIFE),
    })?;
    Ok(token)
}

/// A fresh ID token of the provider (`OpenID` Connect Core, section 2), signed with a key of the provider's own and
/// good for an hour.
pub(crate) fn issue_id_token(cx: &Context<'_>, vouched: &Vouched<'_>) -> Result<String, ApiError> {
    SigningKey::of(cx, vouched.provider)?.sign(&json!({
        "iss": format!("https://{}", vouched.provider),
        "aud": vouched.app_id,
        "sub": vouched.subject,
        "email": vouched.email,
        "email_verified": true,
        "name": vouched.name,
        "iat": cx.now.seconds(),
        "exp": cx.now.after(LIFE).seconds(),
    }))
}

/// Whom an access token stands for, if that provider issued it to that app and it has not expired.
pub(crate) fn find(
    cx: &Context<'_>,
    token: &str,
    provider: &str,
    app_id: &str,
) -> Result<Option<ProviderToken>, ApiError> {
    let found = cx.tx.get::<ProviderToken>(&ProviderToken::key_of(token))?;
    Ok(found.filter(|found| {
        found.provider == provider && found.app_id == app_id && cx.now < found.expires
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::{App, Config};
    use crate::clock::{ManualClock, Timestamp};

    const ANN: Vouched<'_> = Vouched {
        provider: "graph.facebook.com",
        app_id: "123",
        subject: "9001",
        email: "ann@example.com",
        name: "Ann",
    };

    #[test]
    fn a_token_stands_for_its_user_with_its_provider_and_app_alone_and_for_an_hour() {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(1_795_000_000_000)));
        let config = Config {
            clock: clock.clone(),
            ..Config::in_memory("http://127.0.0.1:9229").unwrap()
        };
        let app = App::open(config).unwrap();
        let token = app.run(|cx| issue(cx, &ANN)).unwrap();
        let subject = |token: &str, provider: &str, app_id: &str| {
            let found = app.run(|cx| find(cx, token, provider, app_id)).unwrap();
            found.map(|found| found.subject)
        };
        let own = || subject(&token, "graph.facebook.com", "123");
        assert_eq!(own().as_deref(), Some("9001"));
        assert_eq!(subject(&token, "accounts.google.com", "123"), None);
        assert_eq!(subject(&token, "graph.facebook.com", "124"), None);
        assert_eq!(subject("other", "graph.facebook.com", "123"), None);
        clock.advance(LIFE.saturating_sub(Duration::from_millis(1)));
        assert!(own().is_some());
        clock.advance(Duration::from_millis(1));
        assert_eq!(own(), None);
    }
}
