//! A sign-in by password, from the first request to the tokens.

use super::{
    Client, Error, Transport,
    ops::{
        AuthFlow, AuthOutput, AuthenticationResult, ChallengeName, InitiateAuth, Parameters,
        RespondToAuthChallenge,
    },
    secret::Password,
    srp::{Challenge, Ephemeral},
};

/// A completed sign-in.
#[derive(Debug, Clone)]
pub struct Authenticated {
    /// The name that the pool keeps the user under; not always what was typed.
    pub username: String,
    /// The tokens.
    pub tokens: AuthenticationResult,
}

/// Signs in by Secure Remote Password: `USER_SRP_AUTH`, then `PASSWORD_VERIFIER`.
///
/// `pool_name` is the part of the pool's id after `_`; `now` tells the time in milliseconds
/// since 1970.
///
/// # Errors
/// The service's refusals as [`Error::Service`], `NotAuthorized` for a wrong password and for an
/// unknown user alike; [`Error::UnsupportedChallenge`] where a further step is asked for.
pub async fn authenticate<T: Transport>(
    client: &Client<T>,
    pool_name: &str,
    username: &str,
    password: &Password,
    now: impl Fn() -> i64,
) -> Result<Authenticated, Error> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(Error::Random)?;
    let ephemeral = Ephemeral::from_random(random)?;

    let challenge = client
        .call(&InitiateAuth {
            auth_flow: AuthFlow::UserSrpAuth,
            client_id: client.client_id(),
            auth_parameters: Parameters::from([
                ("USERNAME", username.to_owned()),
                ("SRP_A", ephemeral.public_hex()),
            ]),
        })
        .await?;
    expect_password_verifier(&challenge)?;
    let user_id = required(&challenge, "USER_ID_FOR_SRP")?.to_owned();
    let answer = answer(
        &ephemeral,
        pool_name,
        &user_id,
        password,
        &challenge,
        now() / 1000,
    )?;
    let reply = client
        .call(&RespondToAuthChallenge {
            challenge_name: ChallengeName(ChallengeName::PASSWORD_VERIFIER.to_owned()),
            client_id: client.client_id(),
            challenge_responses: answer,
            session: challenge.session,
        })
        .await?;
    let AuthOutput {
        authentication_result,
        challenge_name,
        ..
    } = reply;
    match (authentication_result, challenge_name) {
        (Some(tokens), _) => Ok(Authenticated {
            username: user_id,
            tokens,
        }),
        (None, Some(ChallengeName(name))) => Err(Error::UnsupportedChallenge(name)),
        (None, None) => Err(Error::Incomplete("AuthenticationResult")),
    }
}

fn expect_password_verifier(output: &AuthOutput) -> Result<(), Error> {
    match &output.challenge_name {
        Some(ChallengeName(name)) if name == ChallengeName::PASSWORD_VERIFIER => Ok(()),
        Some(ChallengeName(name)) => Err(Error::UnsupportedChallenge(name.clone())),
        None => Err(Error::Incomplete("ChallengeName")),
    }
}

fn answer(
    ephemeral: &Ephemeral,
    pool_name: &str,
    user_id: &str,
    password: &Password,
    challenge: &AuthOutput,
    at: i64,
) -> Result<Parameters, Error> {
    let secret_block = required(challenge, "SECRET_BLOCK")?;
    let proof = ephemeral.answer(
        pool_name,
        password.expose(),
        &Challenge {
            salt_hex: required(challenge, "SALT")?,
            srp_b_hex: required(challenge, "SRP_B")?,
            secret_block_base64: secret_block,
            user_id,
        },
        at,
    )?;
    Ok(Parameters::from([
        ("USERNAME", user_id.to_owned()),
        ("PASSWORD_CLAIM_SECRET_BLOCK", secret_block.to_owned()),
        ("PASSWORD_CLAIM_SIGNATURE", proof.signature),
        ("TIMESTAMP", proof.timestamp),
    ]))
}

fn required<'a>(output: &'a AuthOutput, name: &'static str) -> Result<&'a str, Error> {
    output
        .challenge_parameters
        .get(name)
        .ok_or(Error::Incomplete(name))
}
