//! Whether the pool shall remember this browser.

use yew::prelude::*;
use yew_router::prelude::*;

use super::{Submission, use_member, use_submission};
use crate::{form::FormValues, messages::Errand, route::Route, session::UserProfile};

/// The intent of the button that says no.
pub const NOT_NOW: &str = "not_now";

/// The form that answers for the user; none where there is nothing to be asked.
#[hook]
pub fn use_device_question(user: &UserProfile) -> Option<Submission> {
    let member = use_member(user);
    let authenticator = &member.services.authenticator;
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let is_open = use_state_eq(|| authenticator.asks_to_remember_device(&user.username));
    let submission = use_submission({
        let (member, is_open) = (member.clone(), is_open.setter());
        move |values: FormValues| {
            let (member, is_open) = (member.clone(), is_open.clone());
            async move {
                let yes = values.intent() != NOT_NOW;
                let authenticator = &member.services.authenticator;
                let result = authenticator
                    .remember_device(&member.user.username, yes)
                    .await;
                let settled = member.settle(Errand::ManageAccount, result).await;
                let text = match settled {
                    Err(problems) if yes => return Err(problems),
                    Ok(None) => None,
                    Ok(Some(())) if yes => Some("This device is remembered."),
                    // It was not before either, whether or not the service heard it.
                    _ => Some("This device is not remembered."),
                };
                is_open.set(false);
                if let Some(text) = text {
                    member.confirm(route, text);
                }
                Ok(None)
            }
        }
    });
    is_open.then_some(submission)
}
