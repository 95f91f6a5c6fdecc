//! Credentials in memory, and whose they are.

use std::cell::RefCell;

use super::{CREDENTIALS_RENEWAL_MARGIN, CredentialsOwner};
use crate::{aws::Identity, cognito::ops::Logins};

/// The credentials of one owner, or none.
#[derive(Debug, Default)]
pub(super) struct Memory(RefCell<Option<Held>>);

#[derive(Debug)]
struct Held {
    owner: CredentialsOwner,
    /// What the credentials were got by.
    logins: Logins,
    identity: Identity,
    /// Whether somebody refused the credentials, or what they were got by. Only the identity's id
    /// is worth something then.
    refused: bool,
}

impl Memory {
    pub(super) fn hold(&self, owner: CredentialsOwner, logins: Logins, identity: Identity) {
        self.0.replace(Some(Held {
            owner,
            logins,
            identity,
            refused: false,
        }));
    }

    /// The owner's, if they were got by those logins and have some life left at `now`
    /// (milliseconds since 1970).
    pub(super) fn current(
        &self,
        owner: &CredentialsOwner,
        logins: &Logins,
        now: i64,
    ) -> Option<Identity> {
        let held = self.0.borrow();
        let held = held.as_ref()?;
        let good = held.owner == *owner
            && held.logins == *logins
            && !held.refused
            && held.identity.life_left(now) > CREDENTIALS_RENEWAL_MARGIN;
        good.then(|| held.identity.clone())
    }

    /// The owner's, however they were got and however old they are, unless they were refused.
    pub(super) fn held_by(&self, owner: &CredentialsOwner) -> Option<Identity> {
        let held = self.0.borrow();
        let held = held.as_ref()?;
        (held.owner == *owner && !held.refused).then(|| held.identity.clone())
    }

    /// The identity that the owner had the last time, with the same providers.
    pub(super) fn id_of(&self, owner: &CredentialsOwner, logins: &Logins) -> Option<String> {
        let held = self.0.borrow();
        let held = held.as_ref()?;
        let same = held.owner == *owner && held.logins.are_of_the_same_providers(logins);
        same.then(|| held.identity.id.clone())
    }

    /// Gives up whatever credentials there are.
    pub(super) fn discard(&self) {
        if let Some(held) = &mut *self.0.borrow_mut() {
            held.refused = true;
        }
    }

    /// Gives up credentials that a service refused, unless there are newer ones.
    pub(super) fn discard_if(&self, refused: &Identity) {
        if let Some(held) = &mut *self.0.borrow_mut() {
            held.refused |= held.identity == *refused;
        }
    }

    /// Forgets whatever is another one's.
    pub(super) fn keep_only(&self, owner: &CredentialsOwner) {
        let mut held = self.0.borrow_mut();
        held.take_if(|held| held.owner != *owner);
    }
}
