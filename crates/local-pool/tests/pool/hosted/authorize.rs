use serde_json::json;

use super::{Browser, CALLBACK, asked, challenge, request, says, text, told};
use crate::support::{CLIENT, Pool, Reply};

/// What is wrong with a request, where the client can be told.
async fn error(pool: &Pool, changes: &[(&str, &str)]) -> String {
    let told = told(&pool.get(&request(changes)).await);
    assert_eq!(told["state"], "a state & more", "{changes:?}");
    assert!(!told["error_description"].is_empty(), "{changes:?}");
    assert!(!told.contains_key("code"), "{changes:?}");
    told["error"].clone()
}

/// The name of the error on a page that sends the browser nowhere.
fn told_on_page(reply: &Reply) -> String {
    assert_eq!(reply.status.as_u16(), 400, "{}", text(reply));
    assert_eq!(reply.header("location"), None);
    let page = text(reply);
    assert!(page.contains("role=\"alert\""));
    let (_, rest) = page.split_once("<code>").unwrap();
    rest.split_once('<').unwrap().0.to_owned()
}

#[tokio::test]
async fn an_unknown_client_gets_a_page_and_the_browser_stays_there() {
    let pool = Pool::new();
    let of = |id| request(&[("client_id", id)]);
    for path in [
        of("unknown"),
        of("unknown").replace("/oauth2/authorize", "/login"),
    ] {
        assert_eq!(told_on_page(&pool.get(&path).await), "invalid_client");
    }
    let twice = format!("{}&client_id={CLIENT}", request(&[]));
    for path in [of(""), twice] {
        assert_eq!(told_on_page(&pool.get(&path).await), "invalid_request");
    }
}

#[tokio::test]
async fn whoever_names_no_redirect_uri_is_told_on_a_page_even_if_there_is_a_default_one() {
    let pool = Pool::new();
    let settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["COGNITO"],
        "CallbackURLs": [CALLBACK], "DefaultRedirectURI": CALLBACK});
    let client = pool.client(settings).await;
    let id = client["ClientId"].as_str().unwrap();
    let path = request(&[("redirect_uri", ""), ("client_id", id), ("scope", "openid")]);
    assert_eq!(told_on_page(&pool.get(&path).await), "redirect_mismatch");
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
            assert_eq!(told_on_page(&reply), "redirect_mismatch", "{uri}");
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
async fn a_page_loads_nothing_runs_no_script_and_is_framed_by_nobody() {
    let pool = Pool::new();
    for provider in ["COGNITO", "Facebook"] {
        let path = request(&[("identity_provider", provider)]);
        let reply = Browser::new(&pool).open(&path).await;
        asked(&reply);
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
    let page = async |path: &str| text(&Browser::new(&pool).open(path).await);
    let all = page(&request(&[])).await;
    for part in [
        ">Email</label>",
        ">Password</label>",
        ">Continue with Facebook</a>",
        ">Continue with Google</a>",
    ] {
        assert!(all.contains(part), "{part}");
    }
    let own = page(&request(&[("identity_provider", "COGNITO")])).await;
    assert!(own.contains("name=\"password\"") && !own.contains("Continue with"));
    let expected = page(&request(&[("login_hint", "<ann>")])).await;
    assert!(expected.contains("value=\"&lt;ann&gt;\""));

    let settings = json!({"AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"],
        "AllowedOAuthScopes": ["openid"], "SupportedIdentityProviders": ["Google"], "CallbackURLs": [CALLBACK]});
    let client = pool.client(settings).await;
    let id = client["ClientId"].as_str().unwrap();
    let google = page(&request(&[("client_id", id), ("scope", "openid")])).await;
    assert!(google.contains("Continue with Google") && !google.contains("Facebook"));
    assert!(!google.contains("name=\"password\""));
}

#[tokio::test]
async fn the_form_of_a_stand_in_is_answered_once_in_time_and_by_the_browser_that_shows_it() {
    let pool = Pool::new();
    let words =
        "This page has expired, or was answered already. Go back to the app, and sign in again.";
    let (browser, stranger) = (Browser::new(&pool), Browser::new(&pool));
    let google = request(&[("identity_provider", "Google"), ("prompt", "login")]);
    let form = asked(&browser.open(&google).await);
    stranger.open(&request(&[])).await;
    for who in [&stranger, &Browser::new(&pool)] {
        let reply = who.submit(&form, &[]).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert!(says(&reply, words));
    }
    for id in ["unknown", ""] {
        assert!(says(
            &browser.submit(&form, &[("request", id)]).await,
            words
        ));
    }
    told(&browser.submit(&form, &[]).await);
    assert!(says(&browser.submit(&form, &[]).await, words));

    let form = asked(&browser.open(&google).await);
    pool.wait(std::time::Duration::from_mins(15));
    assert!(says(&browser.submit(&form, &[]).await, words));
}
