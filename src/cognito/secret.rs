//! Values that must never be shown: their `Debug` prints a name and nothing else.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! secrets {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the secret's text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The secret itself; for the wire and the token storage alone.
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

secrets! {
    /// A password as a person typed it.
    Password
    /// A one-time code out of an e-mail or a text message.
    ConfirmationCode
    /// A JWT that lets its bearer call the user pool and the backend (RFC 6750).
    AccessToken
    /// A JWT that says who the user is (OpenID Connect Core, section 2).
    IdToken
    /// An opaque token that buys new access and ID tokens (RFC 6749, section 1.5).
    RefreshToken
    /// A token by which a provider of an identity pool vouches for a user.
    ProviderToken
    /// Which key requests to AWS are signed with ("access key id").
    AccessKeyId
    /// The key with which requests to AWS are signed ("secret access key").
    SecretKey
    /// What temporary AWS credentials must show with every request.
    SessionToken
    /// The service's own state of an unfinished sign-in.
    ChallengeSession
    /// The key that an authenticator app makes its codes of (RFC 6238), in Base32 (RFC 4648, section 6).
    SecretCode
    /// What the hosted pages send a browser back with, good for tokens once (RFC 6749, section 1.3.1).
    AuthorizationCode
    /// What only the app that asked for a code knows of it (RFC 7636, section 4.1).
    CodeVerifier
    /// A person's answer to a question of the pool's own.
    ChallengeAnswer
    /// What a remembered device proves itself by.
    DevicePassword
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_holds_nothing_of_the_secret() {
        let shown = format!("{:?}", Password::new("hunter2"));
        assert_eq!(shown, "Password(..)");
    }
}
