//! The user as the service knows them now.

use yew::prelude::*;

use super::Member;
use crate::{
    form::Problem,
    hooks::{Submission, use_loaded::use_up_to_date},
    messages::Errand,
};

/// Reads the user again as soon as the component is there, and whenever they come back to the page: they may have
/// changed something elsewhere.
#[hook]
pub fn use_reread(member: &Member) -> Submission {
    let member = member.clone();
    use_up_to_date(move || reread(member.clone())).submission
}

/// Reads the user again.
pub(super) async fn reread(member: Member) -> Result<Option<()>, Vec<Problem>> {
    let before = member.dispatch.get();
    let profile = member.services.authenticator.profile(&member.user.username);
    let user = member.settle(Errand::ManageAccount, profile.await).await?;
    // Whatever was changed here meanwhile counts more than this answer.
    if let Some(user) = user
        && member.dispatch.get().user() == before.user()
    {
        member.becomes(user);
    }
    Ok(Some(()))
}
