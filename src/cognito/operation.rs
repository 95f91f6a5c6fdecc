//! What every operation of the service has in common.

use serde::{Serialize, de::DeserializeOwned};

/// A request of the user pools API: its serialized form is the request's body.
pub trait Operation: Serialize {
    /// The operation's name in the service's API reference, for example `SignUp`.
    const NAME: &'static str;

    /// Whether the same request may be sent again when nobody knows if the first one arrived.
    ///
    /// False for whatever uses something up or sends a message: a code, an answer to a
    /// challenge, a new account.
    const REPEATABLE: bool = false;

    /// The reply's body.
    type Output: DeserializeOwned;
}
