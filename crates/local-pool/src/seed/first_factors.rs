//! Between which first factors the users of the default pool can choose.

use super::{AmplifyOutputs, add};
use crate::app::Context;
use crate::model::client::AppClient;
use crate::model::mfa::{MfaSettings, UserVerification, WebAuthn};
use crate::model::pool::UserPool;
use crate::model::pool_settings::SignInPolicy;
use crate::rules::pools;
use crate::wire::error::ApiError;

const FACTORS: [&str; 4] = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];
const FLOWS: [&str; 2] = ["ALLOW_USER_AUTH", "ALLOW_CUSTOM_AUTH"];

/// Lets the default client use the flows, and its pool offer every factor, unless somebody has said which.
pub(super) fn plant(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    let mut pool = pools::pool(cx, seed.user_pool_id())?;
    let policy = &mut pool.policies.sign_in_policy;
    policy.get_or_insert_with(|| SignInPolicy {
        allowed_first_auth_factors: FACTORS.map(str::to_owned).to_vec(),
    });
    cx.tx.put(&pool)?;
    plant_relying_party(cx, &pool)?;
    let Some(mut client) = cx.tx.get::<AppClient>(seed.client_id())? else {
        return Ok(());
    };
    add(&mut client.settings.explicit_auth_flows, FLOWS);
    Ok(cx.tx.put(&client)?)
}

/// Passkeys of the default pool are for pages of this machine.
fn plant_relying_party(cx: &Context<'_>, pool: &UserPool) -> Result<(), ApiError> {
    let mut factors = pools::mfa_factors(cx, pool)?;
    factors
        .web_authn_configuration
        .get_or_insert_with(|| WebAuthn {
            relying_party_id: Some("localhost".to_owned()),
            user_verification: Some(UserVerification::Preferred),
            ..WebAuthn::default()
        });
    Ok(cx.tx.put(&MfaSettings {
        user_pool_id: pool.id.clone(),
        factors,
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{App, Config, Storage};

    fn open(directory: &tempfile::TempDir) -> App {
        let storage = Storage::Directory(directory.path().to_owned());
        App::open(Config {
            storage,
            ..Config::in_memory("http://127.0.0.1:9229").unwrap()
        })
        .unwrap()
    }

    /// The factors of the default pool and the flows of its client after a restart, before which `change` happened.
    fn after_restart(change: impl Fn(&mut UserPool, &mut AppClient)) -> (Vec<String>, Vec<String>) {
        let directory = tempfile::tempdir().unwrap();
        let read = |cx: &Context<'_>| {
            let pool = cx.tx.scan::<UserPool>("")?.remove(0);
            Ok((pool, cx.tx.scan::<AppClient>("")?.remove(0)))
        };
        let before = open(&directory);
        before
            .run(|cx| {
                let (mut pool, mut client) = read(cx)?;
                change(&mut pool, &mut client);
                cx.tx.put(&pool)?;
                Ok(cx.tx.put(&client)?)
            })
            .unwrap();
        drop(before);
        let (pool, client) = open(&directory).run(read).unwrap();
        let policy = pool.policies.sign_in_policy.unwrap();
        (
            policy.allowed_first_auth_factors,
            client.settings.explicit_auth_flows,
        )
    }

    #[test]
    fn a_database_from_before_the_choice_gets_what_is_missing() {
        let (factors, flows) = after_restart(|pool, client| {
            pool.policies.sign_in_policy = None;
            client.settings.explicit_auth_flows = vec!["ALLOW_USER_SRP_AUTH".to_owned()];
        });
        assert_eq!(factors, FACTORS);
        assert_eq!(flows, [&["ALLOW_USER_SRP_AUTH"], &FLOWS[..]].concat());
    }

    #[test]
    fn factors_that_somebody_set_stay_as_they_are() {
        let (factors, _) = after_restart(|pool, _| {
            pool.policies.sign_in_policy = Some(SignInPolicy {
                allowed_first_auth_factors: vec!["PASSWORD".to_owned()],
            });
        });
        assert_eq!(factors, ["PASSWORD"]);
    }
}
