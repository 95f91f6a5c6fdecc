//! Everything that can happen to the store.

use std::{borrow::Cow, rc::Rc};

use yewdux::Reducer;

use super::{AppStore, Notice, Tone};
use crate::{
    route::Route,
    session::{Session, SignedOutReason, UserProfile},
};

/// A change of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The saved session was looked at when the page was loaded. Whatever happened meanwhile
    /// counts more.
    Restored(Session),
    /// The saved session is another one now.
    SessionChanged(Session),
    /// The user signed out here.
    SignedOut,
    /// The service no longer accepts the session of that user.
    Ended {
        /// The name that the pool keeps the user under.
        username: String,
    },
    /// A user's attributes changed.
    ProfileChanged(UserProfile),
    /// A confirmation for the user, on that page.
    Notify(Route, Cow<'static, str>),
    /// A problem of the user's, on that page.
    Warn(Route, Cow<'static, str>),
    /// The user did the next thing.
    NoticeRead,
    /// The user came to a page; notices of other pages are over.
    Entered(Route),
}

impl Reducer<AppStore> for Action {
    fn apply(self, mut store: Rc<AppStore>) -> Rc<AppStore> {
        let state = Rc::make_mut(&mut store);
        match self {
            Self::Restored(session) => {
                if state.session == Session::Restoring {
                    state.change_session(session);
                }
            }
            Self::SessionChanged(session) => state.change_session(session),
            Self::SignedOut => {
                state.session = Session::SignedOut {
                    reason: SignedOutReason::NotSignedIn,
                }
            }
            Self::Ended { username } => {
                if state.user().is_some_and(|user| user.username == username) {
                    state.change_session(Session::SignedOut {
                        reason: SignedOutReason::Ended,
                    });
                }
            }
            Self::ProfileChanged(changed) => match &mut state.session {
                Session::SignedIn { user } if user.username == changed.username => *user = changed,
                _ => {}
            },
            Self::Notify(route, text) => state.note(route, text, Tone::Confirmation),
            Self::Warn(route, text) => state.note(route, text, Tone::Problem),
            Self::NoticeRead => state.notice = None,
            Self::Entered(route) => {
                if state.notice(route).is_none() {
                    state.notice = None;
                }
            }
        }
        store
    }
}

impl AppStore {
    /// A session or a sign-in that ended without the user's doing here is explained on the login page,
    /// where guarded pages lead to.
    fn change_session(&mut self, session: Session) {
        let explanation = match &session {
            Session::SignedOut {
                reason: SignedOutReason::NotSignedIn,
            } if self.authenticated() => Some((ENDED_ELSEWHERE, Tone::Confirmation)),
            Session::SignedOut { reason } => explanation(*reason),
            _ => None,
        };
        if let Some((text, tone)) = explanation {
            self.note(Route::Login, text.into(), tone);
        }
        self.session = session;
    }

    fn note(&mut self, route: Route, text: Cow<'static, str>, tone: Tone) {
        self.notice = Some(Notice { route, text, tone });
    }
}

const ENDED_ELSEWHERE: &str = "You are signed out: your session ended elsewhere in this browser.";

fn explanation(reason: SignedOutReason) -> Option<(&'static str, Tone)> {
    match reason {
        SignedOutReason::NotSignedIn => None,
        SignedOutReason::Ended => Some((
            "Your session has ended. Please sign in again.",
            Tone::Confirmation,
        )),
        SignedOutReason::SignInExpired => Some((
            "Signing in took too long. Please begin once more.",
            Tone::Problem,
        )),
        SignedOutReason::SignInRefused => Some((
            "That was not accepted. Please begin once more; after several tries, wait a few \
             minutes before the next one.",
            Tone::Problem,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: impl IntoIterator<Item = Action>) -> AppStore {
        let store = actions
            .into_iter()
            .fold(Rc::new(AppStore::default()), |store, action| {
                action.apply(store)
            });
        Rc::unwrap_or_clone(store)
    }

    fn signed_out(reason: SignedOutReason) -> Session {
        Session::SignedOut { reason }
    }

    fn signed_in(username: &str) -> Session {
        let user = UserProfile::new(username, Vec::new());
        Session::SignedIn { user }
    }

    fn ended(username: &str) -> Action {
        let username = username.to_owned();
        Action::Ended { username }
    }

    #[test]
    fn authenticated_and_user_follow_the_session() {
        let store = after([Action::SessionChanged(signed_in("u"))]);
        assert!(store.authenticated());
        assert_eq!(store.user().unwrap().username, "u");
        let store = after([Action::SessionChanged(signed_in("u")), Action::SignedOut]);
        assert!(!store.authenticated());
        assert_eq!(store.user(), None);
    }

    #[test]
    fn sign_out_during_the_restore_stands() {
        let store = after([Action::SignedOut, Action::Restored(signed_in("u"))]);
        assert_eq!(store.session(), &signed_out(SignedOutReason::NotSignedIn));
    }

    #[test]
    fn late_end_of_a_session_touches_no_other_one() {
        let store = after([
            Action::SessionChanged(signed_in("a")),
            Action::SignedOut,
            ended("a"),
        ]);
        assert_eq!(store.session(), &signed_out(SignedOutReason::NotSignedIn));
        let store = after([Action::SessionChanged(signed_in("b")), ended("a")]);
        assert!(store.authenticated());
        let store = after([Action::SessionChanged(signed_in("a")), ended("a")]);
        assert_eq!(store.session(), &signed_out(SignedOutReason::Ended));
    }

    #[test]
    fn ended_session_is_explained_on_the_login_page() {
        let store = after([Action::Restored(signed_out(SignedOutReason::Ended))]);
        assert!(store.notice(Route::Login).is_some());
        let store = after([Action::Restored(signed_out(SignedOutReason::NotSignedIn))]);
        assert_eq!(store.notice(Route::Login), None);
    }

    #[test]
    fn session_that_is_gone_without_this_tabs_doing_is_explained_as_another_ones() {
        let gone = || Action::SessionChanged(signed_out(SignedOutReason::NotSignedIn));
        let told = |actions: &[Action]| {
            let store = after(actions.iter().cloned());
            store.notice(Route::Login).map(|notice| notice.tone)
        };
        let signed_in = Action::SessionChanged(signed_in("u"));
        assert_eq!(told(&[signed_in.clone(), gone()]), Some(Tone::Confirmation));
        assert_eq!(
            told(&[signed_in.clone(), gone(), gone()]),
            Some(Tone::Confirmation)
        );
        assert_eq!(told(&[signed_in, Action::SignedOut, gone()]), None);
        assert_eq!(told(&[gone()]), None);
    }

    #[test]
    fn notice_waits_for_its_page_and_goes_with_it() {
        let notify = Action::Notify(Route::Login, "Done.".into());
        let store = after([notify.clone(), Action::Entered(Route::Login)]);
        assert_eq!(store.notice(Route::Login).unwrap().text, "Done.");
        assert_eq!(store.notice(Route::Home), None);
        let store = after([notify, Action::Entered(Route::Home)]);
        assert_eq!(store.notice(Route::Login), None);
    }

    #[test]
    fn profile_of_somebody_else_changes_nothing() {
        let changed = Action::ProfileChanged(UserProfile::new("a", Vec::new()));
        let store = after([Action::SignedOut, changed.clone()]);
        assert!(!store.authenticated());
        let store = after([Action::SessionChanged(signed_in("b")), changed]);
        assert_eq!(store.user().unwrap().username, "b");
    }
}
