//! Credentials in memory, and whose they are.

use std::cell::RefCell;

use crate::{aws::Identity, cognito::secret::IdToken};

/// Credentials this close to their end, in milliseconds, are renewed before they are used.
const RENEWAL_MARGIN: i64 = 5 * 60_000;

/// Whose credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    User(String),
    Guest,
}

/// The credentials of one owner, or none.
#[derive(Debug, Default)]
pub(super) struct Memory(RefCell<Option<Held>>);

#[derive(Debug)]
struct Held {
    owner: Owner,
    /// What proved who the owner is; a guest proves nothing.
    proof: Option<IdToken>,
    identity: Identity,
}

impl Memory {
    pub(super) fn hold(&self, owner: Owner, proof: Option<IdToken>, identity: Identity) {
        self.0.replace(Some(Held {
            owner,
            proof,
            identity,
        }));
    }

    /// The owner's, if they were got with that proof and have some life left at `now`
    /// (milliseconds since 1970).
    pub(super) fn current(
        &self,
        owner: &Owner,
        proof: Option<&IdToken>,
        now: i64,
    ) -> Option<Identity> {
        let held = self.0.borrow();
        let Held {
            owner: holder,
            proof: shown,
            identity,
        } = held.as_ref()?;
        let service_time = now.saturating_add(identity.clock_drift);
        let renewal = service_time.saturating_add(RENEWAL_MARGIN);
        let good =
            holder == owner && shown.as_ref() == proof && renewal < identity.credentials.expires_at;
        good.then(|| identity.clone())
    }

    /// The identity that the owner had the last time.
    pub(super) fn id_of(&self, owner: &Owner) -> Option<String> {
        let held = self.0.borrow();
        let held = held.as_ref().filter(|held| held.owner == *owner)?;
        Some(held.identity.id.clone())
    }

    /// Gives up credentials that a service refused, unless there are newer ones.
    pub(super) fn discard(&self, refused: &Identity) {
        if let Some(held) = &mut *self.0.borrow_mut()
            && held.identity == *refused
        {
            held.identity.credentials.expires_at = i64::MIN;
        }
    }

    /// Forgets whatever is another one's.
    pub(super) fn keep_only(&self, owner: &Owner) {
        let mut held = self.0.borrow_mut();
        held.take_if(|held| held.owner != *owner);
    }
}
