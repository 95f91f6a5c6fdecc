//! The user's AWS credentials, and who the user is for AWS.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, follow_session, use_services, use_submission};
use crate::{
    aws::{self, CallerIdentity, Identity},
    form::Problem,
    messages::explain_aws,
    session::SessionError,
    store::AppStore,
};

/// What the card of the AWS credentials shows and does.
#[derive(Debug, Clone, PartialEq)]
pub struct AwsCredentials {
    /// The identity pool's id, which is as long as an identity's.
    pub identity_pool_id: AttrValue,
    /// Whether there are credentials.
    pub holding: Holding,
    /// Asks AWS who the user is, or tries again to get credentials that did not come.
    pub submission: Submission,
    /// The answer; none while there is a newer question.
    pub caller: Option<CallerIdentity>,
}

/// Whether there are credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// They are on their way.
    Waiting,
    /// They did not come. The problem is told here unless the user has tried since.
    Failed(Option<Problem>),
    /// They are there.
    Held {
        /// The user's identity.
        identity_id: AttrValue,
        /// Until when, in milliseconds since 1970.
        expires_at: i64,
    },
}

/// The AWS credentials of the user `username`, fetched as soon as the component is there; none
/// without an identity pool.
#[hook]
pub fn use_aws_credentials(username: &str) -> Option<AwsCredentials> {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let holding = use_state_eq(|| Holding::Waiting);
    let caller = use_state_eq(|| None);
    let errand = Errand {
        services: services.clone(),
        dispatch,
        username: username.to_owned(),
        set_holding: holding.setter(),
        set_caller: caller.setter(),
    };
    use_effect_with((), {
        let errand = errand.clone();
        move |()| {
            spawn_local(async move {
                if let Err(problem) = errand.fetch().await {
                    errand.set_holding.set(Holding::Failed(Some(problem)));
                }
            });
        }
    });
    let submission = use_submission({
        let failed = matches!(*holding, Holding::Failed(_));
        move |_| errand.clone().submit(failed)
    });
    let pool = services.config.identity_pool.as_ref()?;
    Some(AwsCredentials {
        identity_pool_id: pool.id.as_str().to_owned().into(),
        holding: (*holding).clone(),
        submission,
        caller: (*caller).clone(),
    })
}

/// In whose name, and where what comes of it is kept.
#[derive(Clone)]
struct Errand {
    services: Services,
    dispatch: Dispatch<AppStore>,
    username: String,
    set_holding: UseStateSetter<Holding>,
    set_caller: UseStateSetter<Option<CallerIdentity>>,
}

impl Errand {
    async fn submit(self, failed: bool) -> Outcome {
        self.set_caller.set(None);
        let outcome = if failed {
            self.set_holding.set(Holding::Failed(None));
            self.fetch().await
        } else {
            self.ask().await
        };
        outcome.map(|()| None).map_err(|problem| vec![problem])
    }

    async fn fetch(&self) -> Result<(), Problem> {
        let Some(aws) = &self.services.aws else {
            return Ok(());
        };
        let authenticator = &self.services.authenticator;
        let identity = aws.credentials.of_user(authenticator, &self.username);
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
        let answer = aws
            .credentials
            .signed(authenticator, &self.username, request);
        match answer.await {
            Ok(answer) => self.set_caller.set(Some(answer)),
            Err(error) => self.follow(error).await?,
        }
        Ok(())
    }

    fn show(&self, identity: &Identity) {
        self.set_holding.set(Holding::Held {
            identity_id: identity.id.clone().into(),
            expires_at: identity.credentials.expires_at,
        });
    }

    async fn follow(&self, error: SessionError<aws::Error>) -> Result<(), Problem> {
        let username = self.username.clone();
        let outcome = follow_session(&self.services, &self.dispatch, username, error).await;
        outcome.map_err(|error| explain_aws(&error, &self.services.config.password_policy))
    }
}
