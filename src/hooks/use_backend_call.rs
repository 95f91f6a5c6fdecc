//! Asking the backend who the user is.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, follow_session, use_services, use_submission};
use crate::{backend::AuthTest, messages::explain_backend, store::AppStore};

/// A call to the backend, and what came of the last one.
#[derive(Debug, Clone, PartialEq)]
pub struct BackendCall {
    /// Sends it.
    pub submission: Submission,
    /// The answer; none while there is a newer call.
    pub answer: Option<AuthTest>,
}

/// A call to the backend in the name of the user `username`; none if there is no backend.
#[hook]
pub fn use_backend_call(username: &str) -> Option<BackendCall> {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let answer = use_state_eq(|| None);
    let submission = use_submission({
        let services = services.clone();
        let (username, set_answer) = (username.to_owned(), answer.setter());
        move |_| {
            call(
                services.clone(),
                dispatch.clone(),
                username.clone(),
                set_answer.clone(),
            )
        }
    });
    services.backend.as_ref()?;
    Some(BackendCall {
        submission,
        answer: (*answer).clone(),
    })
}

async fn call(
    services: Services,
    dispatch: Dispatch<AppStore>,
    username: String,
    set_answer: UseStateSetter<Option<AuthTest>>,
) -> Outcome {
    let Some(backend) = &services.backend else {
        return Ok(None);
    };
    set_answer.set(None);
    let auth_test = async |token| backend.auth_test(&token).await;
    match services
        .authenticator
        .authorized(&username, auth_test)
        .await
    {
        Ok(answer) => set_answer.set(Some(answer)),
        Err(error) => {
            let outcome = follow_session(&services, &dispatch, username, error).await;
            let policy = &services.config.password_policy;
            outcome.map_err(|error| vec![explain_backend(&error, policy)])?;
        }
    }
    Ok(None)
}
