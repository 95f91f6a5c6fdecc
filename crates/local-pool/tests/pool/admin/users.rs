//! Reading, locking out, signing out and removing users, and giving them passwords.

use std::time::Duration;

use serde_json::{Value, json};

use super::{ann, ann_with, look_up, with};
use crate::support::{CLIENT, EMAIL, PASSWORD, POOL, Pool, SrpClient, by_password, error};

/// What the tokens of a sign-in are still good for: the refusals of `GetUser` and of a refresh.
async fn refusals(pool: &Pool, tokens: &Value) -> [(String, String); 2] {
    let refresh = json!({"ClientId": CLIENT, "RefreshToken": tokens["RefreshToken"]});
    [
        pool.refused("GetUser", json!({"AccessToken": tokens["AccessToken"]}))
            .await,
        pool.refused("GetTokensFromRefreshToken", refresh).await,
    ]
}

#[tokio::test]
async fn an_administrator_reads_users_by_any_of_their_names() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    for name in [EMAIL, "ANN@EXAMPLE.COM", &sub] {
        let request = with(ann(), json!({"Username": name}));
        assert_eq!(
            pool.ok("AdminGetUser", request).await,
            json!({"Username": sub, "UserAttributes": [
                {"Name": "sub", "Value": sub},
                {"Name": "email", "Value": EMAIL},
                {"Name": "email_verified", "Value": "true"},
            ], "UserCreateDate": 1_795_000_000.0, "UserLastModifiedDate": 1_795_000_000.0,
            "Enabled": true, "UserStatus": "CONFIRMED"})
        );
    }
}

#[tokio::test]
async fn users_and_pools_that_do_not_exist_are_said_so() {
    let pool = Pool::new();
    for (operation, fields) in [
        ("AdminGetUser", json!({})),
        ("AdminSetUserPassword", json!({"Password": PASSWORD})),
        ("AdminConfirmSignUp", json!({})),
        ("AdminDisableUser", json!({})),
        ("AdminEnableUser", json!({})),
        ("AdminDeleteUser", json!({})),
        ("AdminUserGlobalSignOut", json!({})),
        ("AdminUpdateUserAttributes", json!({"UserAttributes": []})),
        ("AdminListGroupsForUser", json!({})),
    ] {
        let unknown = error("UserNotFound", "User does not exist.");
        let request = ann_with(fields);
        assert_eq!(
            pool.refused(operation, request.clone()).await,
            unknown,
            "{operation}"
        );
        let nowhere = with(request, json!({"UserPoolId": "us-east-1_Nothing"}));
        let message = "User pool us-east-1_Nothing does not exist.";
        let unknown = error("ResourceNotFound", message);
        assert_eq!(
            pool.refused(operation, nowhere).await,
            unknown,
            "{operation}"
        );
    }
}

#[tokio::test]
async fn a_permanent_password_replaces_the_one_before_and_confirms() {
    let pool = Pool::new();
    pool.sign_up(EMAIL).await;
    let set = ann_with(json!({"Password": "An0therOne", "Permanent": true}));
    pool.ok("AdminSetUserPassword", set).await;
    assert_eq!(look_up(&pool).await["UserStatus"], "CONFIRMED");
    let reply = pool
        .ok("InitiateAuth", by_password(CLIENT, EMAIL, "An0therOne"))
        .await;
    assert!(reply.get("AuthenticationResult").is_some());
    let old = pool
        .refused("InitiateAuth", by_password(CLIENT, EMAIL, PASSWORD))
        .await;
    assert_eq!(
        old,
        error("NotAuthorized", "Incorrect username or password.")
    );
}

#[tokio::test]
async fn a_password_that_is_not_permanent_must_be_changed_and_expires() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.ok(
        "AdminSetUserPassword",
        ann_with(json!({"Password": "An0therOne"})),
    )
    .await;
    assert_eq!(look_up(&pool).await["UserStatus"], "FORCE_CHANGE_PASSWORD");
    let sign_in = by_password(CLIENT, EMAIL, "An0therOne");
    let reply = pool.ok("InitiateAuth", sign_in.clone()).await;
    assert_eq!(reply["ChallengeName"], "NEW_PASSWORD_REQUIRED");
    pool.wait(Duration::from_hours(7 * 24));
    let message = "Temporary password has expired and must be reset by an administrator.";
    let expired = error("NotAuthorized", message);
    assert_eq!(pool.refused("InitiateAuth", sign_in).await, expired);
}

