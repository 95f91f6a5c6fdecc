//! Which page is where, and who may enter it.

use std::collections::HashMap;

use yew_router::Routable;

use crate::session::Session;

/// Makes the pages and their paths of one table.
macro_rules! pages {
    ($($(#[$meaning:meta])* $page:ident => $path:literal,)*) => {
        /// Every page of the app.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Route {
            $($(#[$meaning])* $page,)*
        }

        impl Route {
            const ALL: &[Self] = &[$(Self::$page,)*];

            /// Where it is.
            pub fn path(self) -> &'static str {
                match self {
                    $(Self::$page => $path,)*
                }
            }
        }
    };
}

pages! {
    /// What this is.
    Home => "/",
    /// Signing in.
    Login => "/auth/login",
    /// Creating an account.
    SignUp => "/auth/signup",
    /// Signing out.
    SignOut => "/auth/signout",
    /// Confirming a new account.
    VerifyAccount => "/auth/verify_account",
    /// Setting a new password without the old one.
    ForgotPassword => "/auth/forgot_password",
    /// Where the hosted pages lead back to.
    Callback => "/auth/callback",
    /// A page for signed-in users alone.
    AuthenticatedPage => "/auth/authenticated_page",
    /// The user's own attributes.
    Profile => "/profile",
    /// The user's password, sessions and account.
    Security => "/profile/security",
    /// Any other path.
    NotFound => "/404",
}

/// These paths have no parameters. The router's derive brings a general matcher of patterns along, which is 4 kB of
/// the download (brotli).
impl Routable for Route {
    fn from_path(path: &str, _parameters: &HashMap<&str, &str>) -> Option<Self> {
        Self::ALL.iter().copied().find(|route| route.path() == path)
    }

    fn to_path(&self) -> String {
        self.path().to_owned()
    }

    fn routes() -> Vec<&'static str> {
        Self::ALL.iter().map(|route| route.path()).collect()
    }

    fn not_found_route() -> Option<Self> {
        Some(Self::NotFound)
    }

    fn recognize(path: &str) -> Option<Self> {
        let without_slash = path.strip_suffix('/').filter(|path| !path.is_empty());
        Self::from_path(without_slash.unwrap_or(path), &HashMap::new()).or(Some(Self::NotFound))
    }
}

/// Who may enter a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Those who are not signed in.
    SignedOut,
    /// Those who are.
    SignedIn,
    /// Nobody: whoever comes here is led on.
    Passage,
}

/// What the guard decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// The page is shown.
    Enter,
    /// It is not yet known who this is; nothing is shown that could turn out wrong.
    Wait,
    /// The user must sign in first, and comes back here then if this is a page to be on.
    SignInFirst,
    /// The user is signed in and goes on to the page asked for before.
    GoOn,
}

impl Route {
    /// Who may enter.
    pub fn access(self) -> Access {
        match self {
            Self::Home | Self::SignOut | Self::NotFound => Access::Public,
            Self::Login | Self::SignUp | Self::VerifyAccount | Self::ForgotPassword => {
                Access::SignedOut
            }
            Self::AuthenticatedPage | Self::Profile | Self::Security => Access::SignedIn,
            Self::Callback => Access::Passage,
        }
    }

    /// Decides whether a user in this state of the session may enter.
    pub fn admit(self, session: &Session) -> Admission {
        match (self.access(), session) {
            (Access::Public, _)
            | (Access::SignedOut, Session::SignedOut { .. } | Session::Challenged { .. })
            | (Access::SignedIn, Session::SignedIn { .. }) => Admission::Enter,
            (Access::SignedOut | Access::SignedIn | Access::Passage, Session::Restoring) => {
                Admission::Wait
            }
            (
                Access::SignedIn | Access::Passage,
                Session::SignedOut { .. } | Session::Challenged { .. },
            ) => Admission::SignInFirst,
            (Access::SignedOut | Access::Passage, Session::SignedIn { .. }) => Admission::GoOn,
        }
    }

    /// The title of the page, for the browser's tab and history.
    pub fn title(self) -> &'static str {
        match self {
            Self::Home => "Home",
            Self::Login => "Login",
            Self::SignUp => "Sign up",
            Self::SignOut => "Sign out",
            Self::VerifyAccount => "Verify account",
            Self::ForgotPassword => "Reset password",
            Self::Callback => "Signing in",
            Self::AuthenticatedPage => "Authenticated page",
            Self::Profile => "Profile",
            Self::Security => "Security",
            Self::NotFound => "Page not found",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cognito::challenge::Challenge,
        session::{SignedOutReason, UserProfile},
    };

    #[test]
    fn guard_decides_every_route_in_every_state() {
        use Admission::{Enter, GoOn, SignInFirst, Wait};
        let states = [
            Session::Restoring,
            Session::SignedOut {
                reason: SignedOutReason::NotSignedIn,
            },
            Session::SignedOut {
                reason: SignedOutReason::Ended,
            },
            Session::Challenged {
                login_id: String::new(),
                challenge: Challenge::SetUpEmail,
                ways: None,
                can_resend: None,
                asked_at: 0,
            },
            Session::SignedIn {
                user: UserProfile::default(),
            },
        ];
        let table = [
            (Route::Home, [Enter, Enter, Enter, Enter, Enter]),
            (Route::Login, [Wait, Enter, Enter, Enter, GoOn]),
            (Route::SignUp, [Wait, Enter, Enter, Enter, GoOn]),
            (Route::SignOut, [Enter, Enter, Enter, Enter, Enter]),
            (Route::VerifyAccount, [Wait, Enter, Enter, Enter, GoOn]),
            (Route::ForgotPassword, [Wait, Enter, Enter, Enter, GoOn]),
            (
                Route::Callback,
                [Wait, SignInFirst, SignInFirst, SignInFirst, GoOn],
            ),
            (
                Route::AuthenticatedPage,
                [Wait, SignInFirst, SignInFirst, SignInFirst, Enter],
            ),
            (
                Route::Profile,
                [Wait, SignInFirst, SignInFirst, SignInFirst, Enter],
            ),
            (
                Route::Security,
                [Wait, SignInFirst, SignInFirst, SignInFirst, Enter],
            ),
            (Route::NotFound, [Enter, Enter, Enter, Enter, Enter]),
        ];
        for (route, expected) in table {
            for (session, admission) in states.iter().zip(expected) {
                assert_eq!(
                    route.admit(session),
                    admission,
                    "{route:?} while {session:?}"
                );
            }
        }
    }

    #[test]
    fn paths_are_those_of_the_tutorial_and_of_what_it_has_no_pages_for() {
        for path in [
            "/",
            "/auth/login",
            "/auth/signup",
            "/auth/signout",
            "/auth/verify_account",
            "/auth/forgot_password",
            "/auth/authenticated_page",
            "/auth/callback",
            "/profile",
            "/profile/security",
        ] {
            let route = Route::recognize(path).unwrap();
            assert_ne!(route, Route::NotFound, "{path}");
            assert_eq!(route.to_path(), path);
        }
        assert_eq!(Route::recognize("/nowhere/at/all"), Some(Route::NotFound));
    }
}
