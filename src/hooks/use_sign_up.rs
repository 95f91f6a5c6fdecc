//! Creating an account.

use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Services, Submission, use_go_to, use_services, use_submission};
use crate::{
    cognito::{ErrorCode, ops::Attribute, secret::Password},
    components::FormValues,
    messages::{Errand, explain},
    problem::field,
    route::Route,
    store::{Action, AppStore},
    validation::Checks,
};

/// Creates an account from the form, then goes on to the code.
///
/// An address that has an account already goes on as well, since anything else would tell
/// everybody that it has one; the next page helps its owner.
#[hook]
pub fn use_sign_up() -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let go_to = use_go_to();
    use_submission(move |values: FormValues| {
        let (services, dispatch, go_to) = (services.clone(), dispatch.clone(), go_to.clone());
        async move {
            let email = values.trimmed(field::EMAIL);
            let password = values.text(field::PASSWORD);
            let policy = &services.config.password_policy;
            let mut checks = Checks::default();
            checks.email(&email);
            let attributes = read_attributes(&services, &values, &mut checks);
            let confirmation = values.text(field::CONFIRM_PASSWORD);
            checks.new_password(field::PASSWORD, &password, &confirmation, policy);
            checks.finish()?;

            services.remembered.set_email(&email);
            let with_email = std::iter::once(Attribute {
                name: "email".to_owned(),
                value: email.clone(),
            });
            let attributes = with_email.chain(attributes).collect();
            let outcome = services
                .authenticator
                .sign_up(email, Password::new(password), attributes)
                .await;
            match outcome {
                Ok(output) if output.user_confirmed => {
                    let text = "Your account is ready. Please sign in.";
                    dispatch.apply(Action::Notify(Route::Login, text.into()));
                    go_to.push(Route::Login);
                    return Ok(());
                }
                Ok(_) => {}
                Err(error) if error.code() == Some(&ErrorCode::UsernameExists) => {}
                Err(error) => return Err(vec![explain(&error, Errand::SignUp, policy)]),
            }
            let text = "We sent a code to this address. Enter it here.";
            dispatch.apply(Action::Notify(Route::VerifyAccount, text.into()));
            go_to.push(Route::VerifyAccount);
            Ok(())
        }
    })
}

fn read_attributes(
    services: &Services,
    values: &FormValues,
    checks: &mut Checks,
) -> Vec<Attribute> {
    services
        .config
        .asked_at_sign_up()
        .filter_map(|field| {
            let value = values.trimmed(&field.name);
            let missing = field.required && value.is_empty();
            let text = format!("Fill in {}.", field.label);
            checks.require(!missing, field.name.clone(), text);
            let name = field.name.clone();
            (!value.is_empty()).then_some(Attribute { name, value })
        })
        .collect()
}
