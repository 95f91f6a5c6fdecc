//! A labelled input with its problem.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::{form::AttributeInput, hooks::Submission};

/// What a field is for; decides its type, its keyboard, and what the browser fills in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// The address that the user signs in with.
    Email,
    /// An attribute of the user.
    Attribute(AttributeInput),
    /// The address that the user signs in with, where the browser may offer a passkey instead.
    EmailOrPasskey,
    /// A password that exists.
    CurrentPassword,
    /// A password to be.
    NewPassword,
    /// A code out of a message.
    OneTimeCode,
    /// What the user must type anew each time.
    Confirmation,
}

impl FieldKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::OneTimeCode | Self::Confirmation => "text",
            Self::Email | Self::EmailOrPasskey => "email",
            Self::Attribute(input) => input.kind,
            Self::CurrentPassword | Self::NewPassword => "password",
        }
    }

    /// HTML Standard, section "Autofill".
    fn autocomplete(self) -> &'static str {
        match self {
            Self::Text => "on",
            Self::Email => "username",
            // The second word is of "Web Authentication", section 5.1.7.
            Self::EmailOrPasskey => "username webauthn",
            Self::Attribute(input) => input.autocomplete,
            Self::CurrentPassword => "current-password",
            Self::NewPassword => "new-password",
            Self::OneTimeCode => "one-time-code",
            Self::Confirmation => "off",
        }
    }

    /// Whether it is made of words, which may be capitalised and misspelt.
    fn is_plain_text(self) -> bool {
        match self {
            Self::Text => true,
            Self::Attribute(input) => input.kind == "text",
            _ => false,
        }
    }

    fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::OneTimeCode => Some("numeric"),
            Self::Email | Self::EmailOrPasskey => Some("email"),
            _ => None,
        }
    }
}

/// Properties of [`Field`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FieldProps {
    /// The name under which the form finds the value.
    pub name: AttrValue,
    /// What tells it from fields of the same name in other forms of the page.
    #[prop_or_default]
    pub of: AttrValue,
    /// The label.
    pub label: AttrValue,
    /// What screen readers say in its place, where several fields say the same.
    #[prop_or_default]
    pub description: Option<AttrValue>,
    /// What it is for.
    #[prop_or_default]
    pub kind: FieldKind,
    /// What stands in it as long as the user types nothing else. What is typed stays.
    #[prop_or_default]
    pub initial: AttrValue,
    /// A sentence that helps filling it in.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Shown, but not to be changed.
    #[prop_or_default]
    pub read_only: bool,
}

/// A labelled input, with the problem that the form around it has here. The browser keeps the
/// value, so that nothing typed is ever lost.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let input = use_node_ref();
    use_effect_with(props.initial.clone(), {
        let input = input.clone();
        move |initial| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                begin_with(&input, initial);
            }
        }
    });

    let submission = use_context::<Submission>().unwrap_or_default();
    let problem = submission
        .problems
        .iter()
        .find(|problem| problem.field.as_deref() == Some(&props.name));
    let id = format!("field-{}{}", props.name, props.of);
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described_by = match (problem, &props.hint) {
        (Some(_), _) => Some(problem_id.clone()),
        (None, Some(_)) => Some(hint_id.clone()),
        (None, None) => None,
    };
    let is_plain_text = props.kind.is_plain_text();
    html! {
        <div class="field">
            <label for={id.clone()}>{ &props.label }</label>
            <input
                ref={input}
                {id}
                name={&props.name}
                type={props.kind.input_type()}
                autocomplete={props.kind.autocomplete()}
                inputmode={props.kind.input_mode()}
                autocapitalize={(!is_plain_text).then_some("none")}
                spellcheck={(!is_plain_text).then_some("false")}
                aria-label={props.description.clone()}
                aria-invalid={problem.map(|_| "true")}
                aria-describedby={described_by}
                readonly={props.read_only}
            />
            if let Some(problem) = problem {
                <p key="problem" id={problem_id} class="problem" role="alert">{ problem.text.clone() }</p>
            } else if let Some(hint) = &props.hint {
                <p key="hint" id={hint_id} class="hint">{ hint }</p>
            }
        </div>
    }
}

/// An input that holds what it began with begins anew; the browser lets only those follow that nobody
/// has ever typed in.
fn begin_with(input: &HtmlInputElement, initial: &str) {
    let is_untouched = input.value() == input.default_value();
    input.set_default_value(initial);
    if is_untouched && input.value() != initial {
        input.set_value(initial);
    }
}
