//! Small things that the app remembers for its user beside the tokens.

use crate::{
    cognito::ops::ChallengeName,
    route::{Access, Route},
    session::Storage,
};
use yew_router::Routable;

const EMAIL: &str = "User_Email";
const PREFERRED_CHALLENGE: &str = "vestibule.preferred_challenge";
const RETURN_TO: &str = "vestibule.return_to";
const FAREWELL: &str = "vestibule.farewell";
const AWAITS_RESET_CODE: &str = "vestibule.awaits_reset_code";

/// Remembers the e-mail address for the next form, the way of signing in that its user chose, the page
/// asked for before signing in, whether a code for a new password is awaited, and the goodbye that is still
/// to be said.
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

    /// Forgets everything about a user who is gone for good.
    pub fn forget(&self) {
        self.local.remove(EMAIL);
        self.local.remove(PREFERRED_CHALLENGE);
        self.tab.remove(RETURN_TO);
    }

    /// The way of signing in that was last chosen, if it was for this address: another one may be somebody else's.
    pub fn preferred_challenge(&self, email: &str) -> Option<ChallengeName> {
        let kept = self.local.get(PREFERRED_CHALLENGE)?;
        let (name, of) = kept.split_once(' ')?;
        of.eq_ignore_ascii_case(email).then(|| name.into())
    }

    /// Keeps the way of signing in of this address for the next time.
    pub fn set_preferred_challenge(&self, email: &str, name: &ChallengeName) {
        let kept = format!("{} {email}", name.as_str());
        self.local.set(PREFERRED_CHALLENGE, &kept);
    }

    /// Forgets it: it no longer leads in.
    pub fn forget_preferred_challenge(&self) {
        self.local.remove(PREFERRED_CHALLENGE);
    }

    /// Keeps the page that was asked for until the user is signed in. What is no page to come back
    /// to leaves an earlier one in place.
    pub fn set_return_to(&self, route: Route) {
        if route.access() == Access::SignedIn {
            self.tab.set(RETURN_TO, route.path());
        }
    }

    /// The page that was asked for.
    pub fn return_to(&self) -> Option<Route> {
        let path = self.tab.get(RETURN_TO)?;
        // Nothing else is kept here.
        Route::recognize(&path).filter(|route| route.access() == Access::SignedIn)
    }

    /// The page that was asked for, once.
    pub fn take_return_to(&self) -> Option<Route> {
        let route = self.return_to();
        self.tab.remove(RETURN_TO);
        route
    }

    /// Whether the user has, or waits for, a code for a new password.
    pub fn awaits_reset_code(&self) -> bool {
        self.tab.get(AWAITS_RESET_CODE).is_some()
    }

    /// Keeps that for a reload.
    pub fn set_awaits_reset_code(&self, awaits: bool) {
        if awaits {
            self.tab.set(AWAITS_RESET_CODE, "true");
        } else {
            self.tab.remove(AWAITS_RESET_CODE);
        }
    }

    /// Keeps the goodbye that is to be said when the hosted pages have led back.
    pub fn set_farewell(&self, text: &str) {
        self.tab.set(FAREWELL, text);
    }

    /// The goodbye that is still to be said, once.
    pub fn take_farewell(&self) -> Option<String> {
        let farewell = self.tab.get(FAREWELL)?;
        self.tab.remove(FAREWELL);
        Some(farewell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::MemoryStorage;

    fn remembered() -> (Remembered<MemoryStorage>, MemoryStorage) {
        let tab = MemoryStorage::default();
        (Remembered::new(MemoryStorage::default(), tab.clone()), tab)
    }

    #[test]
    fn page_asked_for_is_returned_to_once() {
        let (remembered, _) = remembered();
        remembered.set_return_to(Route::Profile);
        assert_eq!(remembered.take_return_to(), Some(Route::Profile));
        assert_eq!(remembered.take_return_to(), None);
    }

    #[test]
    fn way_back_from_the_hosted_pages_leaves_the_page_asked_for_in_place() {
        let (remembered, _) = remembered();
        remembered.set_return_to(Route::Profile);
        remembered.set_return_to(Route::Callback);
        assert_eq!(remembered.take_return_to(), Some(Route::Profile));
    }

    #[test]
    fn way_of_signing_in_is_kept_for_the_address_that_it_was_chosen_with() {
        let (remembered, _) = remembered();
        remembered.set_preferred_challenge("u@example.org", &ChallengeName::EmailOtp);
        let preferred = |email| remembered.preferred_challenge(email);
        assert_eq!(preferred("U@example.org"), Some(ChallengeName::EmailOtp));
        assert_eq!(preferred("other@example.org"), None);
    }

    #[test]
    fn goodbye_is_said_once() {
        let (remembered, _) = remembered();
        remembered.set_farewell("See you!");
        assert_eq!(remembered.take_farewell().as_deref(), Some("See you!"));
        assert_eq!(remembered.take_farewell(), None);
    }

    #[test]
    fn nobody_is_returned_to_a_page_that_leads_in_circles_or_out() {
        let (remembered, tab) = remembered();
        for path in [
            "/auth/login",
            "/auth/signout",
            "/nowhere",
            "https://example.org",
            "",
        ] {
            tab.set(RETURN_TO, path);
            assert_eq!(remembered.take_return_to(), None, "{path}");
        }
    }
}
