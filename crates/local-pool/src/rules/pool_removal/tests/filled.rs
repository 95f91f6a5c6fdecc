//! A pool with something in every table.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::app::App;
use crate::clock::Timestamp;
use crate::model::device::Device;
use crate::model::passkey::{Passkey, PasskeyRequest};
use crate::model::provider_account::ProviderAccount;
use crate::srp::Verifier;
use crate::store::{self, Record};
use crate::webauthn::{Base64Url, PublicKey};
use crate::wire::dispatch::Entry;

pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_000_000_000);

/// What stands for a kind of record that comes later: the removal has never heard of it.
#[derive(Serialize, Deserialize)]
struct UnheardOf(String);

impl Record for UnheardOf {
    const TABLE: &'static str = "unheard_of";

    fn key(&self) -> String {
        store::key(&[&self.0, "ann"])
    }
}

pub(super) fn call(app: &App, name: &str, request: Value) -> Result<Value, String> {
    Entry::call(app, name, request).map_err(|error| error.to_string())
}

/// A pool that has rows in every table: its id.
pub(super) fn filled(app: &App) -> String {
    let pool = json!({"PoolName": "p", "AutoVerifiedAttributes": ["email"]});
    let pool = call(app, "CreateUserPool", pool).unwrap()["UserPool"]["Id"].clone();
    let id = pool.as_str().unwrap();
    let mfa = json!({"UserPoolId": id, "MfaConfiguration": "OPTIONAL", "SoftwareTokenMfaConfiguration": {"Enabled": true}});
    call(app, "SetUserPoolMfaConfig", mfa).unwrap();
    call(
        app,
        "CreateGroup",
        json!({"UserPoolId": id, "GroupName": "g"}),
    )
    .unwrap();
    let details = json!({"client_id": "1", "client_secret": "s", "authorize_scopes": "email"});
    let provider = json!({"UserPoolId": id, "ProviderName": "Facebook", "ProviderType": "Facebook",
        "ProviderDetails": details});
    call(app, "CreateIdentityProvider", provider).unwrap();
    fill_by_users(app, id);
    fill_by_hand(app, id);
    id.to_owned()
}

/// One user signs in, with and without success; another waits for the code.
fn fill_by_users(app: &App, id: &str) {
    let client = json!({"UserPoolId": id, "ClientName": "c", "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"]});
    let client = call(app, "CreateUserPoolClient", client).unwrap()["UserPoolClient"].clone();
    let client = &client["ClientId"];
    for name in ["ann", "zoe"] {
        let email = json!([{"Name": "email", "Value": format!("{name}@example.com")}]);
        let sign_up = json!({"ClientId": client, "Username": name, "Password": "Passw0rd!", "UserAttributes": email});
        call(app, "SignUp", sign_up).unwrap();
    }
    let zoe = json!({"ClientId": client, "Username": "zoe"});
    call(app, "ResendConfirmationCode", zoe).unwrap();
    call(
        app,
        "AdminConfirmSignUp",
        json!({"UserPoolId": id, "Username": "ann"}),
    )
    .unwrap();
    let sign_in = |password: &str| {
        let parameters = json!({"USERNAME": "ann", "PASSWORD": password});
        let request = json!({"ClientId": client, "AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": parameters});
        call(app, "InitiateAuth", request)
    };
    sign_in("Passw0rd!").unwrap();
    sign_in("wrong").unwrap_err();
}

/// What takes a device, a passkey or a browser.
fn fill_by_hand(app: &App, id: &str) {
    let (pool_id, user_key) = (id.to_owned(), "ann".to_owned());
    let device = Device {
        pool_id: pool_id.clone(),
        user_key: user_key.clone(),
        device_key: "d".to_owned(),
        device_name: None,
        verifier: Verifier::of_password("g", "d", "s").unwrap(),
        is_remembered: true,
        created: NOW,
        modified: NOW,
        authenticated: NOW,
    };
    let passkey = Passkey {
        pool_id: pool_id.clone(),
        user_key: user_key.clone(),
        credential_id: "c".to_owned(),
        public_key: PublicKey::Es256(Base64Url(vec![4])),
        counter: 0,
        relying_party_id: "localhost".to_owned(),
        friendly_name: "k".to_owned(),
        attachment: None,
        transports: Vec::new(),
        created: NOW,
    };
    let request = PasskeyRequest {
        pool_id: pool_id.clone(),
        user_key,
        client_id: "c".to_owned(),
        challenge: "c".to_owned(),
        expires: NOW,
    };
    let account = ProviderAccount {
        pool_id: pool_id.clone(),
        provider: "Facebook".to_owned(),
        subject: "1".to_owned(),
        email: "ann@example.com".to_owned(),
        name: "Ann".to_owned(),
    };
    app.run(|cx| {
        cx.tx.put(&device)?;
        cx.tx.put(&passkey)?;
        cx.tx.put(&request)?;
        cx.tx.put(&account)?;
        Ok(cx.tx.put(&UnheardOf(pool_id))?)
    })
    .unwrap();
}
