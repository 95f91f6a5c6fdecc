//! Sending a form: once at a time, with its problems shown.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::use_dispatch;

use crate::{
    components::FormValues,
    problem::Problem,
    store::{Action, AppStore},
};

/// The state of a form that can be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Whether it is being sent.
    pub busy: bool,
    /// What was wrong the last time.
    pub problems: Vec<Problem>,
    /// Sends it; does nothing while it is being sent.
    pub submit: Callback<FormValues>,
}

/// Runs `action` with the form's values, and keeps what came of it.
#[hook]
pub fn use_submission<F, Fut>(action: F) -> Submission
where
    F: Fn(FormValues) -> Fut + 'static,
    Fut: Future<Output = Result<(), Vec<Problem>>> + 'static,
{
    let busy = use_state_eq(|| false);
    let problems = use_state_eq(Vec::new);
    // State changes with the next rendering; two clicks may come before it.
    let in_flight = use_mut_ref(|| false);
    let dispatch = use_dispatch::<AppStore>();

    let submit = Callback::from({
        let (busy, problems) = (busy.clone(), problems.clone());
        move |values| {
            if in_flight.replace(true) {
                return;
            }
            dispatch.apply(Action::NoticeRead);
            busy.set(true);
            problems.set(Vec::new());
            let outcome = action(values);
            let (in_flight, busy, problems) = (in_flight.clone(), busy.clone(), problems.clone());
            spawn_local(async move {
                let found = outcome.await.err().unwrap_or_default();
                in_flight.replace(false);
                busy.set(false);
                problems.set(found);
            });
        }
    });

    Submission {
        busy: *busy,
        problems: (*problems).clone(),
        submit,
    }
}
