//! Identities and credentials for every kind of login; the pool checks the signatures made with them.

mod facebook;

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool};
use serde_json::Value;
use vestibule::aws::{self, CallerIdentity, Identity, Sts};
use vestibule::cognito::ErrorCode;
use vestibule::cognito::authenticate::Beginning;
use vestibule::cognito::ops::SocialProvider;
use vestibule::cognito::secret::Password;
use vestibule::config::{Config, IdentityPool};
use vestibule::session::{
    Authenticator, CredentialsOwner, CredentialsProvider, MemoryStorage, SessionError, Storage,
};

use super::now;
use super::transport::HttpTransport;

/// The configuration for a pool with the identity pool that it has from the first start.
fn config_of(pool: &Pool) -> Result<(Config, IdentityPool)> {
    let shipped = include_str!("../../../../../static/amplify_outputs.json");
    let mut config: Value = serde_json::from_str(shipped)?;
    config["auth"]["unauthenticated_identities_enabled"] = true.into();
    for name in ["user_pool_endpoint", "identity_pool_endpoint"] {
        config["custom"][name] = pool.endpoint().into();
    }
    let config = Config::parse(&config.to_string())?;
    let identity_pool = config.identity_pool.clone();
    Ok((config, identity_pool.context("no identity pool")?))
}

/// The app in a browser with that storage.
fn app_on(config: &Config, storage: &MemoryStorage) -> Authenticator<HttpTransport, MemoryStorage> {
    let transport = HttpTransport::default();
    let (storage, tab) = (storage.clone(), MemoryStorage::default());
    let device_name = "Firefox on Linux".to_owned();
    Authenticator::new(&config.user_pool, transport, storage, tab, device_name, now)
}

async fn who_is(pool: &IdentityPool, identity: &Identity) -> Result<CallerIdentity, aws::Error> {
    let client = aws::Client::new(HttpTransport::default(), now);
    let sts = Sts::new(pool.sts_endpoint(), pool.id.region());
    sts.get_caller_identity(&client, identity).await
}

#[tokio::test]
async fn user_and_guest_sign_requests_that_are_taken_for_theirs() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let (config, identity_pool) = config_of(&pool)?;
    let storage = MemoryStorage::default();
    let app = app_on(&config, &storage);
    let (transport, pool_of_ids) = (HttpTransport::default(), identity_pool.clone());
    let credentials = CredentialsProvider::new(pool_of_ids, transport, storage, now);

    let beginning = Beginning::Password(Password::new(PASSWORD));
    app.sign_in(EMAIL, &beginning).await?;
    let username = app.saved_username().context("no session")?;
    let owner = CredentialsOwner::of(Some(&username));
    let ask = async |identity: &Identity| who_is(&identity_pool, identity).await;
    let caller = credentials.signed(&app, &owner, ask).await?;
    assert!(
        caller.arn.contains("/VestibuleAuthenticated/"),
        "{caller:?}"
    );
    assert_eq!(caller.account, "000000000000");
    let user = credentials.of_user(&app, &username).await?;

    app.sign_out();
    let refused = credentials.of_guest(&app).await;
    assert!(refused.is_err(), "the pool admits no guests yet");
    pool.admit_guests(identity_pool.id.as_str()).await?;
    let guest = credentials.of_guest(&app).await?;
    assert_ne!(guest.id, user.id);
    let caller = credentials
        .signed(&app, &CredentialsOwner::Visitor, ask)
        .await?;
    assert!(
        caller.arn.contains("/VestibuleUnauthenticated/"),
        "{caller:?}"
    );
    Ok(())
}

#[tokio::test]
async fn guest_who_signs_in_keeps_the_identity_and_the_next_guest_is_another() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let (config, identity_pool) = config_of(&pool)?;
    pool.admit_guests(identity_pool.id.as_str()).await?;
    let storage = MemoryStorage::default();
    let app = app_on(&config, &storage);
    let transport = HttpTransport::default();
    let credentials = CredentialsProvider::new(identity_pool, transport, storage, now);
    let sign_in = async || {
        let beginning = Beginning::Password(Password::new(PASSWORD));
        app.sign_in(EMAIL, &beginning).await?;
        let username = app.saved_username().context("no session")?;
        anyhow::Ok(credentials.of_user(&app, &username).await?.id)
    };

    let guest = credentials.of_guest(&app).await?.id;
    assert_eq!(sign_in().await?, guest, "the user had no identity");
    app.sign_out();
    let next_guest = credentials.of_guest(&app).await?.id;
    assert_ne!(next_guest, guest);
    assert_eq!(sign_in().await?, guest, "the next guest was merged");
    app.sign_out();
    assert_ne!(credentials.of_guest(&app).await?.id, next_guest);
    Ok(())
}

