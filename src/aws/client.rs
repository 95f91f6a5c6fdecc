//! Signs requests and sends them.

use std::cell::Cell;

use super::{Error, Identity, Request, Scope, Transport, sigv4};
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

    /// Signs a request and sends it. A refusal that comes from a clock which is far from ours sends
    /// it once more, with that time.
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
        if let Some(date) = answer.date.filter(skewed)
            && !answer.reply.is_success()
        {
            let drift = date.saturating_sub((self.now)());
            self.clock_drift.set(Some(drift));
            let signed = sigv4::signed(request, scope, &identity.credentials, date)?;
            answer = self.transport.send(&signed).await?;
        }
        if answer.reply.is_success() {
            Ok(answer.reply)
        } else {
            Err(Error::from_reply(&answer.reply))
        }
    }
}
