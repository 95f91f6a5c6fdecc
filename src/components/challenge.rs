//! The form for a question on the way in.

mod answer_fields;

use answer_fields::answer_fields;
use yew::prelude::*;

use super::{Form, Link, SubmitButton, use_focus_first};
use crate::{
    cognito::{challenge::Challenge, ops::ChallengeName},
    form::FormValues,
    hooks::{ANOTHER_WAY, NEW_CODE, Submission, is_choice, use_arrival, use_challenge},
    messages::prompt,
    route::Route,
};

/// Properties of [`ChallengeCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChallengeCardProps {
    /// What was typed as the name.
    pub login_id: AttrValue,
    /// The question.
    pub challenge: Challenge,
    /// The ways to sign in among which the user may choose, if any; empty while they are unknown.
    pub ways: Option<Vec<ChallengeName>>,
    /// The code that can be sent once more, if it is that.
    pub can_resend: Option<ChallengeName>,
}

/// The question, the field for its answer, and the ways back. Each question needs a card of its own.
#[component]
pub fn ChallengeCard(props: &ChallengeCardProps) -> Html {
    let ChallengeCardProps {
        login_id,
        challenge,
        ways,
        can_resend,
    } = props;
    let form = use_challenge(login_id, challenge, can_resend.as_ref());
    // The page itself did not change.
    let card = use_focus_first(true);
    use_arrival({
        let submit = form.submission.submit.clone();
        // There is nothing to fill in.
        let goes_on = matches!(
            challenge,
            Challenge::WebAuthn { .. } | Challenge::AppIsSetUp
        );
        move || {
            if goes_on {
                submit.emit(FormValues::default());
            }
        }
    });
    let words = prompt(challenge);
    let has_another_way = ways.as_deref().is_some_and(is_choice)
        && !matches!(challenge, Challenge::SelectChallenge(_));
    html! {
        <div ref={card}>
            <h1>{ words.heading }</h1>
            <p>{ "Signing in as " }<strong>{ login_id }</strong>{ ". " }{ words.text }</p>
            <Form submission={form.submission}>
                { answer_fields(challenge, login_id, can_resend.is_some()) }
                if has_another_way || can_resend.is_some() {
                    <ContextProvider<Submission> context={form.begin_anew}>
                        <div class="buttons">
                            if can_resend.is_some() {
                                <SubmitButton label="Send a new code" intent={NEW_CODE} />
                            }
                            if has_another_way {
                                <SubmitButton label="Choose another way" intent={ANOTHER_WAY} />
                            }
                        </div>
                    </ContextProvider<Submission>>
                }
            </Form>
            if matches!(challenge, Challenge::Password(_)) {
                <p>
                    <Link to={Route::ForgotPassword}>{ "Forgot your password?" }</Link>
                </p>
            }
            <p>
                <button type="button" class="link" onclick={form.start_over}>{ "Start over" }</button>
            </p>
        </div>
    }
}
