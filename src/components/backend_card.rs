//! A call to the resource server.

use yew::prelude::*;

use super::{Form, SubmitButton};
use crate::{backend::AuthTest, hooks::use_backend_call};

/// Properties of [`BackendCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct BackendCardProps {
    /// In whose name the backend is called. For another user, render another card: by its key.
    pub username: AttrValue,
}

/// Calls the backend with the user's access token and shows what it answers. Nothing at all where
/// there is no backend.
#[component]
pub fn BackendCard(props: &BackendCardProps) -> Html {
    let Some(call) = use_backend_call(&props.username) else {
        return Html::default();
    };
    html! {
        <section aria-labelledby="backend">
            <h2 id="backend">{ "Backend" }</h2>
            <Form submission={call.submission}>
                <SubmitButton label="Call the backend" />
                // Always there, so that screen readers notice when it is filled.
                <div class="answer" role="status">{ for call.answer.as_ref().map(shown) }</div>
            </Form>
        </section>
    }
}

fn shown(answer: &AuthTest) -> Html {
    html! {
        <>
            <p>{ &answer.message }</p>
            if let Some(user) = answer.user() {
                <p>{ "It knows you as " }<strong>{ user }</strong>{ "." }</p>
            }
        </>
    }
}
