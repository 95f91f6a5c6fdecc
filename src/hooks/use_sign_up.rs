//! Creating an account.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, use_services, use_submission};
use crate::{
    cognito::{ErrorCode, ops::Attribute, secret::Password},
    config::Config,
    form::{Checks, FormValues, field, tidy},
    messages::{Errand, explain},
    route::Route,
    store::{Action, AppStore},
};

/// Creates an account from the form, then goes on to the code.
#[hook]
pub fn use_sign_up() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    use_submission(move |values| sign_up(services.clone(), dispatch.clone(), values))
}

async fn sign_up(services: Services, dispatch: Dispatch<AppStore>, values: FormValues) -> Outcome {
    let email = values.trimmed(field::EMAIL);
    let password = values.text(field::PASSWORD);
    let confirmation = values.text(field::CONFIRM_PASSWORD);
    let config = &services.config;
    let policy = &config.password_policy;
    let mut checks = Checks::default();
    checks.email(&email);
    let mut attributes = read_attributes(config, &values, &mut checks);
    checks.new_password(field::PASSWORD, &password, &confirmation, policy);
    checks.finish()?;

    services.remembered.set_email(&email);
    attributes.push(Attribute {
        name: "email".to_owned(),
        value: email.clone(),
    });
    let password = Password::new(password);
    let outcome = services
        .authenticator
        .sign_up(email, password, attributes)
        .await;
    let (route, text) = match outcome {
        Ok(output) if output.user_confirmed => {
            (Route::Login, "Your account is ready. Please sign in.")
        }
        // An address that has an account goes the same way: anything else would tell everybody
        // that it has one. The next page helps its owner.
        Err(error) if error.code() != Some(&ErrorCode::UsernameExists) => {
            let problem = explain(&error, Errand::SignUp, policy);
            return Err(vec![problem.in_form_with(|name| asks_for(config, name))]);
        }
        _ => (
            Route::VerifyAccount,
            "We sent a code to this address. Enter it here.",
        ),
    };
    dispatch.apply(Action::Notify(route, text.into()));
    Ok(Some(route))
}

/// Whether the form has that field.
fn asks_for(config: &Config, name: &str) -> bool {
    let mut attributes = config.asked_at_sign_up();
    [field::EMAIL, field::PASSWORD].contains(&name)
        || attributes.any(|attribute| attribute.name == name)
}

fn read_attributes(config: &Config, values: &FormValues, checks: &mut Checks) -> Vec<Attribute> {
    config
        .asked_at_sign_up()
        .filter_map(|field| {
            let value = tidy(&field.name, &values.text(&field.name));
            let missing = field.required && value.is_empty();
            let text = format!("Fill in {}.", field.label);
            checks.require(!missing, field.name.clone(), text);
            checks.attribute(&field.name, &value);
            let name = field.name.clone();
            (!value.is_empty()).then_some(Attribute { name, value })
        })
        .collect()
}
