//! Changing the user's own attributes.

use super::Member;
use crate::{
    form::{Checks, FormValues, Problem, tidy},
    hooks::{FormAction, Outcome},
    messages::Errand,
    route::Route,
    session::{AttributeChanges, UpdatedAttributes},
};

impl Member {
    /// Saves those of the form's attributes that were changed in it. Others may be newer than the form.
    pub fn save_profile(&self) -> FormAction {
        self.action(save_profile)
    }
}

async fn save_profile(member: Member, values: FormValues) -> Outcome {
    let changes = read_changes(&member, &values)?;
    if changes.is_empty() {
        member.confirm(Route::Profile, "You changed nothing, so nothing was saved.");
        return Ok(None);
    }
    let authenticator = &member.services.authenticator;
    let asked = changes.clone();
    let result = authenticator.update_attributes(&member.user, changes).await;
    let settled = member.settle(Errand::SaveProfile, result).await;
    let settled = settled.map_err(|problems| at_fields(&member, problems))?;
    let Some(updated) = settled else {
        return Ok(None);
    };
    let UpdatedAttributes {
        user,
        removal_refused,
    } = updated;
    let waits = asked.set.iter().any(|new| user.keeps_old(&new.name));
    member.becomes(user);
    if let Some(refusal) = removal_refused {
        let problem = member.explain(Errand::SaveProfile, &refusal);
        return Err(at_fields(&member, vec![problem]));
    }
    let text = if waits {
        "One step is left: enter the code that we sent. Everything else is saved."
    } else {
        "Your changes are saved."
    };
    member.confirm(Route::Profile, text);
    Ok(None)
}

/// What is refused is told at its field, where there is one.
fn at_fields(member: &Member, problems: Vec<Problem>) -> Vec<Problem> {
    let in_form = |problem: Problem| problem.in_form_with(|name| shows(member, name));
    problems.into_iter().map(in_form).collect()
}

fn shows(member: &Member, name: &str) -> bool {
    let mut fields = member.services.config.attributes.iter();
    fields.any(|field| field.name == name)
}

fn read_changes(member: &Member, values: &FormValues) -> Result<AttributeChanges, Vec<Problem>> {
    let fields = member.services.config.attributes.iter();
    let edited: Vec<_> = fields
        .filter(|field| field.editable)
        .map(|field| (field, tidy(&field.name, &values.text(&field.name))))
        .collect();
    let mut checks = Checks::default();
    for (field, value) in &edited {
        let missing = field.required && value.is_empty();
        let text = format!("{} cannot be empty.", field.label);
        checks.require(!missing, field.name.clone(), text);
        if values.is_changed(&field.name) && !missing {
            checks.attribute(&field.name, value);
        }
    }
    checks.finish()?;
    let edited = edited
        .iter()
        .filter(|(field, _)| values.is_changed(&field.name))
        .map(|(field, value)| (field.name.as_str(), value.as_str()));
    Ok(AttributeChanges::between(&member.user, edited))
}
