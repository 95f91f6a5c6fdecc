//! The signed-in user, and what they do with their own account: an errand to a file.

mod authenticator_app;
mod change_mfa;
mod change_password;
mod delete_account;
mod devices;
mod passkeys;
mod reread;
mod save_profile;
mod sign_out_everywhere;
mod verify_attribute;

use std::{borrow::Cow, future::Future};

use futures_util::future::{FutureExt, LocalBoxFuture};
use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{FormAction, GoTo, Outcome, Services, follow_session, use_go_to, use_services};
use crate::{
    cognito::Error,
    config::Config,
    form::{FormValues, Problem},
    messages::{Errand, explain},
    route::Route,
    session::{SessionError, UserProfile},
    store::{Action, AppStore},
};
pub use authenticator_app::{AppSetUp, use_authenticator_app};
pub use change_mfa::MfaChange;
pub use devices::use_devices;
pub use passkeys::use_passkeys;
pub use reread::use_reread;
pub use verify_attribute::KEEP_OLD;

/// A signed-in user, and what it takes to act in their name. Each errand is a method that makes the
/// action of a form.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who.
    pub user: UserProfile,
    pub(super) services: Services,
    dispatch: Dispatch<AppStore>,
    go_to: GoTo,
}

/// The signed-in user.
#[hook]
pub fn use_member(user: &UserProfile) -> Member {
    Member {
        user: user.clone(),
        services: use_services(),
        dispatch: use_dispatch::<AppStore>(),
        go_to: use_go_to(),
    }
}

impl Member {
    /// What this deployment offers its users.
    pub fn config(&self) -> &Config {
        &self.services.config
    }

    /// The action of a form that does something in the user's name.
    pub(super) fn action<Fut>(&self, act: impl Fn(Self, FormValues) -> Fut + 'static) -> FormAction
    where
        Fut: Future<Output = Outcome> + 'static,
    {
        let member = self.clone();
        FormAction::new(move |values| act(member.clone(), values))
    }

    /// What an errand brought; nothing if it turned out that the session is over or another one,
    /// which the store knows by then.
    pub(super) async fn settle<R>(
        &self,
        errand: Errand,
        result: Result<R, SessionError>,
    ) -> Result<Option<R>, Vec<Problem>> {
        match result {
            Ok(output) => Ok(Some(output)),
            Err(error) => self.follow(errand, error).await.map(|()| None),
        }
    }

    /// Compiled once, and not once for every errand.
    fn follow(
        &self,
        errand: Errand,
        error: SessionError<Error>,
    ) -> LocalBoxFuture<'_, Result<(), Vec<Problem>>> {
        async move {
            let username = self.user.username.clone();
            let outcome = follow_session(&self.services, &self.dispatch, username, error).await;
            outcome.map_err(|error| vec![self.explain(errand, &error)])
        }
        .boxed_local()
    }

    /// A refusal in words.
    fn explain(&self, errand: Errand, refusal: &Error) -> Problem {
        explain(refusal, errand, &self.services.config.password_policy)
    }

    /// Shows the user as they are now.
    fn becomes(&self, user: UserProfile) {
        if user.email() != self.user.email() {
            // The next sign-in is by the new address.
            self.services.remembered.set_email(user.email());
        }
        self.dispatch.apply(Action::ProfileChanged(user));
    }

    /// Tells the user on that page that something is done.
    pub(super) fn confirm(&self, route: Route, text: impl Into<Cow<'static, str>>) {
        self.dispatch.apply(Action::Notify(route, text.into()));
    }

    /// Leads to the goodbye, wherever the user is by now.
    fn say_goodbye(&self, text: &'static str) {
        self.confirm(Route::SignOut, text);
        self.go_to.push(Route::SignOut);
    }
}
