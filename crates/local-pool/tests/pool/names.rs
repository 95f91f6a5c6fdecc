//! Names that users choose: nobody's leads to somebody else, or tells who exists.

use serde_json::{Value, json};

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, SrpClient, by_password, error, update};

const PHONE: &str = "+14155552671";
const SECRET: &str = "Secret-1";

fn sign_up(client: &str, name: &str) -> Value {
    json!({"ClientId": client, "Username": name, "Password": SECRET,
        "UserAttributes": [{"Name": "email", "Value": format!("{}@example.com", name.to_lowercase())}]})
}

/// A pool whose users have every kind of alias in any case, and one user of it: the pool's id, a client, the user's `sub`.
async fn pool_with(pool: &Pool, name: &str) -> (String, String, String) {
    let aliases = ["email", "phone_number", "preferred_username"];
    let settings =
        json!({"AliasAttributes": aliases, "UsernameConfiguration": {"CaseSensitive": false}});
    let (pool_id, client) = pool.create(settings).await;
    let sub = pool.ok("SignUp", sign_up(&client, name)).await["UserSub"].clone();
    let user = json!({"UserPoolId": pool_id, "Username": name});
    pool.ok("AdminConfirmSignUp", user).await;
    (pool_id, client, sub.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_name_must_not_look_like_an_alias() {
    let pool = Pool::new();
    let (_, client, _) = pool_with(&pool, "ann").await;
    for (name, kind) in [(EMAIL, "email"), (PHONE, "phone_number")] {
        let words = if kind == "email" {
            "email"
        } else {
            "phone number"
        };
        let message = format!(
            "Username cannot be of {words} format, since user pool is configured for {kind} alias."
        );
        let refusal = pool.refused("SignUp", sign_up(&client, name)).await;
        assert_eq!(refusal, error("InvalidParameter", &message));
    }
}

#[tokio::test]
async fn the_subject_and_the_preferred_name_of_a_user_are_nobody_elses_names() {
    let pool = Pool::new();
    let (pool_id, client, sub) = pool_with(&pool, "ann").await;
    let reply = pool
        .ok("InitiateAuth", by_password(&client, "ann", SECRET))
        .await;
    let token = reply["AuthenticationResult"]["AccessToken"].clone();
    let prefer = |token: &Value, name: &str| update(token, &[("preferred_username", name)]);
    pool.ok("UpdateUserAttributes", prefer(&token, "queen"))
        .await;
    for name in [sub.as_str(), &sub.to_uppercase(), "Queen", "ANN"] {
        let refusal = pool.refused("SignUp", sign_up(&client, name)).await;
        assert_eq!(refusal, error("UsernameExists", "User already exists"));
        let create = json!({"UserPoolId": pool_id, "Username": name});
        assert_eq!(
            pool.refused("AdminCreateUser", create).await,
            error("UsernameExists", "User account already exists")
        );
    }
    // Nor is a name another user's preferred one.
    pool.ok("SignUp", sign_up(&client, "bob")).await;
    let refusal = pool
        .refused("UpdateUserAttributes", prefer(&token, "bob"))
        .await;
    assert_eq!(refusal.0, "AliasExists");
}

#[tokio::test]
async fn the_subject_is_a_name_to_sign_in_by_only_where_no_other_is_chosen() {
    let pool = Pool::new();
    let (pool_id, client, sub) = pool_with(&pool, "ann").await;
    let told = error("UserNotFound", "User does not exist.");
    let request = by_password(&client, &sub, SECRET);
    assert_eq!(pool.refused("InitiateAuth", request).await, told);
    let by_name = by_password(&client, "ann", SECRET);
    pool.ok("InitiateAuth", by_name).await;
    let lookup = json!({"UserPoolId": pool_id, "Username": sub});
    let user = pool.ok("AdminGetUser", lookup).await;
    assert_eq!(user["Username"], "ann");

    let sub = pool.confirmed(EMAIL).await;
    let request = by_password(CLIENT, &sub, PASSWORD);
    pool.ok("InitiateAuth", request).await;
}

#[tokio::test]
async fn the_id_for_srp_is_of_the_same_kind_for_a_name_that_nobody_has() {
    let pool = Pool::new();
    let (pool_id, client, _) = pool_with(&pool, "Ann").await;
    let hiding = json!({"UserPoolId": pool_id, "ClientId": client,
        "ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH"], "PreventUserExistenceErrors": "ENABLED"});
    pool.ok("UpdateUserPoolClient", hiding).await;
    let mut srp = SrpClient::new();
    (srp.client_id, srp.pool_id) = (client, pool_id);
    for (login, id) in [
        ("ann", "ann"),
        ("ANN", "ann"),
        ("bob", "bob"),
        ("BOB", "bob"),
    ] {
        let reply = pool.ok("InitiateAuth", srp.begin(login)).await;
        assert_eq!(reply["ChallengeParameters"]["USER_ID_FOR_SRP"], id);
        let answer = pool
            .call("RespondToAuthChallenge", srp.answer(&reply, SECRET))
            .await;
        assert_eq!(answer.status.is_success(), id == "ann", "{login}");
    }
    for login in [EMAIL, PHONE] {
        let reply = pool.ok("InitiateAuth", srp.begin(login)).await;
        let id = reply["ChallengeParameters"]["USER_ID_FOR_SRP"].clone();
        assert!(uuid::Uuid::parse_str(id.as_str().unwrap()).is_ok(), "{id}");
        let again = pool.ok("InitiateAuth", srp.begin(login)).await;
        assert_eq!(again["ChallengeParameters"]["USER_ID_FOR_SRP"], id);
    }
}

#[tokio::test]
async fn who_takes_the_name_of_a_deleted_user_has_asked_for_no_codes_yet() {
    let pool = Pool::new();
    let (pool_id, client) = pool
        .create(json!({"AutoVerifiedAttributes": ["email"]}))
        .await;
    let resend = json!({"ClientId": client, "Username": "ann"});
    pool.ok("SignUp", sign_up(&client, "ann")).await;
    for _ in 0..20 {
        pool.ok("ResendConfirmationCode", resend.clone()).await;
    }
    let delete = json!({"UserPoolId": pool_id, "Username": "ann"});
    pool.ok("AdminDeleteUser", delete).await;
    pool.ok("SignUp", sign_up(&client, "ann")).await;
    pool.ok("ResendConfirmationCode", resend).await;
}
