//! The ways to go on between which a user can choose.

use super::Services;
use crate::{
    cognito::{
        Error,
        challenge::{Answer, Challenge},
        ops::ChallengeName,
    },
    messages::choices,
    passkey,
    session::Session,
};

/// The choices that this app and this browser know, with what people call them.
pub fn usable_choices(challenge: &Challenge) -> Vec<(ChallengeName, &'static str)> {
    let mut usable = choices(challenge);
    usable.retain(|(choice, _)| is_usable(choice));
    usable
}

/// Whether one of the `ways` to sign in leaves the user another one; as long as they are unknown, it may.
pub fn is_choice(ways: &[ChallengeName]) -> bool {
    let choice = Challenge::SelectChallenge(ways.to_vec());
    ways.is_empty() || usable_choices(&choice).len() > 1
}

/// Whether this browser can do that.
pub(super) fn is_usable(choice: &ChallengeName) -> bool {
    *choice != ChallengeName::WebAuthn || passkey::is_supported()
}

/// Goes on with the only choice there is, as often as there is no other.
pub(super) async fn skip_single_choices(
    services: &Services,
    mut outcome: Result<Session, Error>,
) -> Result<Session, Error> {
    while let Ok(Session::Challenged { challenge, .. }) = &outcome
        && let [(choice, _)] = usable_choices(challenge).as_slice()
    {
        let answer = Answer::Choice(choice.clone());
        outcome = services.authenticator.answer(&answer).await;
    }
    outcome
}
