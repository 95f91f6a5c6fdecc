//! What must be fetched before it can be shown.

use std::{future::Future, rc::Rc};

use yew::prelude::*;

use super::{
    FormAction, Submission, on_return::on_return, use_arrival,
    use_submission::use_repeatable_action,
};
use crate::form::{FormValues, Problem};

/// Something from the service.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded<T> {
    /// The newest there is; none yet while it is fetched for the first time.
    pub value: Option<Rc<T>>,
    /// Fetches it anew; holds the problem if that failed.
    pub submission: Submission,
    /// Fetches it anew without a word: what is shown stays if that fails, and a problem goes if it does not.
    refresh: Callback<()>,
}

/// Fetches something as soon as the component is there. `load` brings nothing when there is nobody
/// left to show it to.
#[hook]
pub(super) fn use_loaded<T, F, Fut>(load: F) -> Loaded<T>
where
    T: PartialEq + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<Option<T>, Vec<Problem>>> + 'static,
{
    let value = use_state_eq(|| None);
    let (asked, shown) = (use_mut_ref(|| 0), use_mut_ref(|| 0));
    let fetch = FormAction::new({
        let value = value.setter();
        move |_| {
            let (load, value, shown) = (load(), value.clone(), shown.clone());
            let turn = asked.replace_with(|turn| *turn + 1) + 1;
            async move {
                // A late answer does not take the place of one to a later request.
                if let Some(loaded) = load.await?
                    && turn > *shown.borrow()
                {
                    shown.replace(turn);
                    value.set(Some(Rc::new(loaded)));
                }
                Ok(None)
            }
        }
    });
    let (submission, refresh) = use_repeatable_action(fetch);
    use_arrival({
        let submit = submission.submit.clone();
        move || submit.emit(FormValues::default())
    });
    Loaded {
        value: (*value).clone(),
        submission,
        refresh,
    }
}

/// As [`use_loaded`], and again whenever the user comes back to the page: what is shown may have changed in another
/// tab.
#[hook]
pub(super) fn use_up_to_date<T, F, Fut>(load: F) -> Loaded<T>
where
    T: PartialEq + 'static,
    F: Fn() -> Fut + 'static,
    Fut: Future<Output = Result<Option<T>, Vec<Problem>>> + 'static,
{
    let loaded = use_loaded(load);
    use_arrival({
        let refresh = loaded.refresh.clone();
        move || {
            let listeners = on_return(&refresh);
            move || drop(listeners)
        }
    });
    loaded
}
