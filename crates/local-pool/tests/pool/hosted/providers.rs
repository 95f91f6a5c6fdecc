use serde_json::json;

use super::federated_users::{FACEBOOK, ZOE, tokens};
use super::{Browser, Form, asked, exchange, granted, request, says, text, told};
use crate::support::{CLIENT, EMAIL, POOL, Pool, claims};

#[tokio::test]
async fn accounts_used_before_can_be_chosen() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let first = claims(&tokens(&pool, &browser, ZOE, "<Zoe>").await["id_token"]);
    let path = request(&[("identity_provider", "Facebook"), ("prompt", "login")]);
    let page = browser.open(&path).await;
    let button = format!("<button>Continue as &lt;Zoe&gt; <small>{ZOE}</small></button>");
    assert!(text(&page).contains(&button));
    let known = Form::with(&text(&page), "account");
    let code = told(&browser.submit(&known, &[]).await)["code"].clone();
    let tokens = granted(&exchange(&pool, &code, &[]).await);
    assert_eq!(claims(&tokens["id_token"])["sub"], first["sub"]);
    let google = request(&[("identity_provider", "Google")]);
    assert!(!text(&browser.get(&google).await).contains("Used before"));
}

#[tokio::test]
async fn whoever_types_an_address_is_nobody_who_came_before() {
    let pool = Pool::new();
    tokens(&pool, &Browser::new(&pool), ZOE, "Zoe").await;
    let page = text(&Browser::new(&pool).open(&request(&FACEBOOK)).await);
    let forms = Form::all(&page);
    assert_eq!(forms[0].fields["email"], "user@example.com");
    assert_eq!(forms[1].fields["account"], ZOE);
    for index in [0, 1] {
        let browser = Browser::new(&pool);
        let page = text(&browser.open(&request(&FACEBOOK)).await);
        let form = Form::all(&page).remove(index);
        let code = told(&browser.submit(&form, &[("email", EMAIL)]).await)["code"].clone();
        let tokens = granted(&exchange(&pool, &code, &[]).await);
        assert_eq!(claims(&tokens["id_token"])["email"], EMAIL);
    }
}

#[tokio::test]
async fn a_link_on_the_page_leads_to_the_provider_with_the_same_request() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let page = text(&browser.open(&request(&[])).await);
    let (_, rest) = page.split_once("href=\"").unwrap();
    let link = rest.split_once('"').unwrap().0.replace("&amp;", "&");
    let told = told(&browser.continue_as(&link, ZOE, "Zoe").await);
    assert_eq!(told["state"], "a state & more");
    let tokens = granted(&exchange(&pool, &told["code"], &[]).await);
    let id = claims(&tokens["id_token"]);
    assert_eq!(id["nonce"], "n-1");
    assert_eq!(id["identities"][0]["providerName"], "Facebook");
}

#[tokio::test]
async fn a_cancelled_sign_in_is_told_to_the_client() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let form = asked(&browser.open(&request(&FACEBOOK)).await);
    let cancel = [("cancel", "yes")];
    let told = told(&browser.submit(&form, &cancel).await);
    assert_eq!(told["error"], "access_denied");
    assert_eq!(told["state"], "a state & more");
    let again = browser.submit(&form, &cancel).await;
    assert_eq!(again.status.as_u16(), 400);
}

#[tokio::test]
async fn an_address_that_is_none_is_asked_for_again() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    for email in ["", "zoe", "<zoe>@x"] {
        let reply = browser.continue_as(&request(&FACEBOOK), email, "Zoe").await;
        assert!(says(&reply, "Enter a valid email address."));
        let form = Form::with(&text(&reply), "email");
        told(&browser.submit(&form, &[("email", ZOE)]).await);
        browser
            .cookies
            .borrow_mut()
            .retain(|name, _| name == "XSRF-TOKEN");
    }
}

#[tokio::test]
async fn a_browser_that_came_from_a_provider_is_not_asked_again() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    tokens(&pool, &browser, ZOE, "Zoe").await;
    for changes in [FACEBOOK, [("prompt", "none")]] {
        told(&browser.get(&request(&changes)).await);
    }
    for changes in [
        [("identity_provider", "COGNITO")],
        [("identity_provider", "Google")],
    ] {
        asked(&browser.open(&request(&changes)).await);
    }
}

