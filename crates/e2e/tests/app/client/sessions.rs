//! A session as the app keeps it, from the sign-in to the revocation.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool};
use vestibule::cognito::authenticate::Beginning;
use vestibule::cognito::secret::Password;
use vestibule::session::{
    AttributeChanges, Authenticator, MemoryStorage, Session, SignedOutReason, TokenStorage,
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
        let (storage, tab) = (storage.clone(), MemoryStorage::default());
        let device_name = "Firefox on Linux".to_owned();
        Authenticator::new(&config.user_pool, transport, storage, tab, device_name, now)
    };
    let app = open();
    let session = app
        .sign_in(EMAIL, &Beginning::Password(Password::new(PASSWORD)))
        .await?;
    let Session::SignedIn { user } = session.clone() else {
        panic!("not signed in: {session:?}");
    };
    assert_eq!(user.email(), EMAIL);
    assert_eq!(open().restore().await, session);

    let changes = AttributeChanges::between(&user, [(NAME, "Byron")]);
    let user = app.update_attributes(&user, changes).await?.user;
    assert_eq!(user.attribute(NAME), "Byron");
    let changes = AttributeChanges::between(&user, [(NAME, "")]);
    let user = app.update_attributes(&user, changes).await?.user;
    assert_eq!(user.attribute(NAME), "");

    let tokens = TokenStorage::new(storage.clone(), config.user_pool.client_id.as_str());
    let stolen = tokens.load().context("no session")?;
    let revocation = app.sign_out().context("no session")?;
    app.revoke(revocation).await;
    let nobody = |reason| Session::SignedOut { reason };
    let restored = open().restore().await;
    assert_eq!(restored, nobody(SignedOutReason::NotSignedIn));
    tokens.save(&stolen);
    assert_eq!(open().restore().await, nobody(SignedOutReason::Ended));
    Ok(())
}
