//! Acting in a user's name.

use futures_util::future::{FutureExt, LocalBoxFuture};

use super::Authenticator;
use crate::{
    cognito::{
        Error, Operation, Request, Transport, secret::AccessToken, transport::Reply, understand,
    },
    session::{AuthorizedError, SessionError, Storage, TokenVerdict},
};

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Sends a request that carries a user's access token. A token about to expire is renewed
    /// before, and one that is refused is renewed once; what a second refusal means,
    /// [`TokenVerdict`] says.
    ///
    /// # Errors
    /// See [`SessionError`]. An answer that came when the session was not the user's any more is
    /// [`SessionError::Replaced`].
    pub async fn authorized<R, E: AuthorizedError>(
        &self,
        username: &str,
        request: impl AsyncFn(AccessToken) -> Result<R, E>,
    ) -> Result<R, SessionError<E>> {
        let token = self.access_token(username).await;
        let mut token = token.map_err(SessionError::of_renewal)?;
        let mut result = request(token.clone()).await;
        if verdict(&result) != TokenVerdict::NotAtFault {
            let renewed = self.renewed_access_token(username, Some(&token)).await;
            token = renewed.map_err(SessionError::of_renewal)?;
            result = request(token.clone()).await;
        }
        if verdict(&result) == TokenVerdict::Refused {
            return Err(self.end_for_good(username, &token));
        }
        let output = result?;
        self.tokens_of(username).map_err(SessionError::of_renewal)?;
        Ok(output)
    }

    /// Carries out an operation of the user pool in a user's name.
    pub(super) async fn call<O: Operation>(
        &self,
        username: &str,
        operation: impl Fn(AccessToken) -> O,
    ) -> Result<O::Output, SessionError> {
        let prepare = |token| Request::new(&operation(token));
        let reply = self.send(username, &prepare, O::REVOKES_TOKENS).await?;
        Ok(understand::<O>(&reply)?)
    }

    /// Compiled once, and not once for every operation. Nothing is renewed while the user ends the session: whoever
    /// is refused meanwhile would call it over before it is known why.
    fn send<'a>(
        &'a self,
        username: &'a str,
        prepare: &'a dyn Fn(AccessToken) -> Result<Request, Error>,
        revokes_tokens: bool,
    ) -> LocalBoxFuture<'a, Result<Reply, SessionError>> {
        let send = async move |token| {
            let _no_renewal = if revokes_tokens {
                Some(self.tokens.turn_to_renew().await)
            } else {
                None
            };
            self.client.send(prepare(token)?).await
        };
        async move { self.authorized(username, send).await }.boxed_local()
    }

    /// Signs the user out whose access token is `refused`, unless the session has another one by
    /// now, or another user.
    fn end_for_good<E>(&self, username: &str, refused: &AccessToken) -> SessionError<E> {
        match self.tokens_of(username) {
            Ok(tokens) if tokens.access_token.as_ref() == Some(refused) => {
                self.revoke_unawaited(self.sign_out());
                SessionError::Ended
            }
            _ => SessionError::Replaced,
        }
    }
}

fn verdict<R, E: AuthorizedError>(result: &Result<R, E>) -> TokenVerdict {
    match result {
        Ok(_) => TokenVerdict::NotAtFault,
        Err(error) => error.token_verdict(),
    }
}
