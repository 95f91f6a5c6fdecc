//! Small parts that have neither state nor properties of their own.

use js_sys::{Date, Object, Reflect};
use yew::prelude::*;

use super::{Form, SubmitButton, waiting};
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

/// One row of a description list.
pub fn row(term: &str, description: impl Into<Html>) -> Html {
    html! { <div key={term}><dt>{ term }</dt><dd>{ description.into() }</dd></div> }
}

/// Why there is nothing to change where the access token lacks the scope for it.
pub fn no_account_scope() -> Html {
    html! {
        <p>
            { "You signed in through another page. It tells this app who you are, but does not let this \
               app change your account." }
        </p>
    }
}

/// What was fetched; or else that it is being fetched; or why it could not be, with a button to try
/// again.
pub fn loaded(submission: Submission, content: Option<Html>) -> Html {
    if submission.problems.is_empty() {
        return content.unwrap_or_else(waiting);
    }
    html! {
        <Form key="problem" {submission}>
            <SubmitButton label="Try again" />
        </Form>
    }
}

/// The day of a moment in seconds since 1970, by this browser's clock; nothing if that is no moment.
pub fn day(seconds: f64) -> Option<Html> {
    time(&Date::new(&(seconds * 1000.0).into()), &[MEDIUM_DATE])
}

/// A date and the minute in it, by this browser's clock; nothing if that is no date.
pub(super) fn minute(date: &Date) -> Option<Html> {
    time(date, &[MEDIUM_DATE, ("timeStyle", "short")])
}

/// Such as `Nov 20, 2026`.
const MEDIUM_DATE: (&str, &str) = ("dateStyle", "medium");

/// As the language of the page writes it, in these styles (ECMA-402, `Date.prototype.toLocaleString`).
fn time(date: &Date, styles: &[(&str, &str)]) -> Option<Html> {
    // What is no date has no ISO form; asking for it would throw.
    if date.get_time().is_nan() {
        return None;
    }
    let options = Object::new();
    for (name, style) in styles {
        // Fails only for objects that are sealed.
        let _ = Reflect::set(&options, &(*name).into(), &(*style).into());
    }
    let text = String::from(date.to_locale_string("en", &options));
    let exact = String::from(date.to_iso_string());
    Some(html! { <time datetime={exact}>{ text }</time> })
}
