//! Two small things that the app remembers for its user beside the tokens.

use super::Storage;
use crate::route::Route;
use yew_router::Routable;

const EMAIL: &str = "User_Email";
const RETURN_TO: &str = "vestibule.return_to";

/// Remembers the e-mail address for the next form, and the page asked for before signing in.
#[derive(Debug, Clone)]
pub struct Remembered<S> {
    local: S,
    tab: S,
}

impl<S: Storage> Remembered<S> {
    /// `local` outlives the tab, `tab` does not.
    pub fn new(local: S, tab: S) -> Self {
        Self { local, tab }
    }

    /// The address that was last used; empty if none was.
    pub fn email(&self) -> String {
        self.local.get(EMAIL).unwrap_or_default()
    }

    /// Keeps the address for the next form.
    pub fn set_email(&self, email: &str) {
        self.local.set(EMAIL, email);
    }

    /// Keeps the page that was asked for until the user is signed in.
    pub fn set_return_to(&self, route: Route) {
        self.tab.set(RETURN_TO, &route.to_path());
    }

    /// The page that was asked for, once.
    pub fn take_return_to(&self) -> Option<Route> {
        let path = self.tab.get(RETURN_TO)?;
        self.tab.remove(RETURN_TO);
        Route::recognize(&path)
    }
}
