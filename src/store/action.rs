//! Everything that can happen to the store.

use std::{borrow::Cow, rc::Rc};

use yewdux::Reducer;

use super::{AppStore, Notice};
use crate::{
    route::Route,
    session::{Session, SignedOutReason, UserProfile},
};

/// A change of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The saved session was looked at. Whatever the user did meanwhile counts more.
    Restored(Session),
    /// A user signed in.
    SignedIn(UserProfile),
    /// The session is over.
    SignedOut(SignedOutReason),
    /// The user's attributes changed.
    ProfileChanged(UserProfile),
    /// A confirmation for the user, on that page.
    Notify(Route, Cow<'static, str>),
    /// The user did the next thing.
    NoticeRead,
    /// The user came to a page; notices of other pages are over.
    Entered(Route),
}

impl Reducer<AppStore> for Action {
    fn apply(self, mut store: Rc<AppStore>) -> Rc<AppStore> {
        let AppStore { session, notice } = Rc::make_mut(&mut store);
        match self {
            Self::Restored(restored) => {
                if *session == Session::Restoring {
                    *notice = notice_of_end(&restored).or(notice.take());
                    *session = restored;
                }
            }
            Self::SignedIn(user) => *session = Session::SignedIn { user },
            Self::SignedOut(reason) => {
                *session = Session::SignedOut { reason };
                *notice = notice_of_end(session);
            }
            Self::ProfileChanged(changed) => {
                if let Session::SignedIn { user } = session {
                    *user = changed;
                }
            }
            Self::Notify(route, text) => *notice = Some(Notice { route, text }),
            Self::NoticeRead => *notice = None,
            Self::Entered(route) => {
                if notice.as_ref().is_some_and(|notice| notice.route != route) {
                    *notice = None;
                }
            }
        }
        store
    }
}

/// A session that ended by itself is explained where the user finds themselves.
fn notice_of_end(session: &Session) -> Option<Notice> {
    match session {
        Session::SignedOut {
            reason: SignedOutReason::Ended,
        } => Some(Notice {
            route: Route::Login,
            text: Cow::Borrowed("Your session has ended. Please sign in again."),
        }),
        _ => None,
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

    #[test]
    fn authenticated_and_user_follow_the_session() {
        let user = UserProfile::without_attributes("u");
        let store = after([Action::SignedIn(user.clone())]);
        assert!(store.authenticated());
        assert_eq!(store.user(), Some(&user));
        let store = after([
            Action::SignedIn(user),
            Action::SignedOut(SignedOutReason::SignedOut),
        ]);
        assert!(!store.authenticated());
        assert_eq!(store.user(), None);
    }

    #[test]
    fn sign_out_during_the_restore_stands() {
        let restored = Session::SignedIn {
            user: UserProfile::default(),
        };
        let store = after([
            Action::SignedOut(SignedOutReason::SignedOut),
            Action::Restored(restored),
        ]);
        assert_eq!(store.session(), &signed_out(SignedOutReason::SignedOut));
    }

    #[test]
    fn ended_session_is_explained_on_the_login_page() {
        let store = after([Action::Restored(signed_out(SignedOutReason::Ended))]);
        assert!(store.notice(Route::Login).is_some());
        let store = after([Action::Restored(signed_out(SignedOutReason::NoSession))]);
        assert_eq!(store.notice(Route::Login), None);
    }

    #[test]
    fn notice_waits_for_its_page_and_goes_with_it() {
        let notify = Action::Notify(Route::Login, "Done.".into());
        let store = after([notify.clone(), Action::Entered(Route::Login)]);
        assert_eq!(store.notice(Route::Login), Some("Done."));
        assert_eq!(store.notice(Route::Home), None);
        let store = after([notify, Action::Entered(Route::Home)]);
        assert_eq!(store.notice(Route::Login), None);
    }

    #[test]
    fn profile_of_nobody_cannot_change() {
        let store = after([
            Action::SignedOut(SignedOutReason::NoSession),
            Action::ProfileChanged(UserProfile::default()),
        ]);
        assert!(!store.authenticated());
    }
}
