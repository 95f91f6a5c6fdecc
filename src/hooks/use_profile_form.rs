//! Changing the user's own attributes.

use yew::prelude::*;
use yewdux::use_dispatch;

use super::{Submission, use_services, use_submission};
use crate::{
    components::FormValues,
    messages::{Errand, explain},
    route::Route,
    session::{AttributeChanges, SessionError, SignedOutReason, UserProfile},
    store::{Action, AppStore},
    validation::Checks,
};

/// Saves the form's attributes as far as they differ from what `user` has.
#[hook]
pub fn use_profile_form(user: &UserProfile) -> Submission {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let user = user.clone();
    use_submission(move |values: FormValues| {
        let (services, dispatch, user) = (services.clone(), dispatch.clone(), user.clone());
        async move {
            let editable = services
                .config
                .attributes
                .iter()
                .filter(|field| field.editable);
            let edited: Vec<_> = editable
                .map(|field| (field, values.trimmed(&field.name)))
                .collect();
            let mut checks = Checks::default();
            for (field, value) in &edited {
                let missing = field.required && value.is_empty();
                let text = format!("{} cannot be empty.", field.label);
                checks.require(!missing, field.name.clone(), text);
            }
            checks.finish()?;

            let edited = edited
                .iter()
                .map(|(field, value)| (field.name.as_str(), value.as_str()));
            let changes = AttributeChanges::between(&user, edited);
            match services.authenticator.update_attributes(changes).await {
                Ok(user) => {
                    dispatch.apply(Action::ProfileChanged(user));
                    let text = "Your changes are saved.";
                    dispatch.apply(Action::Notify(Route::Profile, text.into()));
                    Ok(())
                }
                Err(SessionError::Ended) => {
                    dispatch.apply(Action::SignedOut(SignedOutReason::Ended));
                    Ok(())
                }
                Err(SessionError::Request(error)) => {
                    let policy = &services.config.password_policy;
                    Err(vec![explain(&error, Errand::SaveProfile, policy)])
                }
            }
        }
    })
}
