//! The role that an identity gets. Which one it is, the credentials tell.

use serde_json::{Value, json};

use super::{GUEST_ROLE, PROVIDER, ROLE, create, id, local_name, with_ann, with_logins};
use crate::sts::role_of;
use crate::support::{CLIENT, EMAIL, POOL, Pool, error};

const CREDENTIALS: &str = "GetCredentialsForIdentity";
const CONFIGURATION: &str =
    "Invalid identity pool configuration. Check assigned IAM roles for this pool.";
const CUSTOM: &str = "The role is not one that the login may choose.";

fn role(name: &str) -> String {
    format!("arn:aws:iam::123456789012:role/{name}")
}

async fn set(pool: &Pool, identity_pool: &str, roles: Value, mapping: Option<Value>) {
    let mappings = mapping.map_or(
        json!({}),
        |mapping| json!({format!("{PROVIDER}:{CLIENT}"): mapping}),
    );
    let request =
        json!({"IdentityPoolId": identity_pool, "Roles": roles, "RoleMappings": mappings});
    pool.identity_ok("SetIdentityPoolRoles", request).await;
}

#[tokio::test]
async fn users_and_guests_have_roles_of_their_own() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    let guest = id(&pool, &own, &json!({})).await;
    let user = id(&pool, &own, &ann).await;
    let reply = pool
        .identity_ok(CREDENTIALS, json!({"IdentityId": guest}))
        .await;
    assert_eq!(role_of(&pool, &reply["Credentials"]).await, "Guests");
    let reply = pool
        .identity_ok(CREDENTIALS, with_logins(&user, &ann))
        .await;
    assert_eq!(role_of(&pool, &reply["Credentials"]).await, "Members");
}

#[tokio::test]
async fn without_a_usable_role_there_are_no_credentials() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    let (guest, user) = (
        id(&pool, &own, &json!({})).await,
        id(&pool, &own, &ann).await,
    );
    let no_role = "arn:aws:iam::123456789012:user/ann";
    for (roles, requests) in [
        (
            json!({"authenticated": ROLE}),
            vec![json!({"IdentityId": guest})],
        ),
        (
            json!({"unauthenticated": GUEST_ROLE}),
            vec![with_logins(&user, &ann)],
        ),
        (
            json!({"authenticated": no_role, "unauthenticated": no_role}),
            vec![json!({"IdentityId": guest}), with_logins(&user, &ann)],
        ),
    ] {
        set(&pool, &own, roles, None).await;
        for request in requests {
            let refusal = pool.identity_refused(CREDENTIALS, request).await;
            assert_eq!(
                refusal,
                error("InvalidIdentityPoolConfiguration", CONFIGURATION)
            );
        }
    }
    let bare = json!({"IdentityPoolName": "bare", "AllowUnauthenticatedIdentities": true});
    let bare = pool.identity_ok("CreateIdentityPool", bare).await;
    let guest = id(&pool, bare["IdentityPoolId"].as_str().unwrap(), &json!({})).await;
    let refusal = pool
        .identity_refused(CREDENTIALS, json!({"IdentityId": guest}))
        .await;
    assert_eq!(
        refusal,
        error("InvalidIdentityPoolConfiguration", CONFIGURATION)
    );
}

/// Ann, in groups whose roles have these names, with the mapping; her identity and her logins.
async fn in_groups(roles: &[&str], mapping: Value) -> (Pool, Value, Value) {
    let (pool, _) = with_ann().await;
    for (index, name) in roles.iter().enumerate() {
        let group = json!({"UserPoolId": POOL, "GroupName": name, "RoleArn": role(name),
            "Precedence": index / 2});
        pool.ok("CreateGroup", group).await;
        let member = json!({"UserPoolId": POOL, "GroupName": name, "Username": EMAIL});
        pool.ok("AdminAddUserToGroup", member).await;
    }
    let own = create(&pool, json!({})).await;
    set(&pool, &own, json!({"authenticated": ROLE}), Some(mapping)).await;
    let logins = json!({PROVIDER: pool.signed_in(EMAIL).await["IdToken"]});
    let identity = id(&pool, &own, &logins).await;
    (pool, identity, logins)
}

fn by_token(ambiguous: &str) -> Value {
    json!({"Type": "Token", "AmbiguousRoleResolution": ambiguous})
}

async fn mapped_role(pool: &Pool, identity: &Value, logins: &Value) -> String {
    let reply = pool
        .identity_ok(CREDENTIALS, with_logins(identity, logins))
        .await;
    role_of(pool, &reply["Credentials"]).await
}

#[tokio::test]
async fn a_mapping_by_token_gives_the_preferred_role() {
    let (pool, identity, logins) = in_groups(&["Editors"], by_token("Deny")).await;
    assert_eq!(mapped_role(&pool, &identity, &logins).await, "Editors");
}

#[tokio::test]
async fn a_mapping_is_found_by_each_name_of_the_user_pool_whichever_the_login_uses() {
    let (pool, _) = with_ann().await;
    let group = json!({"UserPoolId": POOL, "GroupName": "Editors", "RoleArn": role("Editors")});
    pool.ok("CreateGroup", group).await;
    let member = json!({"UserPoolId": POOL, "GroupName": "Editors", "Username": EMAIL});
    pool.ok("AdminAddUserToGroup", member).await;
    let token = pool.signed_in(EMAIL).await["IdToken"].clone();
    let names = [
        PROVIDER.to_owned(),
        PROVIDER.replace(".com/", ".com.cn/"),
        local_name(),
    ];
    for mapped in &names {
        let own = create(&pool, json!({})).await;
        let mapping = json!({format!("{mapped}:{CLIENT}"): by_token("Deny")});
        let request = json!({"IdentityPoolId": own, "Roles": {}, "RoleMappings": mapping});
        pool.identity_ok("SetIdentityPoolRoles", request).await;
        for shown in &names {
            let logins = json!({shown: token});
            let identity = id(&pool, &own, &logins).await;
            let role = mapped_role(&pool, &identity, &logins).await;
            assert_eq!(role, "Editors", "{mapped} {shown}");
        }
    }
}

