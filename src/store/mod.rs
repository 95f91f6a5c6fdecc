//! What the pages show: one store, changed by [`Action`]s alone.

mod action;

use std::borrow::Cow;

use yewdux::Store;

pub use action::Action;

use crate::{
    route::Route,
    session::{Session, UserProfile},
};

/// The state that pages share. The tokens are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Store)]
pub struct AppStore {
    session: Session,
    notice: Option<Notice>,
}

/// A sentence that is shown on one page until the user moves on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The page that it belongs to.
    pub route: Route,
    /// The sentence, for a person.
    pub text: Cow<'static, str>,
    /// Whether it is a confirmation or a problem.
    pub tone: Tone,
}

/// What a [`Notice`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something is done.
    Confirmation,
    /// Something did not work.
    Problem,
}

impl AppStore {
    /// The state of the session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Whether a user is signed in.
    pub fn authenticated(&self) -> bool {
        self.user().is_some()
    }

    /// The signed-in user.
    pub fn user(&self) -> Option<&UserProfile> {
        match &self.session {
            Session::SignedIn { user } => Some(user),
            Session::Restoring | Session::SignedOut { .. } | Session::Challenged { .. } => None,
        }
    }

    /// The notice that belongs to that page.
    pub fn notice(&self, route: Route) -> Option<&Notice> {
        self.notice.as_ref().filter(|notice| notice.route == route)
    }
}
