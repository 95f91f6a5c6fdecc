//! From a login to an identity and its temporary AWS credentials
//! (Amazon Cognito Federated Identities API reference).

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::cognito::{
    Error, Operation,
    jwt::UnverifiedClaims,
    operation::IDENTITY_POOLS,
    secret::{AccessKeyId, IdToken, ProviderToken, SecretKey, SessionToken},
};

/// What proves who somebody is: the token by the name of its provider. None at all: a guest.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Logins(Vec<(String, ProviderToken)>);

impl Logins {
    /// The login of a user of a user pool. The provider's name is the token's issuer without its
    /// scheme.
    ///
    /// # Errors
    /// [`Error::Incomplete`] if the token names no issuer.
    pub fn of_user_pool(token: &IdToken) -> Result<Self, Error> {
        Self::of_user_pool_and(token, &[])
    }

    /// The same, with the tokens of social providers that stand in the ID token, by the names of
    /// their claims. All of them lead to one identity.
    ///
    /// # Errors
    /// See [`of_user_pool`](Self::of_user_pool).
    pub fn of_user_pool_and(
        token: &IdToken,
        others: &[(SocialProvider, String)],
    ) -> Result<Self, Error> {
        let claims = UnverifiedClaims::of(token.expose()).ok_or(Error::Incomplete("iss"))?;
        let issuer = claims.text("iss").and_then(|iss| iss.split_once("://"));
        let (_, name) = issuer.ok_or(Error::Incomplete("iss"))?;
        let mut logins = Self::one(name.to_owned(), ProviderToken::new(token.expose()));
        for (provider, claim) in others {
            if let Some(token) = claims.text(claim) {
                let token = ProviderToken::new(token);
                logins.0.push((provider.name().to_owned(), token));
            }
        }
        Ok(logins)
    }

    /// The login of a user of a social provider, without a user pool between: what that provider
    /// gave the app, an access token of Facebook or Amazon, an ID token of Google or Apple.
    pub fn of_provider(provider: SocialProvider, token: ProviderToken) -> Self {
        Self::one(provider.name().to_owned(), token)
    }

    fn providers(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    fn one(provider: String, token: ProviderToken) -> Self {
        Self(vec![(provider, token)])
    }

    /// Whether it is a guest who shows nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the tokens are of the same providers, whatever they say.
    pub(crate) fn are_of_the_same_providers(&self, other: &Self) -> bool {
        self.providers().eq(other.providers())
    }
}

impl Serialize for Logins {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, token)| (name, token)))
    }
}

/// The social providers that identity pools know by themselves (Amazon Cognito developer guide,
/// "Identity pools external identity providers").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what they are called")]
pub enum SocialProvider {
    Facebook,
    Google,
    Amazon,
    Apple,
}

impl SocialProvider {
    const ALL: [Self; 4] = [Self::Facebook, Self::Google, Self::Amazon, Self::Apple];

    /// The provider of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|provider| provider.name() == name)
    }

    /// The name that identity pools have for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facebook => "graph.facebook.com",
            Self::Google => "accounts.google.com",
            Self::Amazon => "www.amazon.com",
            Self::Apple => "appleid.apple.com",
        }
    }
}

/// Asks which identity the logins lead to. Who has none yet gets one, and so does every guest.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetId {
    /// The identity pool.
    pub identity_pool_id: String,
    /// Whose identity; nobody's for a new guest.
    #[serde(skip_serializing_if = "Logins::is_empty")]
    pub logins: Logins,
}

/// Reply to [`GetId`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetIdOutput {
    /// The identity: `<region>:<UUID>`.
    pub identity_id: String,
}

impl Operation for GetId {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetId";
    // The worst that comes of it is a guest whom nobody knows.
    const REPEATABLE: bool = true;
    type Output = GetIdOutput;
}

/// Asks for temporary AWS credentials.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCredentialsForIdentity {
    /// Whose.
    pub identity_id: String,
    /// What proves it.
    #[serde(skip_serializing_if = "Logins::is_empty")]
    pub logins: Logins,
}

/// Reply to [`GetCredentialsForIdentity`].
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GetCredentialsForIdentityOutput {
    /// The identity; another one than was asked for if the two turned out to be the same.
    pub identity_id: String,
    /// The credentials.
    pub credentials: Credentials,
}

