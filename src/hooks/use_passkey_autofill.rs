//! A passkey on offer in the field for the e-mail address.

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{GoTo, Services, after_sign_in, use_arrival, use_go_to, use_services};
use crate::{
    cognito::{
        challenge::{Answer, Challenge},
        secret::ChallengeAnswer,
    },
    messages::Errand,
    passkey::{self, PasskeyRequest},
    store::{Action, AppStore},
};

/// How long the offer stands, in milliseconds: a little less than the service waits for the answer.
const OFFER: u32 = 170_000;

/// Offers the passkey of the address that was used last. The service must know whose passkey it asks
/// for, so that there is no offer on the first visit.
#[hook]
pub fn use_passkey_autofill() {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_arrival(move || {
        let may_offer = passkey::is_offered(services.config.passkeys.as_ref());
        let autofill = may_offer.then(PasskeyRequest::new).and_then(Result::ok);
        if let Some(autofill) = &autofill {
            spawn_local(offer(services, dispatch, go_to, autofill.clone()));
        }
        move || {
            if let Some(autofill) = autofill {
                autofill.take_back();
            }
        }
    });
}

async fn offer(
    services: Services,
    dispatch: Dispatch<AppStore>,
    go_to: GoTo,
    autofill: PasskeyRequest,
) {
    let email = services.remembered.email();
    if email.is_empty() || !passkey::can_autofill().await || autofill.is_taken_back() {
        return;
    }
    // What goes wrong here, nobody has asked for.
    let Ok(Some(pending)) = services.authenticator.offer_passkey(&email).await else {
        return;
    };
    let Challenge::WebAuthn { options } = &pending.asked.challenge else {
        return;
    };
    let choice = Box::pin(autofill.autofill(options));
    if let Either::Left((Ok(credential), _)) = select(choice, TimeoutFuture::new(OFFER)).await {
        let answer = Answer::Credential(ChallengeAnswer::new(credential));
        let asked = services.authenticator.take_up(&pending);
        let outcome = services.authenticator.answer(&answer).await;
        match after_sign_in(&services, &dispatch, outcome, Errand::AnswerChallenge) {
            Ok(Some(route)) => go_to.push(route),
            Ok(None) => {}
            // The form of the passkey asks once more, and tells what goes wrong then.
            Err(_) => dispatch.apply(Action::SessionChanged(asked)),
        }
    } else {
        autofill.take_back();
    }
}
