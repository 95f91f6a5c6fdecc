//! Signs requests and sends them.

use std::cell::Cell;

use super::{Answer, Error, Identity, Request, Scope, Transport, sigv4};
use crate::cognito::transport::Reply;

/// A signature that is this many milliseconds old, or as far ahead, may be refused for it.
const TOLERATED_SKEW: u64 = 4 * 60 * 1000;

/// Sends signed requests to any service of AWS.
#[derive(Debug)]
pub struct Client<T> {
    transport: T,
    now: fn() -> i64,
    /// What a service said of this machine's clock; it knows better than the tokens did.
    clock_drift: Cell<Option<i64>>,
}

impl<T: Transport> Client<T> {
    /// `now` tells the time in milliseconds since 1970.
    pub fn new(transport: T, now: fn() -> i64) -> Self {
        Self {
            transport,
            now,
            clock_drift: Cell::new(None),
        }
    }

    /// Signs a request and sends it. A refusal of the time in the signature sends it once more, with
    /// the service's own.
    ///
    /// # Errors
    /// [`Error::Transport`], [`Error::Signing`] or [`Error::Refused`].
    pub async fn send(
        &self,
        request: Request,
        scope: Scope<'_>,
        identity: &Identity,
    ) -> Result<Reply, Error> {
        let drift = self.clock_drift.get().unwrap_or(identity.clock_drift);
        let at = (self.now)().saturating_add(drift);
        let signed = sigv4::signed(request.clone(), scope, &identity.credentials, at)?;
        let mut answer = self.transport.send(&signed).await?;
        let skewed = |date: &i64| date.abs_diff(at) > TOLERATED_SKEW;
        // Nothing else is sent twice: what else was refused may have been done.
        if let Some(date) = answer.date.filter(skewed)
            && refusal(&answer).is_some_and(|error| error.is_about_the_clock())
        {
            let drift = date.saturating_sub((self.now)());
            self.clock_drift.set(Some(drift));
            let signed = sigv4::signed(request, scope, &identity.credentials, date)?;
            answer = self.transport.send(&signed).await?;
        }
        let Some(error) = refusal(&answer) else {
            return Ok(answer.reply);
        };
        if error.is_about_the_clock() {
            // What was learned is wrong, or was never right: the next request goes by the tokens.
            self.clock_drift.set(None);
        }
        Err(error)
    }
}

fn refusal(answer: &Answer) -> Option<Error> {
    let reply = &answer.reply;
    (!reply.is_success()).then(|| Error::from_reply(reply))
}
