//! Small parts that have neither state nor properties of their own.

use js_sys::Date;
use yew::prelude::*;

use super::{Form, SubmitButton, Waiting};
use crate::hooks::Submission;

/// A part of a page under a heading of its own, which screen readers list. `id` names the heading
/// within the page.
pub fn section(id: &str, heading: &str, content: Html) -> Html {
    html! {
        <section aria-labelledby={id.to_owned()}>
            <h2 id={id.to_owned()}>{ heading }</h2>
            { content }
        </section>
    }
}

/// What was fetched; or else that it is being fetched; or why it could not be, with a button to try
/// again.
pub fn loaded(submission: Submission, content: Option<Html>) -> Html {
    if submission.problems.is_empty() {
        return content.unwrap_or_else(|| html! { <Waiting key="waiting" /> });
    }
    html! {
        <Form key="problem" {submission}>
            <SubmitButton label="Try again" />
        </Form>
    }
}

/// The day of a moment in seconds since 1970, by this browser's clock; nothing if that is no moment.
pub fn day(seconds: f64) -> Option<Html> {
    let date = Date::new(&(seconds * 1000.0).into());
    // What is no date has no ISO form; asking for it would throw.
    (!date.get_time().is_nan()).then(|| {
        let (exact, day) = (date.to_iso_string(), date.to_date_string());
        html! { <time datetime={String::from(exact)}>{ String::from(day) }</time> }
    })
}
