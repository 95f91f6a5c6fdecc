//! Answering a question on the way in.

mod asking;
mod read_answer;

use yew::prelude::*;
use yewdux::{Dispatch, use_dispatch};

use super::{
    Outcome, Services, Submission, after_sign_in, skip_single_choices, use_arrival, use_services,
    use_submission,
};
use crate::{
    cognito::{
        authenticate::Beginning,
        challenge::{Answer, Challenge},
        ops::ChallengeName,
    },
    form::{FormValues, Problem},
    messages::Errand,
    route::Route,
    session::Session,
    store::{Action, AppStore},
};
use asking::Asking;
use read_answer::{has_field, read_answer};

/// The intent of the button that leads to another way of signing in.
pub const ANOTHER_WAY: &str = "another_way";

/// The intent of the button that sends a new code.
pub const NEW_CODE: &str = "new_code";

/// The form around a question.
#[derive(Debug, Clone, PartialEq)]
pub struct ChallengeForm {
    /// Sends the answer, or begins anew if the intent says so. A button that stands for a choice has the choice's
    /// name as its intent.
    pub submission: Submission,
    /// The same for the buttons that begin anew: they need not wait until the browser has asked for a passkey.
    pub begin_anew: Submission,
    /// Gives up and goes back to the beginning.
    pub start_over: Callback<MouseEvent>,
}

/// Answers the question `challenge` that `login_id` was asked, or begins anew with the same address: with
/// another way, or with the code `resend`. Each question needs a component of its own.
#[hook]
pub fn use_challenge(
    login_id: &AttrValue,
    challenge: &Challenge,
    resend: Option<&ChallengeName>,
) -> ChallengeForm {
    let services = use_services();
    let dispatch = use_dispatch::<AppStore>();
    let asking = (*use_memo((), |()| Asking::default())).clone();
    use_arrival({
        let asking = asking.clone();
        move || move || asking.take_back()
    });
    let start_over = Callback::from({
        let (services, dispatch) = (services.clone(), dispatch.clone());
        move |_| {
            let session = services.authenticator.give_up_sign_in();
            dispatch.apply(Action::SessionChanged(session));
        }
    });
    let begin_anew = use_submission({
        let (services, dispatch) = (services.clone(), dispatch.clone());
        let (login_id, asking) = (login_id.clone(), asking.clone());
        let resend = resend.cloned();
        move |values: FormValues| {
            asking.take_back();
            let code = resend.clone().filter(|_| values.intent() == NEW_CODE);
            begin_anew(services.clone(), dispatch.clone(), login_id.clone(), code)
        }
    });
    let answer = use_submission({
        let (login_id, challenge) = (login_id.clone(), challenge.clone());
        move |values| {
            let question = (login_id.clone(), challenge.clone());
            let (services, dispatch) = (services.clone(), dispatch.clone());
            answer(services, dispatch, question, values, asking.clone())
        }
    });
    ChallengeForm {
        submission: use_either(&answer, &begin_anew),
        begin_anew,
        start_over,
    }
}

/// The submission of a form that does the one or the other.
#[hook]
fn use_either(answer: &Submission, begin_anew: &Submission) -> Submission {
    let begins_anew = use_state_eq(|| false);
    let latest = if *begins_anew { begin_anew } else { answer };
    let problems = latest.problems.clone();
    let submit = Callback::from({
        let (answer, begin_anew) = (answer.submit.clone(), begin_anew.submit.clone());
        move |values: FormValues| {
            let is_anew = [ANOTHER_WAY, NEW_CODE].contains(&values.intent());
            begins_anew.set(is_anew);
            let submit = if is_anew { &begin_anew } else { &answer };
            submit.emit(values);
        }
    });
    Submission {
        busy: answer.busy,
        problems,
        submit,
    }
}

async fn begin_anew(
    services: Services,
    dispatch: Dispatch<AppStore>,
    login_id: AttrValue,
    code: Option<ChallengeName>,
) -> Outcome {
    let wants_code = code.is_some();
    let beginning = Beginning::Choice(code);
    // A choice without an alternative is shown all the same: it may lead right back here.
    let outcome = services.authenticator.sign_in(&login_id, &beginning).await;
    let is_code = |session: &Session| {
        let Session::Challenged { challenge, .. } = session else {
            return false;
        };
        matches!(challenge, Challenge::Code { .. })
    };
    let was_sent = wants_code && outcome.as_ref().is_ok_and(is_code);
    let next = after_sign_in(&services, &dispatch, outcome, Errand::SignIn)?;
    if was_sent {
        let text = "A new code is on its way. The old one is no longer valid.";
        dispatch.apply(Action::Notify(Route::Login, text.into()));
    }
    Ok(next)
}

async fn answer(
    services: Services,
    dispatch: Dispatch<AppStore>,
    (login_id, challenge): (AttrValue, Challenge),
    values: FormValues,
    asking: Asking,
) -> Outcome {
    let answer = read_answer(&services.config, &challenge, &values, &asking).await?;
    if let (Challenge::SelectChallenge(_), Answer::Choice(choice)) = (&challenge, &answer) {
        services
            .remembered
            .set_preferred_challenge(&login_id, choice);
    }
    let outcome = services.authenticator.answer(&answer).await;
    let outcome = skip_single_choices(&services, outcome).await;
    let errand = match &challenge {
        Challenge::Password(_) => Errand::SignIn,
        Challenge::SetUpApp { .. }
        | Challenge::Code {
            name: ChallengeName::SoftwareTokenMfa,
            ..
        } => Errand::VerifyAuthenticatorApp,
        _ => Errand::AnswerChallenge,
    };
    let outcome = after_sign_in(&services, &dispatch, outcome, errand);
    let in_form = |problem: Problem| problem.in_form_with(|name| has_field(&challenge, name));
    outcome.map_err(|problems| problems.into_iter().map(in_form).collect())
}