impl Operation for GetCredentialsForIdentity {
    const SERVICE: &'static str = IDENTITY_POOLS;
    const NAME: &'static str = "GetCredentialsForIdentity";
    const REPEATABLE: bool = true;
    type Output = GetCredentialsForIdentityOutput;
}

/// Temporary AWS credentials.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Credentials {
    /// Which key this is.
    pub access_key_id: AccessKeyId,
    /// What requests are signed with.
    pub secret_key: SecretKey,
    /// What must go with every request that is signed.
    pub session_token: SessionToken,
    /// From when on they are not accepted, in milliseconds since 1970.
    #[serde(rename = "Expiration", deserialize_with = "milliseconds")]
    pub expires_at: i64,
}

/// The service writes seconds, with or without a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what is out of range is as far away as can be"
)]
fn milliseconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Ok((f64::deserialize(deserializer)? * 1000.0) as i64)
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use serde_json::json;

    use super::*;

    fn id_token(claims: &str) -> IdToken {
        IdToken::new(format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)))
    }

    fn request(logins: Logins) -> serde_json::Value {
        let identity_pool_id = "eu-west-1:pool".to_owned();
        let request = GetId {
            identity_pool_id,
            logins,
        };
        serde_json::to_value(&request).unwrap()
    }

    #[test]
    fn user_pool_is_named_by_the_issuer_of_its_token_without_the_scheme() {
        for (issuer, name) in [
            (
                "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12",
                "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12",
            ),
            (
                "http://127.0.0.1:9229/us-east-1_Local",
                "127.0.0.1:9229/us-east-1_Local",
            ),
        ] {
            let token = id_token(&json!({"iss": issuer}).to_string());
            let sent = request(Logins::of_user_pool(&token).unwrap());
            assert_eq!(sent["Logins"], json!({name: token.expose()}));
        }
        for claims in ["{}", r#"{"iss":"nowhere"}"#, r#"{"iss":7}"#] {
            let outcome = Logins::of_user_pool(&id_token(claims));
            assert!(matches!(outcome, Err(Error::Incomplete("iss"))), "{claims}");
        }
    }

    #[test]
    fn tokens_of_social_providers_in_the_id_token_are_logins_as_well() {
        let claims = json!({"iss": "https://example.org/pool", "custom:fb": "token-1"});
        let token = id_token(&claims.to_string());
        let others = [
            (SocialProvider::Facebook, "custom:fb".to_owned()),
            (SocialProvider::Amazon, "custom:amazon".to_owned()),
        ];
        let sent = request(Logins::of_user_pool_and(&token, &others).unwrap());
        let expected = json!({"example.org/pool": token.expose(), "graph.facebook.com": "token-1"});
        assert_eq!(sent["Logins"], expected);
    }

    #[test]
    fn social_provider_is_named_as_the_service_knows_it_and_a_guest_shows_nothing() {
        for (provider, name) in [
            (SocialProvider::Facebook, "graph.facebook.com"),
            (SocialProvider::Google, "accounts.google.com"),
            (SocialProvider::Amazon, "www.amazon.com"),
            (SocialProvider::Apple, "appleid.apple.com"),
        ] {
            assert_eq!(SocialProvider::from_name(name), Some(provider));
            let logins = Logins::of_provider(provider, ProviderToken::new("token"));
            assert_eq!(request(logins)["Logins"], json!({name: "token"}));
        }
        let sent = request(Logins::default());
        assert_eq!(sent, json!({"IdentityPoolId": "eu-west-1:pool"}));
    }

    #[test]
    fn credentials_are_read_and_show_nothing_of_their_secrets() {
        for expiration in ["1800003600", "1800003600.0", "1.8000036e9"] {
            let credentials: Credentials = serde_json::from_str(&format!(
                r#"{{"AccessKeyId":"ASIAEXAMPLE","SecretKey":"secret-1","SessionToken":"secret-2",
                "Expiration":{expiration}}}"#
            ))
            .unwrap();
            assert_eq!(credentials.expires_at, 1_800_003_600_000);
            let shown = format!("{credentials:?}");
            assert!(
                !shown.contains("secret-") && !shown.contains("ASIA"),
                "{shown}"
            );
        }
    }
}
