//! `WEB_AUTHN`: a passkey.

use std::collections::BTreeMap;

use super::{Answer, ask, invalid_session, take_claimed};
use crate::app::Context;
use crate::auth::admission::needs_second_factor;
use crate::auth::choice::Choice;
use crate::auth::claimant::Claimant;
use crate::auth::parameters::required;
use crate::auth::{AuthOutput, admission, device, password};
use crate::model::challenge::{PasskeyQuestion, Question};
use crate::model::client::AppClient;
use crate::model::mfa::UserVerification;
use crate::model::passkey::Passkey;
use crate::model::pool::UserPool;
use crate::model::user::User;
use crate::rules::passkeys;
use crate::rules::relying_party::RelyingParty;
use crate::webauthn::{AssertionCredential, Expected};
use crate::wire::error::{ApiError, ErrorCode};

/// `ChallengeName`.
pub(super) const NAME: &str = "WEB_AUTHN";

/// Asks for one of the user's passkeys, or for one that somebody made up is said to have.
pub(in crate::auth) fn begin(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    (login, claimant): (&str, &Claimant),
) -> Result<AuthOutput, ApiError> {
    let party = RelyingParty::get(cx, pool)?;
    let user = claimant.without_password();
    let allowed = match user {
        Some(user) => passkeys::usable(cx, user, &party)?,
        None => passkeys::made_up(cx, pool, login),
    };
    let is_two_factors = user.is_some_and(|user| user.factors.passkey);
    let verification = if is_two_factors || needs_second_factor(cx, pool, user)? {
        UserVerification::Required
    } else {
        party.user_verification
    };
    let challenge = passkeys::challenge()?;
    let options = passkeys::request_options(&party, &allowed, verification, &challenge);
    let question = Question::Passkey(PasskeyQuestion {
        sub: user.map(|user| user.sub.clone()),
        challenge,
        relying_party_id: party.id,
        user_verification: verification == UserVerification::Required,
    });
    let session = ask(cx, client, login, question)?;
    let parameters = BTreeMap::from([("CREDENTIAL_REQUEST_OPTIONS", options.to_string())]);
    Ok(AuthOutput::challenge(NAME, Some(session), parameters))
}

/// Takes what the passkey signed. The session is over then, whatever it was.
pub(super) fn answer(
    cx: &Context<'_>,
    pool: &UserPool,
    client: &AppClient,
    answer: &Answer<'_>,
) -> Result<AuthOutput, ApiError> {
    let credential: String = required(answer.responses, "CREDENTIAL")?;
    let credential: AssertionCredential = serde_json::from_str(&credential).map_err(|_| {
        ErrorCode::InvalidParameter.because("CREDENTIAL is not an AuthenticationResponseJSON.")
    })?;
    let (challenge, claimant) = take_claimed(cx, pool, client, answer)?;
    let Question::Passkey(question) = &challenge.question else {
        return Err(invalid_session());
    };
    let user = claimant
        .user
        .filter(|user| question.sub.as_ref() == Some(&user.sub));
    // A passkey that was asked for as one factor does not serve who has come to need two since.
    let is_verified = question.user_verification || !needs_second_factor(cx, pool, user.as_ref())?;
    let user = user.filter(|_| is_verified);
    let (user, passkey) =
        prove(cx, user, question, &credential).map_err(ApiError::keeping_changes)?;
    // After this refusal the challenge is as it was: clients answer it once more, without the device.
    let device = device::of_answer(cx, pool, &user, &challenge, answer.responses)?;
    cx.tx.put(&passkey)?;
    let choice = Choice::WebAuthn;
    admission::admit_without_password(cx, pool, client, &user, device.as_ref(), choice)
        .map_err(ApiError::keeping_changes)
}

/// The user, and the passkey with its new count, if it did what was asked.
fn prove(
    cx: &Context<'_>,
    user: Option<User>,
    question: &PasskeyQuestion,
    credential: &AssertionCredential,
) -> Result<(User, Passkey), ApiError> {
    let user = user.ok_or_else(password::incorrect)?;
    let expected = Expected {
        relying_party_id: &question.relying_party_id,
        challenge: &question.challenge,
        user_verification: question.user_verification,
    };
    let id = credential.id.text();
    let mut own = passkeys::of_user(cx, &user)?.into_iter();
    let mut passkey = own
        .find(|passkey| {
            passkey.credential_id == id && passkey.relying_party_id == question.relying_party_id
        })
        .ok_or_else(password::incorrect)?;
    let known = (&passkey.public_key, passkey.counter);
    passkey.counter = credential
        .verify(&expected, known, user.sub.as_bytes())
        .map_err(|error| {
            tracing::info!("passkey refused: {error}");
            password::incorrect()
        })?;
    Ok((user, passkey))
}
