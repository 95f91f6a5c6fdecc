//! A sign-in, from the first request to the tokens or to the next question for a person.

mod proof;

use super::{
    Client, Error, Operation, Transport,
    challenge::{Answer, Asked, Challenge, Move},
    jwt::UnverifiedClaims,
    ops::{
        AssociateSoftwareToken, AuthFlow, AuthOutput, AuthenticationResult, ChallengeName,
        InitiateAuth, Parameters, RespondToAuthChallenge, SoftwareTokenClaimant,
        VerifySoftwareToken,
    },
    secret::{ChallengeSession, ConfirmationCode, DevicePassword, Password},
};
use proof::Prover;

/// How far a sign-in came.
#[derive(Debug, Clone)]
pub enum Progress {
    /// It is complete.
    Complete(Box<Authenticated>),
    /// A person is asked.
    Asked(Asked),
}

/// A completed sign-in.
#[derive(Debug, Clone)]
pub struct Authenticated {
    /// The name that the pool keeps the user under; not always what was typed.
    pub username: String,
    /// The tokens.
    pub tokens: AuthenticationResult,
}

/// This browser as a device that the pool knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// `DEVICE_KEY`.
    pub key: String,
    /// The key of its group.
    pub group_key: String,
    /// What it proves itself by.
    pub password: DevicePassword,
}

/// What this browser is to the pool as a device, for each of its users.
pub trait Devices {
    /// The device of the user that the pool keeps under that name, if it can prove itself.
    fn device_of(&self, username: &str) -> Option<Device>;

    /// Forgets it: the pool does not know it, or no longer takes its proof.
    fn forget_device(&self, username: &str);
}

/// How a sign-in begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beginning {
    /// By a password, proved by SRP: `USER_SRP_AUTH`.
    Password(Password),
    /// With a choice of the first factor: `USER_AUTH`. With this one if the user has it, or else the
    /// service says what there is.
    Choice(Option<ChallengeName>),
    /// By the password, where it is the choice: `USER_AUTH`. `PASSWORD_SRP` proves it, `PASSWORD` sends it.
    ChosenPassword(ChallengeName, Password),
    /// By the confirmation of a new account, which stands for a first factor: `USER_AUTH`.
    NewAccount(ChallengeSession),
    /// With what the pool's own functions ask, after the password if there is one: `CUSTOM_AUTH`.
    Custom(Option<Password>),
}

impl Beginning {
    /// The flow's name.
    pub fn flow(&self) -> AuthFlow {
        match self {
            Self::Password(_) => AuthFlow::UserSrpAuth,
            Self::Choice(_) | Self::ChosenPassword(..) | Self::NewAccount(_) => AuthFlow::UserAuth,
            Self::Custom(_) => AuthFlow::CustomAuth,
        }
    }
}

/// What a sign-in works with.
pub struct SignIn<'a, T> {
    /// Sends the requests.
    pub client: &'a Client<T>,
    /// The part of the pool's id after `_`.
    pub pool_name: &'a str,
    /// What this browser is to the pool as a device of its users.
    pub devices: &'a dyn Devices,
    /// Tells the time in milliseconds since 1970.
    pub now: fn() -> i64,
}

