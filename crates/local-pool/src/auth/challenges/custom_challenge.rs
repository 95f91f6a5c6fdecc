//! `CUSTOM_CHALLENGE`: in the service, functions of the pool's owner define, pose and judge it. Here it is always the
//! same: the number in a message to the user.

use std::collections::BTreeMap;

use super::{Answer, ask, invalid_session, take_claimed};
use crate::app::Context;
use crate::auth::parameters::required;
use crate::auth::{AuthOutput, admission, device, password};
use crate::crypto::{equal, random_text};
use crate::model::challenge::{CustomQuestion, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::{delivery, limits};
use crate::wire::error::ApiError;

/// `ChallengeName`.
pub(super) const NAME: &str = "CUSTOM_CHALLENGE";
/// What is asked.
const QUESTION: &str = "Which number did we send you?";
/// How many wrong answers end the sign-in.
const TRIES: u32 = 3;

/// Sends the number to `user`, or acts as if it had been sent to somebody whom it would not let in, and asks for it.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    (login, user_id): (&str, &str),
    user: Option<&User>,
) -> Result<AuthOutput, ApiError> {
    limits::count_sign_in(cx, &pool.id, user_id)?;
    let answer = random_text(b"0123456789", 6)?;
    if let Some(user) = user {
        let to = address(user);
        delivery::send(cx, to, "otp", "The answer to the question", &answer)?;
    }
    let question = CustomQuestion {
        sub: user.map(|user| user.sub.clone()),
        answer,
        wrong_tries: 0,
    };
    pose(cx, client, login, user_id, question)
}

/// Where the user can be reached; in the mailbox, everybody can be by name.
fn address(user: &User) -> &str {
    ["email", "phone_number"]
        .into_iter()
        .find(|name| user.attribute(&format!("{name}_verified")) == Some("true"))
        .and_then(|name| user.attribute(name))
        .unwrap_or(&user.username)
}

fn pose(
    cx: &Context<'_>,
    client: &AppClient,
    login: &str,
    user_id: &str,
    question: CustomQuestion,
) -> Result<AuthOutput, ApiError> {
    let session = ask(cx, client, login, Question::Custom(question))?;
    let parameters = BTreeMap::from([
        ("USERNAME", user_id.to_owned()),
        ("question", QUESTION.to_owned()),
    ]);
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Takes the answer. After a wrong one the question is asked again, in another session; the last one is refused.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let given: String = required(answer.responses, "ANSWER")?;
    let (challenge, claimant) = take_claimed(cx, pool, client, answer)?;
    let Question::Custom(question) = &challenge.question else {
        return Err(invalid_session());
    };
    let is_right = equal(question.answer.as_bytes(), given.as_bytes());
    let user = claimant
        .user
        .filter(|user| is_right && question.sub.as_ref() == Some(&user.sub));
    if let Some(user) = user {
        let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
        return admission::admit(cx, pool, client, &user, device.as_ref())
            .map_err(ApiError::keeping_changes);
    }
    let mut question = question.clone();
    question.wrong_tries += 1;
    if question.wrong_tries >= TRIES {
        return Err(password::incorrect().keeping_changes());
    }
    pose(cx, client, &challenge.login, &claimant.user_id, question)
}
