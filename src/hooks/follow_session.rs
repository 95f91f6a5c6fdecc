//! What an errand finds out about the session, told to the store.

use yewdux::Dispatch;

use super::Services;
use crate::{
    session::SessionError,
    store::{Action, AppStore},
};

/// Tells the store of a session of `username` that is over or another one's. The error of the
/// request itself, if it is that, comes back.
pub(super) async fn follow_session<E>(
    services: &Services,
    dispatch: &Dispatch<AppStore>,
    username: String,
    error: SessionError<E>,
) -> Result<(), E> {
    match error {
        SessionError::Ended => dispatch.apply(Action::Ended { username }),
        SessionError::Replaced => {
            let session = services.authenticator.restore().await;
            dispatch.apply(Action::SessionChanged(session));
        }
        SessionError::Request(error) => return Err(error),
    }
    Ok(())
}
