//! Every operation on an account and its attributes, with the reply that its type promises.

use anyhow::Result;
use e2e::{EMAIL, PASSWORD, Pool};
use vestibule::cognito::ops::{
    Attribute, ConfirmSignUp, DeleteUser, DeleteUserAttributes, GetUserAttributeVerificationCode,
    GetUserOutput, ResendConfirmationCode, SignUp, UpdateUserAttributes, VerifyUserAttribute,
};
use vestibule::cognito::secret::Password;

use super::{client_of, code, get_user, sign_in};

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
    assert_eq!(value_of(&user, "sub"), created.user_sub.as_deref());
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
