use serde_json::json;

use super::{Browser, CALLBACK, challenge, location, page_id, request, says, text, told};
use crate::support::{CLIENT, EMAIL, PASSWORD, Pool};

/// What is wrong with a request, where the client can be told.
async fn error(pool: &Pool, changes: &[(&str, &str)]) -> String {
    let told = told(&pool.get(&request(changes)).await);
    assert_eq!(told["state"], "a state & more", "{changes:?}");
    assert!(!told["error_description"].is_empty(), "{changes:?}");
    assert!(!told.contains_key("code"), "{changes:?}");
    told["error"].clone()
}

#[tokio::test]
async fn an_unknown_client_gets_a_page_and_the_browser_stays_there() {
    let pool = Pool::new();
    for client in ["unknown", ""] {
        let reply = pool.get(&request(&[("client_id", client)])).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert!(text(&reply).contains("role=\"alert\""));
        assert_eq!(reply.header("location"), None);
    }
    let twice = format!("{}&client_id={CLIENT}", request(&[]));
    assert_eq!(pool.get(&twice).await.status.as_u16(), 400);
}

#[tokio::test]
async fn no_address_but_a_registered_one_is_redirected_to_not_even_a_near_miss() {
    let pool = Pool::new();
    for uri in [
        "http://localhost:8080/auth/callback/",
        "http://localhost:8080/auth/callback?x=1",
        "http://localhost:8080/auth/callback#x",
        "http://localhost:8080/auth/callbac",
        "http://localhost:8080/auth/Callback",
        "http://localhost:8081/auth/callback",
        "https://localhost:8080/auth/callback",
        "http://localhost:8080/auth/../auth/callback",
        "http://localhost:8080@example.com/auth/callback",
        "http://localhost:8080/auth/login",
        "https://example.com/",
    ] {
        for (name, value) in [("state", "x"), ("response_type", "token")] {
            let reply = pool
                .get(&request(&[("redirect_uri", uri), (name, value)]))
                .await;
            assert_eq!(reply.status.as_u16(), 400, "{uri}");
            assert_eq!(reply.header("location"), None, "{uri}");
            assert!(!text(&reply).contains(uri), "{uri}");
        }
    }
    let twice = format!("{}&redirect_uri=https%3A%2F%2Fexample.com", request(&[]));
    assert_eq!(pool.get(&twice).await.status.as_u16(), 400);
}

#[tokio::test]
async fn every_other_mistake_is_told_to_the_client_with_its_state() {
    let pool = Pool::new();
    let short = &challenge("x")[..42];
    let padded = format!("{}=", &challenge("x")[..42]);
    for (changes, name) in [
        ([("response_type", "")], "invalid_request"),
        ([("response_type", "token")], "unsupported_response_type"),
        (
            [("response_type", "code token")],
            "unsupported_response_type",
        ),
        ([("code_challenge", "")], "invalid_request"),
        ([("code_challenge", short)], "invalid_request"),
        ([("code_challenge", &padded)], "invalid_request"),
        ([("code_challenge_method", "")], "invalid_request"),
        ([("code_challenge_method", "plain")], "invalid_request"),
        ([("scope", "openid phone")], "invalid_scope"),
        ([("scope", "openid admin")], "invalid_scope"),
        ([("identity_provider", "Nobody")], "invalid_request"),
        ([("idp_identifier", "nobody")], "invalid_request"),
        ([("prompt", "none login")], "invalid_request"),
        ([("prompt", "never")], "invalid_request"),
        ([("prompt", "none")], "login_required"),
    ] {
        assert_eq!(error(&pool, &changes).await, name, "{changes:?}");
    }
    let twice = format!("{}&scope=openid", request(&[]));
    assert_eq!(told(&pool.get(&twice).await)["error"], "invalid_request");
}

#[tokio::test]
async fn a_client_that_may_not_use_codes_is_refused() {
    let pool = Pool::new();
    for hosted in [
        json!({"AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"]}),
        json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["implicit"],
            "AllowedOAuthScopes": ["openid"]}),
        json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": []}),
    ] {
        let mut settings = hosted;
        settings["CallbackURLs"] = json!([CALLBACK]);
        if settings.get("SupportedIdentityProviders").is_none() {
            settings["SupportedIdentityProviders"] = json!(["COGNITO"]);
        }
        let client = pool.client(settings).await;
        let id = client["ClientId"].as_str().unwrap();
        let error = error(&pool, &[("client_id", id), ("scope", "openid")]).await;
        assert_eq!(error, "unauthorized_client");
    }
}