#[tokio::test]
async fn administrators_keep_the_policy_as_well() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    for permanent in [true, false] {
        let set = ann_with(json!({"Password": "password", "Permanent": permanent}));
        let message = "Password did not conform with policy: Password must have numeric characters";
        let weak = error("InvalidPassword", message);
        assert_eq!(pool.refused("AdminSetUserPassword", set).await, weak);
    }
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn a_password_of_the_history_is_refused() {
    let pool = Pool::new();
    let policy = json!({"MinimumLength": 6, "PasswordHistorySize": 2});
    let (pool_id, _) = pool
        .create(json!({"Policies": {"PasswordPolicy": policy}}))
        .await;
    let set = |password: &str| json!({"UserPoolId": pool_id, "Username": "bob", "Password": password, "Permanent": true});
    pool.ok(
        "AdminCreateUser",
        json!({"UserPoolId": pool_id, "Username": "bob", "TemporaryPassword": "first1"}),
    )
    .await;
    pool.ok("AdminSetUserPassword", set("second")).await;
    for password in ["first1", "second"] {
        let refusal = pool.refused("AdminSetUserPassword", set(password)).await;
        assert_eq!(refusal.0, "PasswordHistoryPolicyViolation");
    }
    pool.ok("AdminSetUserPassword", set("third3")).await;
    pool.ok("AdminSetUserPassword", set("first1")).await;
}

#[tokio::test]
async fn a_disabled_user_is_locked_out_until_enabled() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    pool.ok("AdminDisableUser", ann()).await;
    assert_eq!(look_up(&pool).await["Enabled"], false);
    let disabled = error("NotAuthorized", "User is disabled.");
    assert_eq!(
        refusals(&pool, &tokens).await,
        [disabled.clone(), disabled.clone()]
    );
    let by_flow = json!({"ClientId": CLIENT, "AuthFlow": "REFRESH_TOKEN_AUTH",
        "AuthParameters": {"REFRESH_TOKEN": tokens["RefreshToken"]}});
    assert_eq!(pool.refused("InitiateAuth", by_flow).await, disabled);
    let sign_in = by_password(CLIENT, EMAIL, PASSWORD);
    assert_eq!(
        pool.refused("InitiateAuth", sign_in.clone()).await,
        disabled
    );
    let client = SrpClient::new();
    let begun = pool.ok("InitiateAuth", client.begin(EMAIL)).await;
    let proof = client.answer(&begun, PASSWORD);
    assert_eq!(
        pool.refused("RespondToAuthChallenge", proof).await,
        disabled
    );
    // Only who knows the password learns that the account is disabled.
    let wrong = by_password(CLIENT, EMAIL, "Passw0rD");
    let incorrect = error("NotAuthorized", "Incorrect username or password.");
    assert_eq!(pool.refused("InitiateAuth", wrong).await, incorrect);

    pool.ok("AdminEnableUser", ann()).await;
    let revoked = [
        error("NotAuthorized", "Access Token has been revoked"),
        error("NotAuthorized", "Refresh Token has been revoked"),
    ];
    assert_eq!(refusals(&pool, &tokens).await, revoked);
    pool.ok("InitiateAuth", sign_in).await;
}

#[tokio::test]
async fn a_global_sign_out_by_an_administrator_ends_every_session() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    pool.confirmed("bob@example.com").await;
    let (one, two) = (pool.signed_in(EMAIL).await, pool.signed_in(EMAIL).await);
    let other = pool.signed_in("bob@example.com").await;
    pool.ok("AdminUserGlobalSignOut", ann()).await;
    let revoked = [
        error("NotAuthorized", "Access Token has been revoked"),
        error("NotAuthorized", "Refresh Token has been revoked"),
    ];
    for tokens in [one, two] {
        assert_eq!(refusals(&pool, &tokens).await, revoked);
    }
    pool.ok("GetUser", json!({"AccessToken": other["AccessToken"]}))
        .await;
    pool.signed_in(EMAIL).await;
}

#[tokio::test]
async fn a_deleted_user_is_gone_with_everything_and_the_name_is_free() {
    let pool = Pool::new();
    let sub = pool.confirmed(EMAIL).await;
    let tokens = pool.signed_in(EMAIL).await;
    pool.ok("AdminDeleteUser", ann()).await;
    let gone = error("UserNotFound", "User does not exist.");
    for name in [EMAIL, &sub] {
        let request = with(ann(), json!({"Username": name}));
        assert_eq!(pool.refused("AdminGetUser", request).await, gone);
    }
    let [access, refresh] = refusals(&pool, &tokens).await;
    assert_eq!(access, gone);
    assert_eq!(refresh.0, "NotAuthorized");
    let again = pool.confirmed(EMAIL).await;
    assert_ne!(again, sub);
    assert_eq!(refusals(&pool, &tokens).await[0], gone);
    let users = pool.ok("ListUsers", json!({"UserPoolId": POOL})).await;
    assert_eq!(users["Users"].as_array().unwrap().len(), 1);
}
