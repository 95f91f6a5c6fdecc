//! Getting credentials and asking with them.

use yew::prelude::*;
use yewdux::Dispatch;

use super::Holding;
use crate::{
    aws::{self, CallerIdentity, Identity},
    form::Problem,
    hooks::{Outcome, Services, follow_session},
    messages::explain_aws,
    session::{CredentialsOwner, SessionError},
    store::AppStore,
};

/// In whose name, and where what comes of it is kept.
#[derive(Clone)]
pub(super) struct Errand {
    pub(super) services: Services,
    pub(super) dispatch: Dispatch<AppStore>,
    pub(super) owner: CredentialsOwner,
    pub(super) set_holding: UseStateSetter<Holding>,
    pub(super) set_caller: UseStateSetter<Option<CallerIdentity>>,
    pub(super) set_settled: UseStateSetter<bool>,
}

impl Errand {
    /// What the user asks for: an answer of AWS, or credentials where there are none.
    pub(super) async fn submit(self, is_good: bool) -> Outcome {
        self.set_caller.set(None);
        self.set_settled.set(false);
        let outcome = if is_good {
            self.ask().await
        } else {
            self.set_holding.set(self.without_new_ones(None));
            self.fetch().await
        };
        outcome.map(|()| None).map_err(|problem| {
            // It is told by the form.
            self.set_holding.set(self.without_new_ones(None));
            vec![problem]
        })
    }

    /// Gets credentials unless good ones are at hand, without anybody asking for it.
    pub(super) async fn renew(&self) {
        let left = self.life_left();
        if left.is_some_and(|left| left <= 0) {
            self.set_holding.set(self.without_new_ones(None));
        }
        match self.fetch().await {
            Ok(()) if left.is_some_and(|left| left > 0) => {}
            Ok(()) => self.set_settled.set(true),
            Err(problem) => self.set_holding.set(self.without_new_ones(Some(problem))),
        }
    }

    /// For how long the credentials that there are will be good, in milliseconds; none if there are
    /// none.
    pub(super) fn life_left(&self) -> Option<i64> {
        let credentials = &self.services.aws.as_ref()?.credentials;
        let identity = credentials.held_by(&self.owner)?;
        Some(credentials.life_left(&identity))
    }

    async fn fetch(&self) -> Result<(), Problem> {
        let Some(aws) = &self.services.aws else {
            return Ok(());
        };
        let authenticator = &self.services.authenticator;
        let identity = aws.credentials.of(authenticator, &self.owner);
        match identity.await {
            Ok(identity) => self.show(&identity),
            Err(error) => self.follow(error.of_renewal()).await?,
        }
        Ok(())
    }

    async fn ask(&self) -> Result<(), Problem> {
        let Some(aws) = &self.services.aws else {
            return Ok(());
        };
        let request = async |identity: &Identity| {
            // They may be newer than the ones that are shown.
            self.show(identity);
            aws.sts.get_caller_identity(&aws.client, identity).await
        };
        let authenticator = &self.services.authenticator;
        let answer = aws.credentials.signed(authenticator, &self.owner, request);
        match answer.await {
            Ok(answer) => self.set_caller.set(Some(answer)),
            Err(error) => self.follow(error).await?,
        }
        Ok(())
    }

    fn show(&self, identity: &Identity) {
        self.set_holding.set(held(identity));
    }

    /// What there is as long as no newer credentials come.
    fn without_new_ones(&self, problem: Option<Problem>) -> Holding {
        let aws = self.services.aws.as_ref();
        let identity = aws.and_then(|aws| aws.credentials.held_by(&self.owner));
        match identity {
            None => Holding::Failed(problem),
            Some(identity) if self.life_left().is_some_and(|left| left > 0) => held(&identity),
            Some(identity) => Holding::Expired {
                identity_id: identity.id.into(),
                expired_at: identity.credentials.expires_at,
                problem,
            },
        }
    }

    async fn follow(&self, error: SessionError<aws::Error>) -> Result<(), Problem> {
        let username = self.owner.username().unwrap_or_default().to_owned();
        let outcome = follow_session(&self.services, &self.dispatch, username, error).await;
        outcome.map_err(|error| explain_aws(&error, &self.services.config.password_policy))
    }
}

fn held(identity: &Identity) -> Holding {
    Holding::Held {
        identity_id: identity.id.clone().into(),
        expires_at: identity.credentials.expires_at,
    }
}
