//! Every operation once, with the reply that its type promises.

use anyhow::{Context, Result};
use e2e::{EMAIL, PASSWORD, Pool};
use vestibule::cognito::authenticate::authenticate;
use vestibule::cognito::ops::{
    Attribute, AuthenticationResult, ChangePassword, CodeDeliveryDetails, ConfirmForgotPassword,
    ConfirmSignUp, DeleteUser, DeleteUserAttributes, ForgotPassword, GetTokensFromRefreshToken,
    GetUser, GetUserAttributeVerificationCode, GetUserOutput, GlobalSignOut,
    ResendConfirmationCode, RevokeToken, SignUp, UpdateUserAttributes, VerifyUserAttribute,
};
use vestibule::cognito::secret::{AccessToken, ConfirmationCode, Password};
use vestibule::cognito::{Client, ErrorCode};

use super::transport::HttpTransport;
use super::{client_of, name_of, now};

const NEW_PASSWORD: &str = "Bernoulli-Numbers-G7";
const NAME: &str = "custom:agentName";

fn attribute(name: &str, value: &str) -> Attribute {
    Attribute {
        name: name.to_owned(),
        value: value.to_owned(),
    }
}

fn value_of<'a>(user: &'a GetUserOutput, name: &str) -> Option<&'a str> {
    let found = user.user_attributes.iter().find(|a| a.name == name);
    found.map(|attribute| attribute.value.as_str())
}

/// The newest code of that address, which was sent by e-mail if `details` are right.
async fn code(
    pool: &Pool,
    to: &str,
    details: Option<CodeDeliveryDetails>,
) -> Result<ConfirmationCode> {
    let details = details.context("no CodeDeliveryDetails")?;
    assert_eq!(details.delivery_medium, "EMAIL");
    assert_eq!(details.attribute_name.as_deref(), Some("email"));
    assert!(details.destination.contains("***"), "{details:?}");
    Ok(ConfirmationCode::new(pool.latest_code(to).await?))
}

async fn sign_in(
    pool: &Pool,
    client: &Client<HttpTransport>,
    password: &str,
) -> Result<AuthenticationResult> {
    let password = Password::new(password);
    let signed_in = authenticate(client, name_of(pool), EMAIL, &password, now).await?;
    Ok(signed_in.tokens)
}

async fn get_user(client: &Client<HttpTransport>, token: &AccessToken) -> Result<GetUserOutput> {
    let access_token = token.clone();
    Ok(client.call(&GetUser { access_token }).await?)
}

#[tokio::test]
async fn account_is_created_confirmed_read_and_deleted() -> Result<()> {
    let pool = Pool::start().await?;
    let client = client_of(&pool);
    let created = client
        .call(&SignUp {
            client_id: client.client_id(),
            username: EMAIL.to_owned(),
            password: Password::new(PASSWORD),
            user_attributes: vec![attribute("email", EMAIL), attribute(NAME, "Lovelace")],
        })
        .await?;
    assert!(!created.user_confirmed);
    let first = code(&pool, EMAIL, created.code_delivery_details).await?;
    let again = client
        .call(&ResendConfirmationCode {
            client_id: client.client_id(),
            username: EMAIL.to_owned(),
        })
        .await?;
    let second = code(&pool, EMAIL, again.code_delivery_details).await?;
    assert_ne!(first.expose(), second.expose());
    client
        .call(&ConfirmSignUp {
            client_id: client.client_id(),
            username: EMAIL.to_owned(),
            confirmation_code: second,
        })
        .await?;

    let tokens = sign_in(&pool, &client, PASSWORD).await?;
    let user = get_user(&client, &tokens.access_token).await?;
    assert_eq!(value_of(&user, "sub"), Some(created.user_sub.as_str()));
    assert_eq!(value_of(&user, NAME), Some("Lovelace"));
    let access_token = tokens.access_token;
    client.call(&DeleteUser { access_token }).await?;
    let refused = sign_in(&pool, &client, PASSWORD).await;
    assert!(refused.is_err());
    Ok(())
}

#[tokio::test]
async fn attributes_are_changed_verified_and_removed() -> Result<()> {
    const NEW_EMAIL: &str = "ada@lovelace.example";
    let pool = Pool::start().await?;
    pool.add_user(EMAIL, PASSWORD).await?;
    let client = client_of(&pool);
    let access_token = sign_in(&pool, &client, PASSWORD).await?.access_token;

    let changed = client
        .call(&UpdateUserAttributes {
            access_token: access_token.clone(),
            user_attributes: vec![attribute("email", NEW_EMAIL), attribute(NAME, "Byron")],
        })
        .await?;
    let sent = changed.code_delivery_details_list.into_iter().next();
    let first = code(&pool, NEW_EMAIL, sent).await?;
    let again = client
        .call(&GetUserAttributeVerificationCode {
            access_token: access_token.clone(),
            attribute_name: "email".to_owned(),
        })
        .await?;
    let second = code(&pool, NEW_EMAIL, again.code_delivery_details).await?;
    assert_ne!(first.expose(), second.expose());
    client
        .call(&VerifyUserAttribute {
            access_token: access_token.clone(),
            attribute_name: "email".to_owned(),
            code: second,
        })
        .await?;
    let user = get_user(&client, &access_token).await?;
    assert_eq!(value_of(&user, "email"), Some(NEW_EMAIL));
    assert_eq!(value_of(&user, "email_verified"), Some("true"));
    assert_eq!(value_of(&user, NAME), Some("Byron"));

    client
        .call(&DeleteUserAttributes {
            access_token: access_token.clone(),
            user_attribute_names: vec![NAME.to_owned()],
        })
        .await?;
    let user = get_user(&client, &access_token).await?;
    assert_eq!(value_of(&user, NAME), None);
    Ok(())
}

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
