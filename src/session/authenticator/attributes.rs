//! Errands of a signed-in user about attributes, and about the codes that prove some of them.

use super::Authenticator;
use crate::{
    cognito::{
        Error, Operation, Transport,
        ops::{
            Attribute, DeleteUserAttributes, GetUserAttributeVerificationCode,
            UpdateUserAttributes, VerifyUserAttribute,
        },
        secret::{AccessToken, ConfirmationCode},
    },
    session::{AttributeChanges, Awaited, SessionError, Storage, UserProfile},
};

/// What a change of attributes led to.
#[derive(Debug)]
pub struct UpdatedAttributes {
    /// The user, read back.
    pub user: UserProfile,
    /// Why nothing was removed, although the rest was set.
    pub removal_refused: Option<Error>,
}

impl<T: Transport, S: Storage> Authenticator<T, S> {
    /// Changes a user's attributes, and reads them back. A new address or number may wait for a
    /// code then: [`UserProfile::awaited`]. What is removed comes last.
    ///
    /// # Errors
    /// See [`SessionError`]; `AliasExists` for an address or a number that is another account's. After
    /// [`SessionError::Request`] nothing has changed, as far as the service says; what ends or replaces the
    /// session may come after the change.
    pub async fn update_attributes(
        &self,
        user: &UserProfile,
        mut changes: AttributeChanges,
    ) -> Result<UpdatedAttributes, SessionError> {
        let mut removal_refused = None;
        if changes.is_empty() {
            let user = user.clone();
            return Ok(UpdatedAttributes {
                user,
                removal_refused,
            });
        }
        let AttributeChanges { set, removed } = &changes;
        // First what may be refused, so that nothing has changed then.
        if !set.is_empty() {
            self.set_attributes(&user.username, set).await?;
        }
        if !removed.is_empty() {
            match self.remove_attributes(&user.username, removed).await {
                Err(SessionError::Request(error)) if !set.is_empty() => {
                    removal_refused = Some(error);
                    changes.removed.clear();
                }
                result => result?,
            }
        }
        Ok(UpdatedAttributes {
            user: self.reread(user.with(&changes)).await?,
            removal_refused,
        })
    }

    async fn set_attributes(&self, username: &str, set: &[Attribute]) -> Result<(), SessionError> {
        let update = |access_token| UpdateUserAttributes {
            access_token,
            user_attributes: set.to_vec(),
        };
        let output = self.change(username, update).await?;
        for Attribute { name, value } in set {
            // What waited for another code waits no longer.
            let mut details = output.code_delivery_details_list.iter();
            let own = details.find(|details| details.attribute_name.as_ref() == Some(name));
            let awaited = own.map(|details| Awaited {
                value: value.clone(),
                destination: details.destination.clone(),
            });
            self.tokens.set_awaited(username, name, awaited);
        }
        Ok(())
    }

    async fn remove_attributes(
        &self,
        username: &str,
        names: &[String],
    ) -> Result<(), SessionError> {
        let delete = |access_token| DeleteUserAttributes {
            access_token,
            user_attribute_names: names.to_vec(),
        };
        self.change(username, delete).await?;
        for name in names {
            self.tokens.set_awaited(username, name, None);
        }
        Ok(())
    }

    /// Sends a code to an address or number of the user's, named by its attribute.
    ///
    /// # Errors
    /// See [`SessionError`]; `LimitExceeded` after too many of them.
    pub async fn send_attribute_code(
        &self,
        user: &UserProfile,
        attribute_name: &str,
    ) -> Result<UserProfile, SessionError> {
        let send = |access_token| GetUserAttributeVerificationCode {
            access_token,
            attribute_name: attribute_name.to_owned(),
        };
        let output = self.call(&user.username, send).await?;
        if let Some(details) = output.code_delivery_details {
            let before = self.tokens.awaited(&user.username).remove(attribute_name);
            let value = before.map(|awaited| awaited.value);
            let awaited = Awaited {
                value: value.unwrap_or_else(|| user.attribute(attribute_name).to_owned()),
                destination: details.destination,
            };
            self.tokens
                .set_awaited(&user.username, attribute_name, Some(awaited));
        }
        Ok(self.with_awaited(user.clone()))
    }

