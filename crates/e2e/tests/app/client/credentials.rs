//! Every operation on passwords and tokens, with the reply that its type promises.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool};
use vestibule::cognito::ErrorCode;
use vestibule::cognito::ops::{
    AuthenticationResult, ChangePassword, ConfirmForgotPassword, ForgotPassword,
    GetTokensFromRefreshToken, GlobalSignOut, RevokeToken,
};
use vestibule::cognito::secret::Password;

use super::{client_of, code, get_user, sign_in};

const NEW_PASSWORD: &str = "Bernoulli-Numbers-G7";

#[tokio::test]
async fn password_is_changed_and_replaced_by_a_code() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let client = client_of(&pool);
    let access_token = sign_in(&pool, &client, PASSWORD).await?.access_token;
    client
        .call(&ChangePassword {
            access_token,
            previous_password: Password::new(PASSWORD),
            proposed_password: Password::new(NEW_PASSWORD),
        })
        .await?;
    sign_in(&pool, &client, NEW_PASSWORD).await?;

    let sent = client
        .call(&ForgotPassword {
            client_id: client.client_id(),
            username: EMAIL.to_owned(),
        })
        .await?;
    client
        .call(&ConfirmForgotPassword {
            client_id: client.client_id(),
            username: EMAIL.to_owned(),
            confirmation_code: code(&pool, EMAIL, sent.code_delivery_details).await?,
            password: Password::new(PASSWORD),
        })
        .await?;
    sign_in(&pool, &client, PASSWORD).await?;
    assert!(sign_in(&pool, &client, NEW_PASSWORD).await.is_err());
    Ok(())
}

#[tokio::test]
async fn tokens_are_renewed_and_revoked_one_by_one_and_all_at_once() -> Result<()> {
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let client = client_of(&pool);
    let renewal = |tokens: &AuthenticationResult| {
        let refresh_token = tokens.refresh_token.clone().context("no refresh token")?;
        anyhow::Ok(GetTokensFromRefreshToken {
            client_id: client.client_id(),
            refresh_token,
            device_key: None,
        })
    };
    let one = sign_in(&pool, &client, PASSWORD).await?;
    let other = sign_in(&pool, &client, PASSWORD).await?;
    let renewed = client.call(&renewal(&one)?).await?.authentication_result;
    let renewed = renewed.context("no tokens")?.access_token;
    get_user(&client, &renewed).await?;

    let token = renewal(&one)?.refresh_token;
    let client_id = client.client_id();
    client.call(&RevokeToken { client_id, token }).await?;
    let refusal = client.call(&renewal(&one)?).await.err();
    let refusal = refusal.context("a revoked token was renewed")?;
    assert_eq!(refusal.code(), Some(&ErrorCode::NotAuthorized));
    assert!(get_user(&client, &renewed).await.is_err());

    let access_token = other.access_token.clone();
    get_user(&client, &access_token).await?;
    client.call(&GlobalSignOut { access_token }).await?;
    assert!(client.call(&renewal(&other)?).await.is_err());
    assert!(get_user(&client, &other.access_token).await.is_err());
    Ok(())
}
