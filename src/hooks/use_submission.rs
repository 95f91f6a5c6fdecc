//! Sending a form: once at a time, with its problems shown.

use std::{fmt, future::Future, rc::Rc};

use futures_util::future::{FutureExt, LocalBoxFuture};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::use_dispatch;

use super::{use_arrival, use_go_to};
use crate::{
    form::{FormValues, Problem},
    route::Route,
    store::{Action, AppStore},
};

/// What comes of sending a form: the page to go on to, if any, or what is wrong.
pub type Outcome = Result<Option<Route>, Vec<Problem>>;

/// The state of a form that can be sent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Submission {
    /// Whether it is being sent.
    pub busy: bool,
    /// What was wrong the last time.
    pub problems: Rc<Vec<Problem>>,
    /// Sends it; does nothing while it is being sent.
    pub submit: Callback<FormValues>,
}

/// Runs `action` with the form's values, and keeps what came of it. Who has left the page
/// meanwhile is not led away from the next one.
#[hook]
pub fn use_submission<F, Fut>(action: F) -> Submission
where
    F: Fn(FormValues) -> Fut + 'static,
    Fut: Future<Output = Outcome> + 'static,
{
    use_form_action(FormAction::new(action))
}

/// What is done with a form's values. Two are equal if they are the same.
#[derive(Clone)]
pub struct FormAction(Rc<BoxedAction>);

type BoxedAction = dyn Fn(FormValues) -> LocalBoxFuture<'static, Outcome>;

impl FormAction {
    /// Boxes what is done: whatever comes after this is compiled once, and not once for every form.
    pub(super) fn new<F, Fut>(action: F) -> Self
    where
        F: Fn(FormValues) -> Fut + 'static,
        Fut: Future<Output = Outcome> + 'static,
    {
        Self(Rc::new(move |values| action(values).boxed_local()))
    }

    /// Does it without values, and tells nobody what came of it.
    pub(super) fn without_a_word(self) -> Callback<()> {
        Callback::from(move |()| {
            let outcome = (self.0)(FormValues::default());
            spawn_local(async move { drop(outcome.await) });
        })
    }
}

impl PartialEq for FormAction {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for FormAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("FormAction(..)")
    }
}

/// As [`use_submission`], for an action that is boxed already.
#[hook]
pub fn use_form_action(action: FormAction) -> Submission {
    let go_to = use_go_to();
    let dispatch = use_dispatch::<AppStore>();
    let busy = use_state_eq(|| false);
    let problems = use_state_eq(Rc::<Vec<Problem>>::default);
    // State changes with the next rendering; two clicks may come before it.
    let in_flight = use_mut_ref(|| false);
    let left = use_mut_ref(|| false);
    use_arrival({
        let left = left.clone();
        move || move || *left.borrow_mut() = true
    });

    let submit = Callback::from({
        let (busy, problems) = (busy.clone(), problems.clone());
        move |values| {
            if in_flight.replace(true) {
                return;
            }
            dispatch.apply(Action::NoticeRead);
            busy.set(true);
            problems.set(Rc::default());
            let outcome = (action.0)(values);
            let (busy, problems, go_to) = (busy.clone(), problems.clone(), go_to.clone());
            let (in_flight, left) = (in_flight.clone(), left.clone());
            spawn_local(async move {
                let outcome = outcome.await;
                if *left.borrow() {
                    return;
                }
                in_flight.replace(false);
                busy.set(false);
                match outcome {
                    Ok(Some(route)) => go_to.push(route),
                    Ok(None) => {}
                    Err(found) => problems.set(Rc::new(found)),
                }
            });
        }
    });

    Submission {
        busy: *busy,
        problems: (*problems).clone(),
        submit,
    }
}