#[tokio::test]
async fn who_names_no_redirect_uri_is_sent_to_the_default_one() {
    let pool = Pool::new();
    let mut settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["COGNITO"],
        "CallbackURLs": ["https://a.example/?x=1", "myapp://b"]});
    for (default, expected) in [
        (json!(null), "https://a.example/?x=1&error="),
        (json!("myapp://b"), "myapp://b?error="),
    ] {
        settings["DefaultRedirectURI"] = default;
        let client = pool.client(settings.clone()).await;
        let id = client["ClientId"].as_str().unwrap();
        let path = request(&[("redirect_uri", ""), ("client_id", id), ("scope", "x")]);
        let reply = pool.get(&path).await;
        assert!(
            location(&reply).starts_with(expected),
            "{}",
            location(&reply)
        );
    }
}

#[tokio::test]
async fn a_page_loads_nothing_runs_no_script_and_is_framed_by_nobody() {
    let pool = Pool::new();
    for provider in ["COGNITO", "Facebook"] {
        let reply = pool.get(&request(&[("identity_provider", provider)])).await;
        page_id(&reply);
        let policy = reply.header("content-security-policy").unwrap();
        for rule in [
            "default-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self' http://localhost:8080;",
        ] {
            assert!(policy.contains(rule), "{policy}");
        }
        assert!(!policy.contains("unsafe") && !text(&reply).contains("<script"));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
    }
}

#[tokio::test]
async fn the_page_offers_the_ways_that_the_client_supports() {
    let pool = Pool::new();
    let page = text(&pool.get(&request(&[])).await);
    for part in [
        "<label for=\"username\">Email</label>",
        "<label for=\"password\">Password</label>",
        ">Continue with Facebook</a>",
        ">Continue with Google</a>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let page = text(
        &pool
            .get(&request(&[("identity_provider", "COGNITO")]))
            .await,
    );
    assert!(page.contains("name=\"password\"") && !page.contains("Continue with"));
    let page = text(&pool.get(&request(&[("login_hint", "<ann>")])).await);
    assert!(page.contains("value=\"&lt;ann&gt;\""));

    let settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["Google"], "CallbackURLs": [CALLBACK]});
    let client = pool.client(settings).await;
    let id = client["ClientId"].as_str().unwrap();
    let path = request(&[("client_id", id), ("scope", "openid")]);
    let page = text(&pool.get(&path).await);
    assert!(page.contains("Continue with Google") && !page.contains("Facebook"));
    assert!(!page.contains("name=\"password\""));
}

#[tokio::test]
async fn a_form_is_answered_once_in_time_and_by_the_browser_that_shows_it() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let words =
        "This page has expired, or was answered already. Go back to the app, and sign in again.";
    let (browser, stranger) = (Browser::new(&pool), Browser::new(&pool));
    let id = page_id(&browser.get(&request(&[])).await);
    let social = page_id(
        &browser
            .get(&request(&[("identity_provider", "Google")]))
            .await,
    );
    stranger.get(&request(&[])).await;
    let fields = |id| vec![("request", id), ("username", EMAIL), ("password", PASSWORD)];
    for (who, id) in [
        (&stranger, id.as_str()),
        (&Browser::new(&pool), &id),
        (&browser, "unknown"),
        (&browser, ""),
        (&browser, &social),
    ] {
        let reply = who.post("/login", &fields(id)).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert!(says(&reply, words));
    }
    let google = |id| vec![("request", id), ("email", EMAIL)];
    let reply = browser.post("/oauth2/idpresponse", &google(&id)).await;
    assert!(says(&reply, words));

    told(&browser.post("/login", &fields(&id)).await);
    assert!(says(&browser.post("/login", &fields(&id)).await, words));

    pool.wait(std::time::Duration::from_mins(15));
    let reply = browser.post("/oauth2/idpresponse", &google(&social)).await;
    assert!(says(&reply, words));
}

#[tokio::test]
async fn two_pages_of_one_browser_do_not_disturb_each_other() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let first = page_id(&browser.get(&request(&[("state", "1")])).await);
    let second = page_id(&browser.get(&request(&[("state", "2")])).await);
    for (id, state) in [(first, "1"), (second, "2")] {
        let fields = vec![
            ("request", id.as_str()),
            ("username", EMAIL),
            ("password", PASSWORD),
        ];
        assert_eq!(told(&browser.post("/login", &fields).await)["state"], state);
    }
}