    /// Gives up a new address or number that waits for its code. The service need not hear of it: without
    /// the code it never comes into force.
    pub fn keep_old_attribute(&self, user: &UserProfile, attribute_name: &str) -> UserProfile {
        self.tokens
            .set_awaited(&user.username, attribute_name, None);
        self.with_awaited(user.clone())
    }

    /// Verifies an address or number by the code that was sent to it, and reads the user back: where
    /// the pool kept the old one until now, it is another one.
    ///
    /// # Errors
    /// See [`SessionError`]; `CodeMismatch` or `ExpiredCode`, `AliasExists` if another account has
    /// proved the address to be its own meanwhile.
    pub async fn verify_attribute(
        &self,
        user: &UserProfile,
        attribute_name: &str,
        code: &ConfirmationCode,
    ) -> Result<UserProfile, SessionError> {
        let verify = |access_token| VerifyUserAttribute {
            access_token,
            attribute_name: attribute_name.to_owned(),
            code: code.clone(),
        };
        if let Err(error) = self.change(&user.username, verify).await {
            // A code is refused as well if it was taken before, and only the reply was lost.
            let was_refused = matches!(error, SessionError::Request(Error::Service { .. }));
            if !was_refused || !self.has_received(&user.username, attribute_name).await {
                return Err(error);
            }
        }
        self.tokens
            .set_awaited(&user.username, attribute_name, None);
        let verified = Attribute {
            name: format!("{attribute_name}_verified"),
            value: "true".to_owned(),
        };
        let changes = AttributeChanges {
            set: vec![verified],
            removed: Vec::new(),
        };
        self.reread(user.with(&changes)).await
    }

    /// Whether what waits is in force and verified by now.
    async fn has_received(&self, username: &str, attribute_name: &str) -> bool {
        let awaited = self.tokens.awaited(username).remove(attribute_name);
        let Some((awaited, user)) = awaited.zip(self.profile(username).await.ok()) else {
            return false;
        };
        user.has_received(attribute_name, &awaited)
    }

    /// Carries out an operation that makes the ID token outdated, even if its reply should be lost. Nor does a
    /// refusal say that nothing has changed: a code that was taken before is refused as well.
    async fn change<O: Operation>(
        &self,
        username: &str,
        operation: impl Fn(AccessToken) -> O,
    ) -> Result<O::Output, SessionError> {
        let operation = |access_token| {
            self.outdate_id_token(username);
            operation(access_token)
        };
        self.call(username, operation).await
    }

    fn outdate_id_token(&self, username: &str) {
        // Without random numbers all changes are called the same. That matters only where one of them is sent
        // during the renewal after another one.
        let change = getrandom::u64().unwrap_or_default();
        self.tokens.set_outdated(username, &change.to_string());
    }

    /// What a user is after a change.
    async fn reread(&self, expected: UserProfile) -> Result<UserProfile, SessionError> {
        let username = &expected.username;
        self.renew_id_token(username).await?;
        // What the user asked for is done, and a failure to read it back is none.
        match self.profile(username).await {
            Err(SessionError::Request(_)) => Ok(self.with_awaited(expected)),
            result => result,
        }
    }

    /// The user, with what is still waited for: its code may have been entered elsewhere.
    pub(super) fn with_awaited(&self, user: UserProfile) -> UserProfile {
        for (name, awaited) in self.tokens.awaited(&user.username) {
            if user.has_received(&name, &awaited) {
                self.tokens.set_awaited(&user.username, &name, None);
                self.outdate_id_token(&user.username);
            }
        }
        let awaited = self.tokens.awaited(&user.username);
        user.with_awaited(awaited)
    }
}
