//! What the errands of the account pages have in common.

use std::borrow::Cow;

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{GoTo, Services, follow_session, use_go_to, use_services};
use crate::{
    form::Problem,
    messages::{Errand, explain},
    route::Route,
    session::SessionError,
    store::{Action, AppStore},
};

/// A signed-in user, and what it takes to act in their name.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub services: Services,
    pub dispatch: Dispatch<AppStore>,
    pub go_to: GoTo,
    /// The name that the pool keeps the user under.
    pub username: String,
}

/// The signed-in user of that name.
#[hook]
pub(super) fn use_member(username: &str) -> Member {
    Member {
        services: use_services(),
        dispatch: use_dispatch::<AppStore>(),
        go_to: use_go_to(),
        username: username.to_owned(),
    }
}

impl Member {
    /// What an errand brought; nothing if it turned out that the session is over or another one,
    /// which the store knows by then.
    pub(super) async fn settle<R>(
        &self,
        errand: Errand,
        result: Result<R, SessionError>,
    ) -> Result<Option<R>, Vec<Problem>> {
        let error = match result {
            Ok(output) => return Ok(Some(output)),
            Err(error) => error,
        };
        let username = self.username.clone();
        let outcome = follow_session(&self.services, &self.dispatch, username, error).await;
        let policy = &self.services.config.password_policy;
        outcome.map_err(|error| vec![explain(&error, errand, policy)])?;
        Ok(None)
    }

    /// Tells the user on the security page that something is done.
    pub(super) fn confirm(&self, text: impl Into<Cow<'static, str>>) {
        let notice = Action::Notify(Route::Security, text.into());
        self.dispatch.apply(notice);
    }

    /// Leads to the goodbye, wherever the user is by now.
    pub(super) fn say_goodbye(&self, text: &'static str) {
        let notice = Action::Notify(Route::SignOut, text.into());
        self.dispatch.apply(notice);
        self.go_to.push(Route::SignOut);
    }
}