#[tokio::test]
async fn a_mapping_for_another_client_or_pool_does_not_count() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    let identity = id(&pool, &own, &ann).await;
    for other in [
        format!("{PROVIDER}:other"),
        format!("{PROVIDER}x:{CLIENT}"),
        format!("example.com/{POOL}:{CLIENT}"),
        PROVIDER.to_owned(),
    ] {
        let request = json!({"IdentityPoolId": own, "Roles": {"authenticated": ROLE},
            "RoleMappings": {&other: by_token("Deny")}});
        pool.identity_ok("SetIdentityPoolRoles", request).await;
        assert_eq!(
            mapped_role(&pool, &identity, &ann).await,
            "Members",
            "{other}"
        );
    }
}

#[tokio::test]
async fn where_no_role_is_preferred_the_mapping_says_what_happens() {
    let both = ["Editors", "Readers"];
    let (pool, identity, logins) = in_groups(&both, by_token("AuthenticatedRole")).await;
    assert_eq!(mapped_role(&pool, &identity, &logins).await, "Members");
    let (pool, identity, logins) = in_groups(&both, by_token("Deny")).await;
    let refusal = pool
        .identity_refused(CREDENTIALS, with_logins(&identity, &logins))
        .await;
    assert_eq!(
        refusal,
        error("NotAuthorized", "The login leads to no role.")
    );
}

#[tokio::test]
async fn a_role_can_be_chosen_among_those_of_the_token_alone() {
    let (pool, identity, logins) = in_groups(&["Editors", "Readers"], by_token("Deny")).await;
    let asking_for = |name: &str| {
        let mut request = with_logins(&identity, &logins);
        request["CustomRoleArn"] = json!(role(name));
        request
    };
    let reply = pool.identity_ok(CREDENTIALS, asking_for("Readers")).await;
    assert_eq!(role_of(&pool, &reply["Credentials"]).await, "Readers");
    let refusal = pool
        .identity_refused(CREDENTIALS, asking_for("Admins"))
        .await;
    assert_eq!(refusal, error("NotAuthorized", CUSTOM));
}

#[tokio::test]
async fn no_role_can_be_chosen_without_a_mapping_by_token() {
    let (pool, ann) = with_ann().await;
    let own = create(&pool, json!({})).await;
    for (logins, arn) in [(&ann, ROLE), (&json!({}), GUEST_ROLE)] {
        let mut request = with_logins(&id(&pool, &own, logins).await, logins);
        request["CustomRoleArn"] = json!(arn);
        let refusal = pool.identity_refused(CREDENTIALS, request).await;
        assert_eq!(refusal, error("NotAuthorized", CUSTOM));
    }
}

#[tokio::test]
async fn a_mapping_by_rules_gives_the_role_of_the_first_rule_that_matches() {
    let rule = |claim: &str, kind: &str, value: &str, name: &str| json!({"Claim": claim, "MatchType": kind, "Value": value, "RoleARN": role(name)});
    for (rules, expected) in [
        (vec![rule("email", "Equals", EMAIL, "A")], "A"),
        (
            vec![
                rule("email", "Equals", "ann", "A"),
                rule("email", "StartsWith", "ann", "B"),
            ],
            "B",
        ),
        (
            vec![
                rule("email", "Contains", "@example", "C"),
                rule("email", "Equals", EMAIL, "A"),
            ],
            "C",
        ),
        (
            vec![
                rule("email", "NotEqual", EMAIL, "A"),
                rule("email_verified", "Equals", "true", "D"),
            ],
            "D",
        ),
        (vec![rule("email", "NotEqual", "zoe@example.com", "E")], "E"),
        (vec![rule("nothing", "NotEqual", "x", "A")], "Members"),
    ] {
        let mapping = json!({"Type": "Rules", "AmbiguousRoleResolution": "AuthenticatedRole",
            "RulesConfiguration": {"Rules": rules}});
        let (pool, identity, logins) = in_groups(&[], mapping).await;
        assert_eq!(
            mapped_role(&pool, &identity, &logins).await,
            expected,
            "{rules:?}"
        );
    }
}

#[tokio::test]
async fn mappings_that_lack_something_are_refused() {
    let pool = Pool::new();
    let own = create(&pool, json!({})).await;
    let rules =
        json!({"Rules": [{"Claim": "c", "MatchType": "Equals", "Value": "v", "RoleARN": ROLE}]});
    let mut bad_role = rules.clone();
    bad_role["Rules"][0]["RoleARN"] = json!("Members");
    for mapping in [
        json!({"AmbiguousRoleResolution": "Deny"}),
        json!({"Type": "Token"}),
        json!({"Type": "Magic", "AmbiguousRoleResolution": "Deny"}),
        json!({"Type": "Token", "AmbiguousRoleResolution": "Maybe"}),
        json!({"Type": "Token", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": rules}),
        json!({"Type": "Rules", "AmbiguousRoleResolution": "Deny"}),
        json!({"Type": "Rules", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": {"Rules": []}}),
        json!({"Type": "Rules", "AmbiguousRoleResolution": "Deny", "RulesConfiguration": bad_role}),
    ] {
        let request = json!({"IdentityPoolId": own, "Roles": {}, "RoleMappings": {"p": mapping}});
        let (name, _) = pool.identity_refused("SetIdentityPoolRoles", request).await;
        assert_eq!(name, "InvalidParameter", "{mapping}");
    }
}