#[tokio::test]
async fn a_provider_is_found_by_its_other_names_and_its_tokens_can_be_mapped() {
    let pool = Pool::new();
    let details = json!({"client_id": "1", "attributes_request_method": "GET", "authorize_scopes": "openid",
        "oidc_issuer": "https://corp.example"});
    let mapping = json!({"email": "email", "email_verified": "email_verified", "custom:agentName": "access_token",
        "profile": "id_token"});
    let provider = json!({"UserPoolId": POOL, "ProviderName": "Corp", "ProviderType": "OIDC",
        "ProviderDetails": details, "AttributeMapping": mapping, "IdpIdentifiers": ["corp.example"]});
    pool.ok("CreateIdentityProvider", provider).await;
    let by_identifier = request(&[("idp_identifier", "corp.example")]);
    assert_eq!(
        told(&pool.get(&by_identifier).await)["error"],
        "invalid_request"
    );
    let described = json!({"UserPoolId": POOL, "ClientId": CLIENT});
    let mut client = pool.ok("DescribeUserPoolClient", described).await["UserPoolClient"].clone();
    client["SupportedIdentityProviders"] = json!(["COGNITO", "Corp"]);
    for name in ["CreationDate", "LastModifiedDate"] {
        client.as_object_mut().unwrap().remove(name);
    }
    pool.ok("UpdateUserPoolClient", client).await;
    let told = told(
        &Browser::new(&pool)
            .continue_as(&by_identifier, ZOE, "Zoe")
            .await,
    );
    let tokens = granted(&exchange(&pool, &told["code"], &[]).await);
    let id = claims(&tokens["id_token"]);
    assert!(
        id["cognito:username"]
            .as_str()
            .unwrap()
            .starts_with("Corp_")
    );
    assert_eq!(id["email_verified"], true);
    assert_eq!(id["custom:agentName"].as_str().unwrap().len(), 64);
    let id_token = claims(&id["profile"]);
    assert_eq!(id_token["iss"], "https://corp.example");
    assert_eq!(
        id["cognito:username"],
        format!("Corp_{}", id_token["sub"].as_str().unwrap())
    );
}

#[tokio::test]
async fn the_form_of_a_stand_in_signs_in_as_it_is_the_first_time_and_again() {
    let pool = Pool::new();
    let mut subjects = Vec::new();
    for _ in 0..2 {
        let browser = Browser::new(&pool);
        let form = asked(&browser.open(&request(&FACEBOOK)).await);
        let code = told(&browser.submit(&form, &[]).await)["code"].clone();
        let tokens = granted(&exchange(&pool, &code, &[]).await);
        let id = claims(&tokens["id_token"]);
        assert_eq!(id["email"], "user@example.com");
        subjects.push(id["sub"].clone());
    }
    assert_eq!(subjects[0], subjects[1]);
    let path = request(&[("identity_provider", "Google"), ("login_hint", ZOE)]);
    let browser = Browser::new(&pool);
    let form = asked(&browser.open(&path).await);
    let code = told(&browser.submit(&form, &[]).await)["code"].clone();
    let tokens = granted(&exchange(&pool, &code, &[]).await);
    assert_eq!(claims(&tokens["id_token"])["email"], ZOE);
}

#[tokio::test]
async fn a_provider_that_the_client_gave_up_meanwhile_signs_nobody_in() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let form = asked(&browser.open(&request(&FACEBOOK)).await);
    let described = json!({"UserPoolId": POOL, "ClientId": CLIENT});
    let mut client = pool.ok("DescribeUserPoolClient", described).await["UserPoolClient"].clone();
    client["SupportedIdentityProviders"] = json!(["COGNITO"]);
    for name in ["CreationDate", "LastModifiedDate"] {
        client.as_object_mut().unwrap().remove(name);
    }
    pool.ok("UpdateUserPoolClient", client).await;
    let reply = browser.submit(&form, &[]).await;
    assert_eq!(reply.status.as_u16(), 400);
    assert_eq!(reply.header("location"), None);
}

#[tokio::test]
async fn a_name_or_an_address_that_is_too_long_is_not_kept() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let (longest, longer) = ("n".repeat(256), "n".repeat(257));
    let reply = browser.continue_as(&request(&FACEBOOK), ZOE, &longer).await;
    assert!(says(&reply, "The name is longer than 256 characters."));
    let address = format!("{longest}@example.com");
    let reply = browser.continue_as(&request(&FACEBOOK), &address, "").await;
    assert!(says(&reply, "Enter a valid email address."));
    assert!(!text(&browser.open(&request(&FACEBOOK)).await).contains("Used before"));
    told(
        &browser
            .continue_as(&request(&FACEBOOK), ZOE, &longest)
            .await,
    );
}
