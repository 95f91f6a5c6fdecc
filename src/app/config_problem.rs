//! The page in place of the app when there is no good configuration.

use yew::prelude::*;

use crate::config::{CONFIG_PATH, LoadError};

/// Says what is wrong with the configuration and where to mend it. `retry` tries again.
pub(super) fn config_problem(error: &LoadError, retry: &Callback<()>) -> Html {
    let what = match error {
        LoadError::Unreachable(_) => html! {
            <p>{ "It could not be fetched. Check your connection, then try again." }</p>
        },
        LoadError::Missing(status) => html! {
            <p>{ format!("The server does not have it: it answered with status {status}.") }</p>
        },
        LoadError::Invalid(error) => html! {
            <ul>
                { for error.0.iter().map(|fault| html! {
                    <li key={fault.path}><code>{ fault.path }</code>{ format!(" {}", fault.problem) }</li>
                }) }
            </ul>
        },
    };
    let onclick = retry.reform(|_| ());
    html! {
        <main>
            <div role="alert">
                <h1>{ "This app is not set up" }</h1>
                <p>
                    { "Its configuration, " }<code>{ CONFIG_PATH }</code>
                    { ", cannot be used:" }
                </p>
                { what }
            </div>
            <p>
                { "In the project it is " }<code>{ "static/amplify_outputs.json" }</code>
                { "; the README says what belongs in it. In a finished build it can be replaced \
                   without building again." }
            </p>
            <button type="button" {onclick}>{ "Try again" }</button>
        </main>
    }
}
