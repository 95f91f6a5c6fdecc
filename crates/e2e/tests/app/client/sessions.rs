//! A session as the app keeps it, from the sign-in to the revocation.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool};
use vestibule::cognito::ops::Attribute;
use vestibule::cognito::secret::Password;
use vestibule::session::{
    AttributeChanges, Authenticator, MemoryStorage, Session, SignedOutReason,
};

use super::transport::HttpTransport;
use super::{config_of, now};

const NAME: &str = "custom:agentName";

#[tokio::test]
async fn session_is_begun_restored_used_and_revoked() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let config = config_of(&pool)?;
    let storage = MemoryStorage::default();
    // A copy of the storage, as another tab or a thief has it.
    let open = || {
        let transport = HttpTransport::default();
        Authenticator::new(&config.user_pool, transport, storage.clone(), now)
    };
    let app = open();
    let user = app.sign_in(EMAIL, &Password::new(PASSWORD)).await?;
    assert_eq!(user.email(), EMAIL);
    assert_eq!(open().restore().await, Session::SignedIn { user });

    let set = AttributeChanges {
        set: vec![Attribute {
            name: NAME.to_owned(),
            value: "Byron".to_owned(),
        }],
        removed: Vec::new(),
    };
    assert_eq!(app.update_attributes(set).await?.attribute(NAME), "Byron");
    let removed = AttributeChanges {
        set: Vec::new(),
        removed: vec![NAME.to_owned()],
    };
    assert_eq!(app.update_attributes(removed).await?.attribute(NAME), "");

    let stolen = app.tokens().load().context("no session")?;
    let revocation = app.sign_out().context("no session")?;
    app.revoke(revocation).await;
    let nobody = |reason| Session::SignedOut { reason };
    assert_eq!(open().restore().await, nobody(SignedOutReason::NoSession));
    app.tokens().save(&stolen);
    assert_eq!(open().restore().await, nobody(SignedOutReason::Ended));
    Ok(())
}
