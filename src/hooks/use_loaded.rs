//! What must be fetched before it can be shown.

use std::{future::Future, rc::Rc};

use yew::prelude::*;

use super::{Submission, use_submission};
use crate::form::{FormValues, Problem};

/// Something from the service.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded<T> {
    /// The newest there is; none yet while it is fetched for the first time.
    pub value: Option<Rc<T>>,
    /// Fetches it anew; holds the problem if that failed.
    pub submission: Submission,
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
    let submission = use_submission({
        let value = value.setter();
        move |_| {
            let (load, value) = (load(), value.clone());
            async move {
                if let Some(loaded) = load.await? {
                    value.set(Some(Rc::new(loaded)));
                }
                Ok(None)
            }
        }
    });
    use_effect_with((), {
        let submit = submission.submit.clone();
        move |()| submit.emit(FormValues::default())
    });
    Loaded {
        value: (*value).clone(),
        submission,
    }
}
