//! AWS credentials, and whose they are for AWS.

mod errand;
mod watch;

use std::rc::Rc;

use yew::prelude::*;
use yewdux::use_dispatch;

use self::{errand::Errand, watch::Occasions};
use super::{Submission, use_arrival, use_services, use_submission};
use crate::{aws::CallerIdentity, form::Problem, session::CredentialsOwner, store::AppStore};

/// What the card of the AWS credentials shows and does.
#[derive(Debug, Clone, PartialEq)]
pub struct AwsCredentials {
    /// The identity pool's id, which is as long as an identity's.
    pub identity_pool_id: AttrValue,
    /// Whether there are credentials.
    pub holding: Holding,
    /// Asks AWS whose they are, or tries again to get credentials that did not come.
    pub submission: Submission,
    /// The answer; none while there is a newer question.
    pub caller: Option<CallerIdentity>,
}

/// Whether there are credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holding {
    /// They are on their way.
    Waiting,
    /// There are none. The problem is told here unless the user has tried since.
    Failed(Option<Problem>),
    /// They are there.
    Held {
        /// The identity.
        identity_id: AttrValue,
        /// Until when, in milliseconds since 1970.
        expires_at: i64,
    },
    /// They were there, and there are no newer ones.
    Expired {
        /// The identity.
        identity_id: AttrValue,
        /// Since when, in milliseconds since 1970.
        expired_at: i64,
        /// Why there are no newer ones, likewise; none while they are on their way.
        problem: Option<Problem>,
    },
}

impl Holding {
    fn is_good(&self) -> bool {
        matches!(self, Self::Waiting | Self::Held { .. })
    }
}

/// The AWS credentials of a user or a guest, fetched as soon as the component is there and renewed
/// as long as somebody sees it; none without an identity pool.
#[hook]
pub fn use_aws_credentials(owner: &CredentialsOwner) -> Option<AwsCredentials> {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let holding = use_state_eq(|| Holding::Waiting);
    let caller = use_state_eq(|| None);
    // Whether what the form said of credentials is no longer so.
    let settled = use_state_eq(|| false);
    let errand = Errand {
        services: services.clone(),
        dispatch,
        owner: owner.clone(),
        set_holding: holding.setter(),
        set_caller: caller.setter(),
        set_settled: settled.setter(),
    };
    use_arrival({
        let errand = errand.clone();
        move || {
            let occasions = errand.services.aws.as_ref().map(|_| Occasions::of(&errand));
            move || drop(occasions)
        }
    });
    let mut submission = use_submission({
        let is_good = holding.is_good();
        move |_| errand.clone().submit(is_good)
    });
    if *settled {
        submission.problems = Rc::default();
    }
    let pool = services.config.identity_pool.as_ref()?;
    Some(AwsCredentials {
        identity_pool_id: pool.id.as_str().to_owned().into(),
        holding: (*holding).clone(),
        submission,
        caller: (*caller).clone(),
    })
}
