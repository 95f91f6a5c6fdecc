//! `EMAIL_OTP` and `SMS_OTP` as first factor: a code that was sent.

use super::{Answer, ask, invalid_session, take_claimed};
use crate::app::Context;
use crate::auth::choice::Choice;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::required;
use crate::auth::{AuthOutput, admission, device};
use crate::crypto::{equal, random_text};
use crate::model::challenge::{OneTimePassword, Question};
use crate::model::client::AppClient;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::delivery::{self, CodeDeliveryDetails};
use crate::rules::limits;
use crate::wire::error::{ApiError, ErrorCode};
use crate::wire::field::ConfirmationCode;

/// The service's codes for signing in are longer than its other ones.
const DIGITS: usize = 8;
/// How many wrong tries end the session.
const TRIES: u32 = 5;

/// Sends a code, or acts as if one had been sent to somebody made up, and asks for it.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    (login, claimant): (&str, &Claimant),
    choice: Choice,
) -> Result<AuthOutput, ApiError> {
    let attribute = attribute(choice);
    limits::count_sign_in(cx, &pool.id, &claimant.user_id)?;
    let mut code = OneTimePassword {
        sub: None,
        attribute: attribute.to_owned(),
        digits: random_text(b"0123456789", DIGITS)?,
        wrong_tries: 0,
    };
    let details = match claimant.without_password() {
        Some(user) => {
            code.sub = Some(user.sub.clone());
            send(cx, user, attribute, &code.digits)?
        }
        None => CodeDeliveryDetails::decoy_of(cx, pool, attribute, login),
    };
    let session = ask(cx, client, login, Question::OneTimePassword(code))?;
    let parameters = details.into_challenge_parameters();
    Ok(AuthOutput::challenge(
        choice.name(),
        Some(session),
        parameters,
    ))
}

fn send(
    cx: &Context<'_>,
    user: &User,
    attribute: &str,
    digits: &str,
) -> Result<CodeDeliveryDetails, ApiError> {
    let to = user.attribute(attribute).unwrap_or_default();
    delivery::send(cx, to, "otp", "Your sign-in code", digits)?;
    Ok(CodeDeliveryDetails::masking(attribute, to))
}

const fn attribute(choice: Choice) -> &'static str {
    match choice {
        Choice::SmsOtp => "phone_number",
        _ => "email",
    }
}

/// Takes the code. The right one ends the session, and so does the last wrong one.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
    choice: Choice,
) -> Result<AuthOutput, ApiError> {
    let entered: ConfirmationCode = required(answer.responses, &format!("{}_CODE", choice.name()))?;
    let (mut challenge, claimant) = take_claimed(cx, pool, client, answer)?;
    let Question::OneTimePassword(code) = &mut challenge.question else {
        return Err(invalid_session());
    };
    if code.attribute != attribute(choice) {
        return Err(invalid_session());
    }
    let user = claimant
        .user
        .filter(|user| code.sub.as_ref() == Some(&user.sub));
    let is_right = equal(code.digits.as_bytes(), entered.as_bytes());
    if let Some(user) = user.filter(|_| is_right) {
        let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
        return admission::admit_without_password(cx, pool, client, &user, device.as_ref(), choice)
            .map_err(ApiError::keeping_changes);
    }
    code.wrong_tries += 1;
    if code.wrong_tries < TRIES {
        cx.tx.put(&challenge)?;
    }
    let told = "Invalid code or auth state for the user.";
    Err(ErrorCode::CodeMismatch.because(told).keeping_changes())
}