#[tokio::test]
async fn id_token_that_the_identity_pool_refuses_is_renewed_by_the_user_pool() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let (config, identity_pool) = config_of(&pool)?;
    let storage = MemoryStorage::default();
    let app = app_on(&config, &storage);
    let beginning = Beginning::Password(Password::new(PASSWORD));
    app.sign_in(EMAIL, &beginning).await?;
    let username = app.saved_username().context("no session")?;
    let client_id = pool.client_id();
    let key = format!("CognitoIdentityServiceProvider.{client_id}.{username}.idToken");
    let token = storage.get(&key).context("no ID token")?;
    // As if the keys had changed since.
    let (signed, _) = token.rsplit_once('.').context("no JWT")?;
    storage.set(&key, &format!("{signed}.c2lnbmF0dXJl"));

    let transport = HttpTransport::default();
    let credentials =
        CredentialsProvider::new(identity_pool.clone(), transport, storage.clone(), now);
    let identity = credentials.of_user(&app, &username).await?;
    assert!(who_is(&identity_pool, &identity).await.is_ok());
    assert_ne!(storage.get(&key), Some(token), "it is a new one");
    Ok(())
}

#[tokio::test]
async fn token_of_a_social_provider_is_a_login_by_itself() -> Result<()> {
    let pool = Pool::start().await?;
    let (config, identity_pool) = config_of(&pool)?;
    let (_, token) = facebook::sign_in(&pool).await?;
    // Two pages that have nothing in common but the person.
    let identity_by = async |provider, token| {
        let storage = MemoryStorage::default();
        let app = app_on(&config, &storage);
        let (transport, pool) = (HttpTransport::default(), identity_pool.clone());
        let credentials = CredentialsProvider::new(pool, transport, storage, now);
        credentials.of_provider(&app, provider, token).await
    };
    let identity = identity_by(SocialProvider::Facebook, token.clone()).await?;
    let again = identity_by(SocialProvider::Facebook, token.clone()).await?;
    assert_eq!(again.id, identity.id);
    let caller = who_is(&identity_pool, &identity).await?;
    assert!(
        caller.arn.contains("/VestibuleAuthenticated/"),
        "{caller:?}"
    );

    let refusal = identity_by(SocialProvider::Google, token).await.err();
    let Some(SessionError::Request(refusal)) = refusal else {
        panic!("Google's are not Facebook's: {refusal:?}");
    };
    assert_eq!(refusal.code(), Some(&ErrorCode::NotAuthorized));
    Ok(())
}

#[tokio::test]
async fn user_who_had_an_identity_by_facebook_alone_keeps_it_in_the_user_pool() -> Result<()> {
    let pool = Pool::start().await?;
    let (config, mut identity_pool) = config_of(&pool)?;
    let (authenticated, token) = facebook::sign_in(&pool).await?;
    let username = authenticated.username.clone();
    let storage = MemoryStorage::default();
    let app = app_on(&config, &storage);
    let provider = |pool: &IdentityPool| {
        let (transport, storage) = (HttpTransport::default(), storage.clone());
        CredentialsProvider::new(pool.clone(), transport, storage, now)
    };
    let facebook = SocialProvider::Facebook;
    let before = provider(&identity_pool);
    let before = before.of_provider(&app, facebook, token).await?;

    app.signed_in_at_hosted_pages(authenticated);
    identity_pool.logins = vec![(facebook, facebook::ATTRIBUTE.to_owned())];
    let after = provider(&identity_pool).of_user(&app, &username).await?;
    assert_eq!(after.id, before.id);
    assert!(who_is(&identity_pool, &after).await.is_ok());

    // Once the two belong together, a token that Facebook does not take any more does no harm.
    identity_pool.logins = vec![(facebook, "email".to_owned())];
    let later = provider(&identity_pool).of_user(&app, &username).await?;
    assert_eq!(later.id, before.id);
    Ok(())
}

#[tokio::test]
async fn forged_and_foreign_credentials_are_refused() -> Result<()> {
    let pool = Pool::start().await?;
    let (_, identity_pool) = config_of(&pool)?;
    pool.admit_guests(identity_pool.id.as_str()).await?;
    let storage = MemoryStorage::default();
    let guest = async || {
        let (config, identity_pool) = config_of(&pool)?;
        let app = app_on(&config, &storage);
        let (transport, storage) = (HttpTransport::default(), storage.clone());
        let credentials = CredentialsProvider::new(identity_pool, transport, storage, now);
        anyhow::Ok(credentials.of_guest(&app).await?)
    };
    let (one, other) = (guest().await?, guest().await?);
    assert_eq!(one.id, other.id, "the guest stays the same after a reload");
    let mut mixed = one.clone();
    mixed.credentials.secret_key = other.credentials.secret_key;
    let mut unknown = one;
    unknown.credentials.session_token = other.credentials.session_token;
    let refusal = who_is(&identity_pool, &mixed).await.err();
    let refusal = refusal.context("another's key was taken")?;
    assert!(!refusal.refuses_credentials(), "{refusal}");
    let refusal = who_is(&identity_pool, &unknown).await.err();
    assert!(
        refusal
            .context("another's token was taken")?
            .refuses_credentials()
    );
    Ok(())
}
