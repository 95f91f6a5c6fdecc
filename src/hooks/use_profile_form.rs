//! Changing the user's own attributes.

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{Outcome, Services, Submission, follow_session, use_services, use_submission};
use crate::{
    form::{Checks, FormValues, Problem, tidy},
    messages::{Errand, explain},
    route::Route,
    session::{AttributeChanges, UserProfile},
    store::{Action, AppStore},
};

/// Saves the form's attributes as far as they differ from what `user` has.
#[hook]
pub fn use_profile_form(user: &UserProfile) -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let user = user.clone();
    use_submission(move |values| save(services.clone(), dispatch.clone(), user.clone(), values))
}

async fn save(
    services: Services,
    dispatch: Dispatch<AppStore>,
    user: UserProfile,
    values: FormValues,
) -> Outcome {
    let changes = read_changes(&services, &user, &values)?;
    match services
        .authenticator
        .update_attributes(&user, changes)
        .await
    {
        Ok(after) => {
            follow_address(&services, &user, &after);
            dispatch.apply(Action::ProfileChanged(after));
            let text = "Your changes are saved.";
            dispatch.apply(Action::Notify(Route::Profile, text.into()));
        }
        Err(error) => {
            let outcome = follow_session(&services, &dispatch, user.username, error).await;
            let policy = &services.config.password_policy;
            outcome.map_err(|error| vec![explain(&error, Errand::SaveProfile, policy)])?;
        }
    }
    Ok(None)
}

/// The next sign-in is by the new address.
pub(super) fn follow_address(services: &Services, before: &UserProfile, after: &UserProfile) {
    if after.email() != before.email() {
        services.remembered.set_email(after.email());
    }
}

fn read_changes(
    services: &Services,
    user: &UserProfile,
    values: &FormValues,
) -> Result<AttributeChanges, Vec<Problem>> {
    let fields = services.config.attributes.iter();
    let edited: Vec<_> = fields
        .filter(|field| field.editable)
        .map(|field| (field, tidy(&field.name, &values.text(&field.name))))
        .collect();
    let mut checks = Checks::default();
    for (field, value) in &edited {
        let missing = field.required && value.is_empty();
        let text = format!("{} cannot be empty.", field.label);
        checks.require(!missing, field.name.clone(), text);
        if !missing && value != user.attribute(&field.name) {
            checks.attribute(&field.name, value);
        }
    }
    checks.finish()?;
    let edited = edited
        .iter()
        .map(|(field, value)| (field.name.as_str(), value.as_str()));
    Ok(AttributeChanges::between(user, edited))
}
