//! AWS credentials of a user or a guest.

use js_sys::Date;
use yew::prelude::*;

use super::{Form, SubmitButton, parts::minute, row};
use crate::{
    aws::CallerIdentity,
    form::Problem,
    hooks::{AwsCredentials, Holding, use_aws_credentials},
    session::CredentialsOwner,
};

/// Properties of [`CredentialsCard`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CredentialsCardProps {
    /// Whose credentials. For another owner, render another card: by its key.
    pub owner: CredentialsOwner,
}

/// Shows which AWS identity somebody has and until when the credentials are good, or since when they
/// are not, and asks AWS who that is. Nothing at all where there is no identity pool.
#[component]
pub fn CredentialsCard(props: &CredentialsCardProps) -> Html {
    let Some(aws) = use_aws_credentials(&props.owner) else {
        return Html::default();
    };
    let label = match aws.holding {
        Holding::Failed(_) | Holding::Expired { .. } => "Try again",
        Holding::Waiting | Holding::Held { .. } => "Who am I for AWS",
    };
    html! {
        <section aria-labelledby="aws">
            <h2 id="aws">{ "AWS credentials" }</h2>
            <Form submission={aws.submission.clone()}>
                { holding(&aws) }
                <SubmitButton {label} />
                // Always there, so that screen readers notice when it is filled.
                <div class="answer" role="status">{ for aws.caller.as_ref().map(caller) }</div>
            </Form>
        </section>
    }
}

fn holding(aws: &AwsCredentials) -> Html {
    match &aws.holding {
        Holding::Failed(problem) => alert(aws, problem.as_ref()),
        // Takes the room that they will take.
        Holding::Waiting => html! {
            <dl class="pending" aria-busy="true">
                { identity(&aws.identity_pool_id, GOOD_UNTIL, &Date::new_0()) }
            </dl>
        },
        Holding::Held {
            identity_id,
            expires_at,
        } => html! { <dl>{ identity(identity_id, GOOD_UNTIL, &date(*expires_at)) }</dl> },
        Holding::Expired {
            identity_id,
            expired_at,
            problem,
        } => html! {
            <>
                { alert(aws, problem.as_ref()) }
                <dl>{ identity(identity_id, "Expired", &date(*expired_at)) }</dl>
            </>
        },
    }
}

/// The problem, unless the form tells one.
fn alert(aws: &AwsCredentials, problem: Option<&Problem>) -> Html {
    let told_by_the_form = aws.submission.busy || !aws.submission.problems.is_empty();
    match problem.filter(|_| !told_by_the_form) {
        Some(problem) => html! { <p class="problem" role="alert">{ problem.text.clone() }</p> },
        None => Html::default(),
    }
}

const GOOD_UNTIL: &str = "Good until";

fn identity(id: &AttrValue, term: &'static str, end: &Date) -> Html {
    rows([
        ("Identity", id.into()),
        (term, minute(end).unwrap_or_default()),
    ])
}

fn caller(caller: &CallerIdentity) -> Html {
    let rows = rows([
        ("Account", (&caller.account).into()),
        ("ARN", (&caller.arn).into()),
        ("User id", (&caller.user_id).into()),
    ]);
    html! { <dl>{ rows }</dl> }
}

fn rows<const N: usize>(rows: [(&'static str, Html); N]) -> Html {
    rows.into_iter()
        .map(|(term, value)| row(term, value))
        .collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no date has more than 53 bits of milliseconds"
)]
fn date(milliseconds: i64) -> Date {
    Date::new(&(milliseconds as f64).into())
}
