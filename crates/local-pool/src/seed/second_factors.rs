//! What the users of the default pool can be asked after the password.

use super::AmplifyOutputs;
use crate::app::Context;
use crate::model::mfa::{EmailMfa, MfaSettings, SmsMfa, SoftwareTokenMfa};
use crate::model::pool_settings::MfaConfiguration;
use crate::rules::pools;
use crate::wire::error::ApiError;

/// Gives the default pool the second factors that the configuration names, unless somebody has said which ones it has.
pub(super) fn plant(cx: &Context<'_>, seed: &AmplifyOutputs) -> Result<(), ApiError> {
    let wanted = match seed.auth.mfa_configuration.as_deref() {
        Some("OPTIONAL") => MfaConfiguration::Optional,
        Some("REQUIRED") => MfaConfiguration::On,
        _ => return Ok(()),
    };
    let mut pool = pools::pool(cx, seed.user_pool_id())?;
    let mut factors = pools::mfa_factors(cx, &pool)?;
    if factors.software_token_mfa_configuration.is_some()
        || factors.sms_mfa_configuration.is_some()
        || factors.email_mfa_configuration.is_some()
    {
        return Ok(());
    }
    for method in &seed.auth.mfa_methods {
        match method.as_str() {
            "TOTP" => {
                let token = SoftwareTokenMfa { enabled: true };
                factors.software_token_mfa_configuration = Some(token);
            }
            "SMS" => factors.sms_mfa_configuration = Some(SmsMfa::default()),
            "EMAIL" => factors.email_mfa_configuration = Some(EmailMfa::default()),
            _ => {}
        }
    }
    pool.mfa_configuration = wanted;
    cx.tx.put(&pool)?;
    Ok(cx.tx.put(&MfaSettings {
        user_pool_id: pool.id,
        factors,
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{App, Config, Storage};
    use crate::model::pool::UserPool;
    use crate::model::second_factor::SecondFactor;

    /// What the default pool asks after a restart, before which `change` happened.
    fn after_restart(
        change: impl Fn(&mut UserPool, &mut MfaSettings),
    ) -> (MfaConfiguration, Vec<SecondFactor>) {
        let directory = tempfile::tempdir().unwrap();
        let open = || {
            let storage = Storage::Directory(directory.path().to_owned());
            let config = Config::in_memory("http://127.0.0.1:9229").unwrap();
            App::open(Config { storage, ..config }).unwrap()
        };
        let read = |cx: &Context<'_>| {
            let pool = cx.tx.scan::<UserPool>("")?.remove(0);
            Ok((pool, cx.tx.scan::<MfaSettings>("")?.remove(0)))
        };
        let before = open();
        before
            .run(|cx| {
                let (mut pool, mut settings) = read(cx)?;
                change(&mut pool, &mut settings);
                cx.tx.put(&pool)?;
                Ok(cx.tx.put(&settings)?)
            })
            .unwrap();
        drop(before);
        let (pool, settings) = open().run(read).unwrap();
        (pool.mfa_configuration, settings.factors.second_factors())
    }

    #[test]
    fn a_database_from_before_the_second_factors_gets_those_of_the_configuration() {
        let asked = after_restart(|pool, settings| {
            pool.mfa_configuration = MfaConfiguration::Off;
            settings.factors.software_token_mfa_configuration = None;
        });
        let expected = (
            MfaConfiguration::Optional,
            vec![SecondFactor::SoftwareToken],
        );
        assert_eq!(asked, expected);
    }

    #[test]
    fn second_factors_that_somebody_turned_off_stay_off() {
        let asked = after_restart(|pool, settings| {
            pool.mfa_configuration = MfaConfiguration::Off;
            let off = SoftwareTokenMfa { enabled: false };
            settings.factors.software_token_mfa_configuration = Some(off);
        });
        assert_eq!(asked, (MfaConfiguration::Off, Vec::new()));
    }
}
