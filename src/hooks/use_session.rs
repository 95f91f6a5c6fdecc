//! Who is there, as the store says.

use std::rc::Rc;

use yew::prelude::*;
use yewdux::use_selector;

use crate::{
    session::{Session, UserProfile},
    store::AppStore,
};

/// The session. The component is rendered anew when it changes.
#[hook]
pub fn use_session() -> Rc<Session> {
    use_selector(|store: &AppStore| store.session().clone())
}

/// The signed-in user; on pages for signed-in users there is always one. The component is rendered anew when
/// anything of it changes.
#[hook]
pub fn use_user() -> Rc<UserProfile> {
    use_selector(|store: &AppStore| store.user().cloned().unwrap_or_default())
}
