//! The steps that no person sees: proofs by SRP of the password and of the device.

use super::{AuthOutput, ChallengeName, Device, Error, Parameters, Password, SignIn};
use crate::cognito::srp::{Challenge, Ephemeral};

/// What can be proved in one sign-in; each of it once.
#[derive(Default)]
pub(super) struct Prover<'a> {
    password: Option<(&'a Password, Ephemeral)>,
    device: Option<(Device, Ephemeral)>,
}

impl<'a> Prover<'a> {
    /// Begins to prove a password: adds `SRP_A` to the first request.
    pub(super) fn begin(
        password: &'a Password,
        parameters: &mut Parameters,
    ) -> Result<Self, Error> {
        let ephemeral = ephemeral()?;
        parameters.set("SRP_A", ephemeral.public_hex());
        Ok(Self {
            password: Some((password, ephemeral)),
            device: None,
        })
    }

    /// The responses to a challenge of this kind; none to one that a person must answer.
    ///
    /// # Errors
    /// [`Error::UnsupportedChallenge`] where there is nothing to prove it by.
    pub(super) fn responses<T>(
        &mut self,
        name: &ChallengeName,
        output: &AuthOutput,
        sign_in: &SignIn<'_, T>,
        username: &str,
    ) -> Result<Option<Parameters>, Error> {
        let at = (sign_in.now)() / 1000;
        let unasked_for = || Error::UnsupportedChallenge(name.as_str().to_owned());
        match name {
            ChallengeName::PasswordVerifier => {
                let (password, ephemeral) = self.password.take().ok_or_else(unasked_for)?;
                let user_id = required(&output.challenge_parameters, "USER_ID_FOR_SRP")?;
                let secret = (sign_in.pool_name, user_id, password.expose());
                claim(&ephemeral, secret, &output.challenge_parameters, at).map(Some)
            }
            ChallengeName::DeviceSrpAuth => {
                let device = sign_in
                    .devices
                    .device_of(username)
                    .ok_or_else(unasked_for)?;
                let ephemeral = ephemeral()?;
                let public = ephemeral.public_hex();
                self.device = Some((device, ephemeral));
                Ok(Some(Parameters::from([("SRP_A", public)])))
            }
            ChallengeName::DevicePasswordVerifier => {
                let (device, ephemeral) = self.device.take().ok_or_else(unasked_for)?;
                let secret = (
                    device.group_key.as_str(),
                    device.key.as_str(),
                    device.password.expose(),
                );
                claim(&ephemeral, secret, &output.challenge_parameters, at).map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// Whether it is the device that proves itself.
pub(super) fn is_of_device(name: &ChallengeName) -> bool {
    matches!(
        name,
        ChallengeName::DeviceSrpAuth | ChallengeName::DevicePasswordVerifier
    )
}

/// A key pair for one proof.
fn ephemeral() -> Result<Ephemeral, Error> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(Error::Random)?;
    Ok(Ephemeral::from_random(random)?)
}

fn claim(
    ephemeral: &Ephemeral,
    (pool_name, user_id, password): (&str, &str, &str),
    parameters: &Parameters,
    at: i64,
) -> Result<Parameters, Error> {
    let secret_block = required(parameters, "SECRET_BLOCK")?;
    let challenge = Challenge {
        salt_hex: required(parameters, "SALT")?,
        srp_b_hex: required(parameters, "SRP_B")?,
        secret_block_base64: secret_block,
        user_id,
    };
    let proof = ephemeral.answer(pool_name, password, &challenge, at)?;
    Ok(Parameters::from([
        ("PASSWORD_CLAIM_SECRET_BLOCK", secret_block.to_owned()),
        ("PASSWORD_CLAIM_SIGNATURE", proof.signature),
        ("TIMESTAMP", proof.timestamp),
    ]))
}

fn required<'a>(parameters: &'a Parameters, name: &'static str) -> Result<&'a str, Error> {
    parameters.get(name).ok_or(Error::Incomplete(name))
}
