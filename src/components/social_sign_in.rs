//! The ways to sign in beside the password.

use yew::prelude::*;

use crate::hooks::{use_services, use_social_sign_in};

/// A button for each service that vouches for its users; nothing where there is none.
#[component]
pub fn SocialSignIn() -> Html {
    let services = use_services();
    let sign_in = use_social_sign_in();
    let Some(hosted_pages) = &services.hosted_pages else {
        return Html::default();
    };
    let providers = hosted_pages.providers().iter().cloned();
    html! {
        <section class="social" aria-label="Other ways to sign in">
            <p class="divider">{ "or" }</p>
            { for providers.map(|provider| html! {
                <button
                    key={provider.name.clone()}
                    type="button"
                    class="secondary"
                    onclick={
                        let provider = provider.clone();
                        sign_in.reform(move |_| provider.clone())
                    }
                >
                    { format!("Continue with {}", provider.label) }
                </button>
            }) }
        </section>
    }
}
