//! Sending a form: once at a time, with its problems shown.

use std::{fmt, future::Future, rc::Rc};

use futures_util::future::{FutureExt, LocalBoxFuture};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yewdux::use_dispatch;

use super::{one_at_a_time::OneAtATime, use_arrival, use_go_to};
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
    use_repeatable_action(action).0
}

/// The same, and what does it without values and without a word, once at a time as well: a failure changes nothing, and
/// a success is the end of what was wrong.
#[hook]
pub(super) fn use_repeatable_action(action: FormAction) -> (Submission, Callback<()>) {
    let go_to = use_go_to();
    let dispatch = use_dispatch::<AppStore>();
    let busy = use_state_eq(|| false);
    let problems = use_state_eq(Rc::<Vec<Problem>>::default);
    // State changes with the next rendering; two clicks may come before it.
    let turns = use_memo((), |()| <[OneAtATime; 2]>::default());
    let left = use_mut_ref(|| false);
    use_arrival({
        let left = left.clone();
        move || move || *left.borrow_mut() = true
    });

    let run = Callback::from({
        let (busy, problems) = (busy.clone(), problems.clone());
        move |(values, is_aloud): (FormValues, bool)| {
            let [aloud, quietly] = &*turns;
            let Some(turn) = (if is_aloud { aloud } else { quietly }).turn() else {
                return;
            };
            if is_aloud {
                dispatch.apply(Action::NoticeRead);
                busy.set(true);
                problems.set(Rc::default());
            }
            let outcome = (action.0)(values);
            let (busy, problems, go_to) = (busy.clone(), problems.clone(), go_to.clone());
            let left = left.clone();
            spawn_local(async move {
                let outcome = outcome.await;
                drop(turn);
                if *left.borrow() {
                    return;
                }
                if is_aloud {
                    busy.set(false);
                }
                match outcome {
                    Ok(route) => {
                        problems.set(Rc::default());
                        if let Some(route) = route {
                            go_to.push(route);
                        }
                    }
                    Err(found) if is_aloud => problems.set(Rc::new(found)),
                    Err(_) => {}
                }
            });
        }
    });

    let submission = Submission {
        busy: *busy,
        problems: (*problems).clone(),
        submit: run.reform(|values| (values, true)),
    };
    (submission, run.reform(|()| (FormValues::default(), false)))
}
