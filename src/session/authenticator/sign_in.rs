//! Signing in, however many questions that takes.

use futures_util::future::join;

use super::Authenticator;
use crate::{
    cognito::{
        Error, Transport,
        authenticate::{Authenticated, Beginning, Progress, SignIn},
        challenge::{Answer, Challenge},
        ops::{AuthFlow, ChallengeName},
    },
    session::{Next, PendingSignIn, Resumed, Session, SignInDetails, SignedOutReason, Storage},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Begins to sign in. If that is all, keeps the tokens, and else the question.
    ///
    /// # Errors
    /// Those of [`SignIn::begin`]; `UserNotConfirmed` and `PasswordResetRequired` lead elsewhere.
    pub async fn sign_in(&self, login_id: &str, beginning: &Beginning) -> Result<Session, Error> {
        let (flow, before) = (beginning.flow(), self.pending.load());
        let outcome = self.steps().begin(login_id, beginning).await;
        if self.pending.load() != before {
            return Ok(self.overtaken(outcome).await);
        }
        match outcome? {
            Progress::Complete(authenticated) => {
                Ok(self.finish(login_id, flow, *authenticated).await)
            }
            Progress::Asked(asked) => {
                // What this user was told stays true when the sign-in begins anew.
                let told = before.filter(|before| before.login_id == login_id);
                let pending = PendingSignIn {
                    login_id: login_id.to_owned(),
                    flow,
                    asked,
                    asked_at: (self.now)(),
                    is_first: matches!(beginning, Beginning::Choice(_)),
                    ways: told.map(|before| before.ways).unwrap_or_default(),
                };
                Ok(self.ask(pending.with_ways_told()))
            }
        }
    }

    /// Answers the question of the sign-in under way.
    ///
    /// # Errors
    /// Those of [`SignIn::answer`] after which the question still stands.
    pub async fn answer(&self, answer: &Answer) -> Result<Session, Error> {
        let Some(pending) = self.pending.load() else {
            return Ok(self.restore().await);
        };
        let outcome = self.steps().answer(&pending.asked, answer).await;
        // Whatever the user has begun meanwhile counts more than this answer.
        if self.pending.load().as_ref() != Some(&pending) {
            return Ok(self.overtaken(outcome).await);
        }
        match pending.after(outcome, (self.now)()) {
            Next::Complete(authenticated) => {
                let (login_id, flow) = (&pending.login_id, pending.flow);
                Ok(self.finish(login_id, flow, *authenticated).await)
            }
            Next::Ask(pending) => Ok(self.ask(pending)),
            Next::Again(error) => Err(error),
            Next::AskAgain(pending) => {
                self.pending.save(&pending);
                Err(Error::WrongAnswer)
            }
            Next::StartOver(reason) => {
                self.pending.clear();
                Ok(Session::SignedOut { reason })
            }
        }
    }

    /// The question for a user's passkey, if there is one. Nothing is kept of it until the user
    /// [takes it up](Self::take_up).
    ///
    /// # Errors
    /// Those of [`SignIn::begin`].
    pub async fn offer_passkey(&self, login_id: &str) -> Result<Option<PendingSignIn>, Error> {
        let beginning = Beginning::Choice(Some(ChallengeName::WebAuthn));
        let progress = self.steps().begin(login_id, &beginning).await?;
        Ok(match progress {
            Progress::Asked(asked) if matches!(asked.challenge, Challenge::WebAuthn { .. }) => {
                Some(PendingSignIn {
                    login_id: login_id.to_owned(),
                    flow: beginning.flow(),
                    asked,
                    asked_at: (self.now)(),
                    is_first: true,
                    ways: Vec::new(),
                })
            }
            _ => None,
        })
    }

    /// Goes on with a question that was on offer, in the place of any other.
    pub fn take_up(&self, pending: &PendingSignIn) -> Session {
        self.ask(pending.clone())
    }

    /// The question that waits for its answer, if one does.
    pub fn sign_in_under_way(&self) -> Option<PendingSignIn> {
        self.pending.load()
    }

    /// Gives the sign-in under way up.
    pub fn give_up_sign_in(&self) -> Session {
        self.pending.clear();
        let reason = SignedOutReason::NotSignedIn;
        Session::SignedOut { reason }
    }

    /// Where a sign-in stands that this tab had begun before it was loaded anew.
    pub(super) fn resume(&self) -> Session {
        let reason = match self.pending.resume((self.now)()) {
            Resumed::Pending(pending) => return challenged(pending),
            Resumed::Expired => SignedOutReason::SignInExpired,
            Resumed::Nothing => SignedOutReason::NotSignedIn,
        };
        Session::SignedOut { reason }
    }

    fn steps(&self) -> SignIn<'_, T> {
        SignIn {
            client: &self.client,
            pool_name: &self.pool_name,
            devices: &self.tokens,
            now: self.now,
        }
    }

    /// Where the user is who has begun something else before the outcome came.
    async fn overtaken(&self, outcome: Result<Progress, Error>) -> Session {
        if let Ok(Progress::Complete(unwanted)) = outcome {
            self.revoke_unawaited(unwanted.tokens.refresh_token);
        }
        self.restore().await
    }

    fn ask(&self, pending: PendingSignIn) -> Session {
        self.pending.save(&pending);
        challenged(pending)
    }

    async fn finish(&self, login_id: &str, flow: AuthFlow, user: Authenticated) -> Session {
        let details = SignInDetails {
            login_id: login_id.to_owned(),
            auth_flow_type: flow.name(),
        };
        let (username, tokens) = (user.username.clone(), &user.tokens);
        let new_device = tokens.new_device_metadata.clone();
        let access_token = tokens.access_token.clone();
        self.keep(user, |tokens, username| {
            tokens.save_sign_in_details(username, &details);
        });
        let register = async {
            if let Some(device) = new_device {
                self.register_device(&username, access_token, device).await;
            }
        };
        join(register, self.restore()).await.1
    }
}

fn challenged(pending: PendingSignIn) -> Session {
    let challenge = pending.asked.challenge;
    let can_resend = match &challenge {
        Challenge::Code { name, .. } if pending.is_first => Some(name.clone()),
        _ => None,
    };
    Session::Challenged {
        login_id: pending.login_id,
        challenge,
        ways: (pending.flow == AuthFlow::UserAuth).then_some(pending.ways),
        can_resend,
        asked_at: pending.asked_at,
    }
}
