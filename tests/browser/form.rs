use std::{cell::RefCell, rc::Rc};

use vestibule::{
    components::{Field, FieldKind, Form, SubmitButton},
    form::{FormValues, Problem},
    hooks::Submission,
};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::prelude::*;

use crate::support::{Mounted, until};

type Sent = Rc<RefCell<Vec<FormValues>>>;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    sent: Sent,
}

/// A form that finds a problem in whatever it is sent.
#[component]
fn Picky(props: &Props) -> Html {
    let problems = use_state(Rc::<Vec<Problem>>::default);
    let submit = {
        let (sent, problems) = (props.sent.clone(), problems.clone());
        Callback::from(move |values| {
            sent.borrow_mut().push(values);
            problems.set(Rc::new(vec![
                Problem::general("Something else is wrong."),
                Problem::at("code", "The code is wrong."),
            ]));
        })
    };
    let submission = Submission {
        busy: false,
        problems: (*problems).clone(),
        submit,
    };
    html! {
        <Form {submission}>
            <Field name="email" label="Email" kind={FieldKind::Email} initial="a@example.org" />
            <Field name="code" label="Verification code" kind={FieldKind::OneTimeCode} hint="Six digits." />
            <SubmitButton label="Verify" />
            <SubmitButton label="Resend" intent="resend" />
        </Form>
    }
}

async fn mounted() -> (Mounted<Picky>, Sent) {
    let sent = Sent::default();
    let page = Mounted::new(Props { sent: sent.clone() });
    until("the form is filled in beforehand", || {
        page.find("input[name='email']").is_some() && page.input("email").value() == "a@example.org"
    })
    .await;
    (page, sent)
}

#[wasm_bindgen_test]
async fn form_hands_over_what_stands_in_it_and_which_button_sent_it() {
    let (page, sent) = mounted().await;
    page.input("code").set_value(" 123 ");
    page.saying("button", "Verify").unwrap().click();
    page.saying("button", "Resend").unwrap().click();
    until("both were sent", || sent.borrow().len() == 2).await;
    let sent = sent.borrow();
    assert_eq!(sent[0].text("email"), "a@example.org");
    assert_eq!(sent[0].text("code"), " 123 ");
    assert_eq!(sent[0].trimmed("code"), "123");
    assert_eq!(sent[0].text("no such field"), "");
    assert_eq!(sent[0].intent(), "");
    assert_eq!(sent[1].intent(), "resend");
}

#[wasm_bindgen_test]
async fn problem_stands_at_its_field_which_gets_the_focus_and_keeps_its_input() {
    let (page, _) = mounted().await;
    page.input("code").set_value("000000");
    page.saying("button", "Verify").unwrap().click();
    until("the problem is shown", || {
        page.saying("[role=alert]", "The code is wrong.").is_some()
    })
    .await;
    let code = page.input("code");
    assert_eq!(code.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described_by = code.get_attribute("aria-describedby").unwrap();
    let problem = gloo_utils::document()
        .get_element_by_id(&described_by)
        .unwrap();
    assert_eq!(
        problem.text_content().as_deref(),
        Some("The code is wrong.")
    );
    assert!(
        page.saying("[role=alert]", "Something else is wrong.")
            .is_some()
    );
    assert_eq!(page.input("email").get_attribute("aria-invalid"), None);
    until("the field has the focus", || {
        gloo_utils::document().active_element().as_ref() == Some(code.as_ref())
    })
    .await;
    assert_eq!(code.value(), "000000");
}

#[wasm_bindgen_test]
async fn label_belongs_to_its_input_and_the_hint_describes_it() {
    let (page, _) = mounted().await;
    let label = page.saying("label", "Verification code").unwrap();
    let input = page.input("code");
    assert_eq!(label.get_attribute("for").unwrap(), input.id());
    let hint =
        gloo_utils::document().get_element_by_id(&input.get_attribute("aria-describedby").unwrap());
    assert_eq!(hint.unwrap().text_content().as_deref(), Some("Six digits."));
}

#[wasm_bindgen_test]
async fn password_managers_find_what_they_need() {
    let (page, _) = mounted().await;
    assert_eq!(page.input("email").autocomplete(), "username");
    assert_eq!(page.input("email").type_(), "email");
    assert_eq!(page.input("code").autocomplete(), "one-time-code");
}
