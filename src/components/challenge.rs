//! The form for a question on the way in.

use yew::prelude::*;

use super::{
    AttributeField, Choices, EmailField, Field, FieldKind, Form, NewPasswordFields, SubmitButton,
    TotpSecret, use_focus_first,
};
use crate::{
    cognito::{challenge::Challenge, ops::ChallengeName},
    form::{FormValues, field},
    hooks::{ANOTHER_WAY, NEW_CODE, Submission, use_challenge, use_services},
    messages::{no_code_hint, prompt},
};

/// Properties of [`ChallengeCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ChallengeCardProps {
    /// What was typed as the name.
    pub login_id: AttrValue,
    /// The question.
    pub challenge: Challenge,
    /// Whether there may be another way to sign in.
    pub can_choose: bool,
    /// The code that can be sent once more, if it is that.
    pub can_resend: Option<ChallengeName>,
}

/// The question, the field for its answer, and the ways back. Each question needs a card of its own.
#[component]
pub fn ChallengeCard(props: &ChallengeCardProps) -> Html {
    let ChallengeCardProps {
        login_id,
        challenge,
        can_choose,
        can_resend,
    } = props;
    let form = use_challenge(login_id, challenge, can_resend.as_ref());
    // The page itself did not change.
    let card = use_focus_first(true);
    use_effect_with((), {
        let submit = form.submission.submit.clone();
        // There is nothing to fill in.
        let goes_on = matches!(
            challenge,
            Challenge::WebAuthn { .. } | Challenge::AppIsSetUp
        );
        move |()| {
            if goes_on {
                submit.emit(FormValues::default());
            }
        }
    });
    let words = prompt(challenge);
    let can_choose = *can_choose && !matches!(challenge, Challenge::SelectChallenge(_));
    html! {
        <div ref={card}>
            <h1>{ words.heading }</h1>
            <p>{ "Signing in as " }<strong>{ login_id }</strong>{ ". " }{ words.text }</p>
            <Form submission={form.submission}>
                { answer_fields(challenge, login_id, can_resend.is_some()) }
                if can_choose {
                    <ContextProvider<Submission> context={form.begin_anew}>
                        <div class="buttons">
                            if can_resend.is_some() {
                                <SubmitButton label="Send a new code" intent={NEW_CODE} />
                            }
                            <SubmitButton label="Choose another way" intent={ANOTHER_WAY} />
                        </div>
                    </ContextProvider<Submission>>
                }
            </Form>
            <p>
                <button type="button" class="link" onclick={form.start_over}>{ "Start over" }</button>
            </p>
        </div>
    }
}

fn answer_fields(challenge: &Challenge, login_id: &AttrValue, can_resend: bool) -> Html {
    match challenge {
        Challenge::Code { name, .. } => html! {
            <>
                <CodeField hint={no_code_hint(name, can_resend)} />
                <SubmitButton label="Continue" />
            </>
        },
        Challenge::AppIsSetUp => html! { <SubmitButton label="Continue" /> },
        Challenge::SetUpApp { secret } => html! {
            <>
                <TotpSecret secret={secret.clone()} account={login_id.clone()} />
                <CodeField />
                <SubmitButton label="Continue" />
            </>
        },
        Challenge::NewPassword {
            required_attributes,
        } => html! {
            <>
                <UsernameForManagers {login_id} />
                <RequiredAttributes names={required_attributes.clone()} />
                <NewPasswordFields name={field::NEW_PASSWORD} label="New password" />
                <SubmitButton label="Set new password" />
            </>
        },
        Challenge::Password(_) => html! {
            <>
                <UsernameForManagers {login_id} />
                <Field
                    name={field::PASSWORD}
                    label="Password"
                    kind={FieldKind::CurrentPassword}
                />
                <SubmitButton label="Sign in" />
            </>
        },
        Challenge::SetUpEmail => html! {
            <><EmailField /><SubmitButton label="Send code" /></>
        },
        Challenge::Custom { .. } => html! {
            <><Field name={field::ANSWER} label="Answer" /><SubmitButton label="Continue" /></>
        },
        Challenge::WebAuthn { .. } => html! { <SubmitButton label="Use passkey" /> },
        Challenge::SelectMfaType(_)
        | Challenge::SelectChallenge(_)
        | Challenge::SelectMfaSetup(_) => html! { <Choices challenge={challenge.clone()} /> },
    }
}

#[derive(PartialEq, Properties)]
struct CodeFieldProps {
    #[prop_or_default]
    hint: Option<&'static str>,
}

#[component]
fn CodeField(props: &CodeFieldProps) -> Html {
    html! {
        <Field
            name={field::VERIFICATION_CODE}
            label="Verification code"
            kind={FieldKind::OneTimeCode}
            hint={props.hint.map(AttrValue::from)}
        />
    }
}

#[derive(PartialEq, Properties)]
struct UsernameProps {
    login_id: AttrValue,
}

/// Whose password it is, for the browser's password manager: people read it above the form.
#[component]
fn UsernameForManagers(props: &UsernameProps) -> Html {
    html! { <input hidden=true autocomplete="username" readonly=true value={&props.login_id} /> }
}

#[derive(PartialEq, Properties)]
struct RequiredAttributesProps {
    names: Vec<String>,
}

#[component]
fn RequiredAttributes(props: &RequiredAttributesProps) -> Html {
    let services = use_services();
    let fields = props.names.iter().map(|name| {
        let label = services.config.label_of(name);
        html! { <AttributeField key={name.clone()} name={name.clone()} {label} /> }
    });
    fields.collect()
}
