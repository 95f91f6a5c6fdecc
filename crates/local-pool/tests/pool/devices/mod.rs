//! Devices, in a pool that tracks them.

mod confirm;
mod manage;
mod mfa;
mod refresh;
mod sign_in;

use serde_json::{Value, json};

use crate::support::{Device, PASSWORD, Pool, SrpClient, by_password, error};

pub(super) const ANN: &str = "ann";

/// A pool that tracks devices, with Ann in it.
pub(super) struct Tracking {
    pub(super) pool: Pool,
    pub(super) pool_id: String,
    pub(super) client: String,
}

impl Tracking {
    /// One that remembers every device, and never asks for a second factor.
    pub(super) async fn always() -> Self {
        Self::with(json!({"ChallengeRequiredOnNewDevice": false, "DeviceOnlyRememberedOnUserPrompt": false}))
            .await
    }

    pub(super) async fn with(configuration: Value) -> Self {
        let pool = Pool::new();
        let policy = json!({"PasswordPolicy": {"MinimumLength": 8}});
        let settings = json!({"DeviceConfiguration": configuration, "Policies": policy,
            "Schema": [{"Name": "x", "AttributeDataType": "String"}]});
        let (pool_id, client) = pool.create(settings).await;
        let tracking = Self {
            pool,
            pool_id,
            client,
        };
        tracking.add(ANN).await;
        tracking
    }

    pub(super) async fn add(&self, name: &str) {
        let email = json!([{"Name": "email", "Value": "ann@example.com"}, {"Name": "email_verified", "Value": "true"}]);
        let mut request = self.user(name);
        request["UserAttributes"] = email;
        self.pool.ok("AdminCreateUser", request).await;
        let mut request = self.user(name);
        request["Password"] = json!(PASSWORD);
        request["Permanent"] = json!(true);
        self.pool.ok("AdminSetUserPassword", request).await;
    }

    pub(super) fn user(&self, name: &str) -> Value {
        json!({"UserPoolId": self.pool_id, "Username": name})
    }

    /// The reply to Ann's password at that device.
    pub(super) async fn begin(&self, device: Option<&Device>) -> Value {
        let mut request = by_password(&self.client, ANN, PASSWORD);
        if let Some(device) = device {
            request["AuthParameters"]["DEVICE_KEY"] = json!(device.key);
        }
        self.pool.ok("InitiateAuth", request).await
    }

    pub(super) fn confirmation(reply: &Value, device: &Device) -> Value {
        json!({"AccessToken": reply["AuthenticationResult"]["AccessToken"], "DeviceKey": device.key,
            "DeviceName": "My phone", "DeviceSecretVerifierConfig": device.verifier()})
    }

    /// A device that Ann has confirmed, and the result of the sign-in at it.
    pub(super) async fn confirmed(&self) -> (Device, Value) {
        let reply = self.begin(None).await;
        (
            self.confirm(&reply).await,
            reply["AuthenticationResult"].clone(),
        )
    }

    /// Confirms the device that a reply with tokens names.
    pub(super) async fn confirm(&self, reply: &Value) -> Device {
        let device = Device::named(reply);
        let request = Self::confirmation(reply, &device);
        self.pool.ok("ConfirmDevice", request).await;
        device
    }

    pub(super) fn srp(&self) -> SrpClient {
        let mut client = SrpClient::new();
        client.client_id.clone_from(&self.client);
        client.pool_id.clone_from(&self.pool_id);
        client
    }

    pub(super) async fn accepted(&self, request: Value) -> Value {
        self.pool.ok("RespondToAuthChallenge", request).await
    }

    pub(super) async fn refused(&self, request: Value) -> (String, String) {
        self.pool.refused("RespondToAuthChallenge", request).await
    }

    /// The reply to the device's proof, after `DEVICE_SRP_AUTH`.
    pub(super) async fn prove(&self, challenge: &Value, device: &Device) -> Value {
        let srp = self.srp();
        let request = srp.begin_device(challenge, ANN, device);
        let question = self.accepted(request).await;
        self.accepted(srp.answer_device(&question, device)).await
    }
}

pub(super) fn no_device() -> (String, String) {
    error("ResourceNotFound", "Device does not exist.")
}

pub(super) fn invalid_session() -> (String, String) {
    error("NotAuthorized", "Invalid session for the user.")
}
