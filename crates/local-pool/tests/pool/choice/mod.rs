//! `USER_AUTH`: sign-ins in which the user has a choice of the first factor.

mod factors;
mod hidden_users;
mod one_time_passwords;
mod passwordless;
mod sessions;
mod sign_up;

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, POOL, Pool};

const PHONE: &str = "+14155552671";
const INVALID: &str = "Invalid session for the user.";

/// A request of `InitiateAuth`.
fn begin(username: &str, parameters: Value) -> Value {
    let mut all = parameters;
    all["USERNAME"] = json!(username);
    json!({"ClientId": CLIENT, "AuthFlow": "USER_AUTH", "AuthParameters": all})
}

/// The same with a preference.
fn prefer(username: &str, choice: &str) -> Value {
    begin(username, json!({"PREFERRED_CHALLENGE": choice}))
}

/// The answer to a challenge that was posed for `username`.
fn answer(reply: &Value, username: &str, responses: Value) -> Value {
    let mut all = responses;
    all["USERNAME"] = json!(username);
    json!({"ClientId": CLIENT, "ChallengeName": reply["ChallengeName"], "Session": reply["Session"],
        "ChallengeResponses": all})
}

fn choices(reply: &Value) -> Vec<&str> {
    assert_eq!(reply["ChallengeName"], "SELECT_CHALLENGE", "{reply}");
    let choices = reply["AvailableChallenges"].as_array().unwrap();
    choices
        .iter()
        .map(|choice| choice.as_str().unwrap())
        .collect()
}

/// As many names that among them is everything that there can be.
fn nobodies() -> impl Iterator<Item = String> {
    (0..600).map(|number| format!("nobody{number}@example.com"))
}

/// The name of somebody who does not exist, and seems to have that factor.
async fn nobody_with(pool: &Pool, choice: &str) -> String {
    for name in nobodies() {
        let reply = pool.initiate(begin(&name, json!({}))).await;
        if choices(&reply).contains(&choice) {
            return name;
        }
    }
    panic!("none seems to have {choice}");
}

fn is_in(reply: &Value) -> bool {
    reply["AuthenticationResult"]["AccessToken"].is_string()
}

impl Pool {
    async fn initiate(&self, request: Value) -> Value {
        self.ok("InitiateAuth", request).await
    }

    async fn respond(&self, request: Value) -> Value {
        self.ok("RespondToAuthChallenge", request).await
    }

    async fn not_let_in(&self, request: Value) -> (String, String) {
        self.refused("RespondToAuthChallenge", request).await
    }

    /// Gives the user a phone number that is verified.
    async fn with_phone(&self, username: &str) {
        let request = json!({"UserPoolId": POOL, "Username": username, "UserAttributes": [
            {"Name": "phone_number", "Value": PHONE}, {"Name": "phone_number_verified", "Value": "true"}]});
        self.ok("AdminUpdateUserAttributes", request).await;
    }

    /// Sets which factors the default pool offers.
    async fn offering(&self, factors: &[&str]) {
        let request = json!({"UserPoolId": POOL, "AutoVerifiedAttributes": ["email"],
            "Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": factors}}});
        self.ok("UpdateUserPool", request).await;
    }

    /// The challenge and the code of a sign-in by e-mail.
    async fn with_code(&self) -> (Value, String) {
        let reply = self.initiate(prefer(EMAIL, "EMAIL_OTP")).await;
        (reply, self.last_code(EMAIL).await)
    }
}
