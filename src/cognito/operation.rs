//! What every operation of the services has in common.

use serde::{Serialize, de::DeserializeOwned};

/// User pools, by the name that their requests give them.
pub(super) const USER_POOLS: &str = "AWSCognitoIdentityProviderService";
/// Identity pools ("federated identities"), likewise.
pub(super) const IDENTITY_POOLS: &str = "AWSCognitoIdentityService";

/// A request of the user pools API or the identity pools API: its serialized form is the request's
/// body.
pub trait Operation: Serialize {
    /// The service that knows the operation.
    const SERVICE: &'static str = USER_POOLS;

    /// The operation's name in the service's API reference, for example `SignUp`.
    const NAME: &'static str;

    /// Whether the same request may be sent again when nobody knows if the first one arrived.
    ///
    /// False for whatever uses something up or sends a message: a code, an answer to a
    /// challenge, a new account.
    const REPEATABLE: bool = false;

    /// Whether the user's tokens are worth nothing once it is done.
    const REVOKES_TOKENS: bool = false;

    /// The reply's body.
    type Output: DeserializeOwned;
}