impl<T: Transport> SignIn<'_, T> {
    /// Begins a sign-in; once more without the device if the pool no longer takes its proof.
    ///
    /// # Errors
    /// The service's refusals as [`Error::Service`], `NotAuthorized` for a wrong password and for an
    /// unknown user alike; [`Error::UnsupportedChallenge`] where the next step is not known.
    pub async fn begin(&self, username: &str, beginning: &Beginning) -> Result<Progress, Error> {
        match self.begin_once(username, beginning).await {
            Err(Error::UnknownDevice) => self.begin_once(username, beginning).await,
            outcome => outcome,
        }
    }

    async fn begin_once(&self, username: &str, beginning: &Beginning) -> Result<Progress, Error> {
        let mut parameters = Parameters::from([("USERNAME", username.to_owned())]);
        let mut prover = Prover::default();
        let mut session = None;
        match beginning {
            Beginning::Password(password) => prover = Prover::begin(password, &mut parameters)?,
            Beginning::Choice(None) | Beginning::Custom(None) => {}
            Beginning::Custom(Some(password)) => {
                parameters.set("CHALLENGE_NAME", "SRP_A");
                prover = Prover::begin(password, &mut parameters)?;
            }
            Beginning::Choice(Some(preferred)) => {
                parameters.set("PREFERRED_CHALLENGE", preferred.as_str());
            }
            Beginning::ChosenPassword(method, password) => {
                parameters.set("PREFERRED_CHALLENGE", method.as_str());
                if *method == ChallengeName::PasswordSrp {
                    prover = Prover::begin(password, &mut parameters)?;
                } else {
                    parameters.set("PASSWORD", password.expose());
                }
            }
            Beginning::NewAccount(confirmed) => session = Some(confirmed.clone()),
        }
        let request = |auth_parameters| InitiateAuth {
            auth_flow: beginning.flow(),
            client_id: self.client.client_id(),
            auth_parameters,
            session: session.clone(),
        };
        let output = self.call(username, parameters, request).await?;
        self.go_on(output, username, prover).await
    }

    /// Answers a challenge.
    ///
    /// # Errors
    /// As for [`begin`](Self::begin); `CodeMismatch` for a wrong code; [`Error::UnknownDevice`] where it
    /// must begin anew, since the pool no longer takes the device's proof.
    pub async fn answer(&self, asked: &Asked, answer: &Answer) -> Result<Progress, Error> {
        let username = &asked.username;
        let session = asked.session.clone();
        let pose = |challenge, session| {
            Ok(Progress::Asked(Asked {
                username: username.clone(),
                challenge,
                session,
            }))
        };
        let next = asked.challenge.after(answer);
        match next.ok_or(Error::Incomplete("ANSWER"))? {
            Move::Respond(name, responses) => {
                let output = self.respond(username, name, responses, session).await?;
                self.go_on(output, username, Prover::default()).await
            }
            Move::BeginWithPassword(method, password) => {
                let beginning = Beginning::ChosenPassword(method, password);
                self.begin(username, &beginning).await
            }
            Move::SetUpApp => self.set_up_app(username, session).await,
            Move::VerifyApp(code) => {
                let session = self.verify_app(&code, session).await?;
                pose(Challenge::AppIsSetUp, session)
            }
            Move::Pose(challenge) => pose(challenge, session),
        }
    }

    /// Goes on as far as it takes nobody's answer.
    async fn go_on(
        &self,
        mut output: AuthOutput,
        username: &str,
        mut prover: Prover<'_>,
    ) -> Result<Progress, Error> {
        let mut username = username.to_owned();
        loop {
            if let Some(name) = username_in(&output.challenge_parameters) {
                name.clone_into(&mut username);
            }
            if let Some(tokens) = output.authentication_result {
                return Ok(complete(username, tokens));
            }
            let name = output.challenge_name.take();
            let name = name.ok_or(Error::Incomplete("ChallengeName"))?;
            let responses = prover.responses(&name, &output, self, &username)?;
            let session = output.session.clone();
            let Some(responses) = responses else {
                return match Challenge::of(name, &output)? {
                    Challenge::SelectMfaSetup(names)
                        if names == [ChallengeName::SoftwareTokenMfa] =>
                    {
                        self.set_up_app(&username, session).await
                    }
                    challenge => Ok(Progress::Asked(Asked {
                        username,
                        challenge,
                        session,
                    })),
                };
            };
            let is_device = proof::is_of_device(&name);
            output = match self.respond(&username, name, responses, session).await {
                // It would be refused for ever: the device's password is no more what it was.
                Err(error) if is_device && error.refuses_device() => {
                    self.devices.forget_device(&username);
                    return Err(Error::UnknownDevice);
                }
                output => output?,
            };
        }
    }

    async fn respond(
        &self,
        username: &str,
        challenge_name: ChallengeName,
        mut challenge_responses: Parameters,
        session: Option<ChallengeSession>,
    ) -> Result<AuthOutput, Error> {
        challenge_responses.set("USERNAME", username);
        let request = |challenge_responses| RespondToAuthChallenge {
            challenge_name: challenge_name.clone(),
            client_id: self.client.client_id(),
            challenge_responses,
            session: session.clone(),
        };
        self.call(username, challenge_responses, request).await
    }

    /// Sends a request that names the device, if there is one, and without it if the pool does not
    /// know it any more.
    async fn call<O: Operation>(
        &self,
        username: &str,
        parameters: Parameters,
        request: impl Fn(Parameters) -> O,
    ) -> Result<O::Output, Error> {
        if let Some(device) = self.devices.device_of(username) {
            let mut named = parameters.clone();
            named.set("DEVICE_KEY", device.key);
            match self.client.call(&request(named)).await {
                Err(error) if error.is_about_device() => self.devices.forget_device(username),
                outcome => return outcome,
            }
        }
        self.client.call(&request(parameters)).await
    }

    async fn set_up_app(
        &self,
        username: &str,
        session: Option<ChallengeSession>,
    ) -> Result<Progress, Error> {
        let claimant = SoftwareTokenClaimant::Session(required(session)?);
        let output = self
            .client
            .call(&AssociateSoftwareToken { claimant })
            .await?;
        Ok(Progress::Asked(Asked {
            username: username.to_owned(),
            challenge: Challenge::SetUpApp {
                secret: output.secret_code,
            },
            session: output.session,
        }))
    }

    async fn verify_app(
        &self,
        code: &ConfirmationCode,
        session: Option<ChallengeSession>,
    ) -> Result<Option<ChallengeSession>, Error> {
        let request = VerifySoftwareToken {
            claimant: SoftwareTokenClaimant::Session(required(session)?),
            user_code: code.clone(),
        };
        let output = self.client.call(&request).await?.accepted()?;
        Ok(output.session)
    }
}

fn required(session: Option<ChallengeSession>) -> Result<ChallengeSession, Error> {
    session.ok_or(Error::Incomplete("Session"))
}

fn username_in(parameters: &Parameters) -> Option<&str> {
    let own = parameters.get("USER_ID_FOR_SRP");
    own.or_else(|| parameters.get("USERNAME"))
}

/// Not every way of signing in tells the name that the pool keeps the user under; the token does.
fn complete(username: String, tokens: AuthenticationResult) -> Progress {
    let claims = UnverifiedClaims::of(tokens.access_token.expose());
    let own = claims.and_then(|claims| Some(claims.text("username")?.to_owned()));
    Progress::Complete(Box::new(Authenticated {
        username: own.unwrap_or(username),
        tokens,
    }))
}
