//! What must be fetched before it can be shown.

use yew::prelude::*;

use super::{Form, SubmitButton, Waiting};
use crate::hooks::Submission;

/// Properties of [`Load`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LoadProps {
    /// Fetches it.
    pub submission: Submission,
    /// Whether there is something to show.
    pub ready: bool,
    /// What that is.
    #[prop_or_default]
    pub children: Html,
}

/// That something is fetched, or why it could not be, with a button to try again; else what was
/// fetched.
#[component]
pub fn Load(props: &LoadProps) -> Html {
    let submission = &props.submission;
    html! {
        if !submission.problems.is_empty() {
            <Form key="problem" submission={submission.clone()}>
                <SubmitButton label="Try again" />
            </Form>
        } else if !props.ready {
            <Waiting key="waiting" />
        } else {
            { props.children.clone() }
        }
    }
}
