//! Whether the pool shall remember this browser.

use yew::prelude::*;

use super::{Form, SubmitButton};
use crate::{
    hooks::{NOT_NOW, use_device_question},
    session::UserProfile,
};

/// Properties of [`DeviceQuestion`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DeviceQuestionProps {
    /// Who is asked. For another user, render another question: by its key.
    pub user: UserProfile,
}

/// Asks once after a sign-in, where the pool leaves it to the user.
#[component]
pub fn DeviceQuestion(props: &DeviceQuestionProps) -> Html {
    let Some(submission) = use_device_question(&props.user) else {
        return Html::default();
    };
    html! {
        <section aria-labelledby="device-question">
            <Form {submission}>
                // No heading: it comes before the page's own.
                <p id="device-question" class="title">{ "Remember this device?" }</p>
                <p>{ "Then signing in here takes one step less. Only on a device of your own." }</p>
                <div class="buttons">
                    <SubmitButton label="Remember" />
                    <SubmitButton label="Not now" intent={NOT_NOW} />
                </div>
            </Form>
        </section>
    }
}
