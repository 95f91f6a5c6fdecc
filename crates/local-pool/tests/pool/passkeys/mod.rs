//! Passkeys: made, listed, removed, and used.

mod keeping;
mod registration;
mod sign_in;
mod two_factors;
mod unknown_users;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, POOL, Pool, SecurityKey};

/// What a test does to a security key.
type Change = fn(&mut SecurityKey);

impl Pool {
    /// The options with which the user of that token makes a passkey.
    async fn creation_options(&self, token: &Value) -> Value {
        let request = json!({"AccessToken": token});
        self.ok("StartWebAuthnRegistration", request).await["CredentialCreationOptions"].clone()
    }

    /// Makes the key a passkey of the user of that token.
    pub(crate) async fn register(&self, token: &Value, key: &SecurityKey) {
        let options = self.creation_options(token).await;
        let request = completion(token, &key.create(&options));
        self.ok("CompleteWebAuthnRegistration", request).await;
    }

    /// The challenge to use a passkey.
    async fn asked_for_passkey(&self, username: &str) -> Value {
        let request = json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH",
            "AuthParameters": {"USERNAME": username, "PREFERRED_CHALLENGE": "WEB_AUTHN"}});
        self.ok("InitiateAuth", request).await
    }

    /// Sets how the default pool takes passkeys.
    async fn taking_passkeys(&self, configuration: Value) {
        let request = json!({"UserPoolId": POOL, "WebAuthnConfiguration": configuration});
        self.ok("SetUserPoolMfaConfig", request).await;
    }

    async fn passkeys(&self, token: &Value) -> Vec<Value> {
        let request = json!({"AccessToken": token});
        let reply = self.ok("ListWebAuthnCredentials", request).await;
        reply["Credentials"].as_array().unwrap().clone()
    }
}

/// A request of `CompleteWebAuthnRegistration`.
fn completion(token: &Value, credential: &Value) -> Value {
    json!({"AccessToken": token, "Credential": credential})
}

/// The options in a challenge.
fn options(challenge: &Value) -> Value {
    assert_eq!(challenge["ChallengeName"], "WEB_AUTHN", "{challenge}");
    let options = &challenge["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"];
    serde_json::from_str(options.as_str().unwrap()).unwrap()
}

/// The answer to a challenge that was posed for Ann.
fn answer(challenge: &Value, credential: &str) -> Value {
    json!({"ClientId": CLIENT, "ChallengeName": "WEB_AUTHN", "Session": challenge["Session"],
        "ChallengeResponses": {"USERNAME": EMAIL, "CREDENTIAL": credential}})
}
