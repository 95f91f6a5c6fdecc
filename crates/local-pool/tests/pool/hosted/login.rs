//! `/login`: the form, and who may send it.

use axum::body::Body;
use axum::http::Request;

use super::browser::Form;
use super::{Browser, Pairs, asked, encode, location, request, says, text, told};
use crate::support::{BASE, EMAIL, PASSWORD, Pool, Reply};

const ANN: [(&str, &str); 2] = [("username", EMAIL), ("password", PASSWORD)];

fn login(changes: &[(&str, &str)]) -> String {
    request(changes).replace("/oauth2/authorize", "/login")
}

/// What a program without cookies gets, which says that it comes from there.
async fn posted(
    pool: &Pool,
    origin: Option<&str>,
    headers: &Pairs<'_>,
    fields: &Pairs<'_>,
) -> Reply {
    let mut request =
        Request::post(login(&[])).header("content-type", "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    pool.send(request.body(Body::from(encode(fields))).unwrap())
        .await
}

#[tokio::test]
async fn authorize_sends_the_browser_to_the_login_page_with_the_same_query() {
    let pool = Pool::new();
    for changes in [
        [("state", "ä & b")],
        [("prompt", "login")],
        [("identity_provider", "COGNITO")],
    ] {
        let path = request(&changes);
        let reply = pool.get(&path).await;
        let (to, query) = location(&reply).split_once('?').unwrap();
        assert_eq!(to, "/login");
        assert_eq!(Some(query), path.split_once('?').map(|(_, query)| query));
    }
}

#[tokio::test]
async fn the_form_carries_the_request_in_its_address_and_the_cookie_in_a_field() {
    let pool = Pool::new();
    let browser = Browser::new(&pool);
    let form = asked(&browser.open(&request(&[])).await);
    assert_eq!(form.action, login(&[]));
    let names: Vec<&str> = form.fields.keys().map(String::as_str).collect();
    assert_eq!(names, ["_csrf", "password", "username"]);
    assert_eq!(form.fields["_csrf"], browser.cookies.borrow()["XSRF-TOKEN"]);
}

#[tokio::test]
async fn a_program_that_posts_name_and_password_to_the_login_address_gets_a_code() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let told = told(&posted(&pool, None, &vec![], &ANN.to_vec()).await);
    assert!(told.contains_key("code"));
    assert_eq!(told["state"], "a state & more");
}

#[tokio::test]
async fn what_a_form_repeats_must_be_the_cookie() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (browser, stranger) = (Browser::new(&pool), Browser::new(&pool));
    let form = asked(&browser.open(&request(&[])).await);
    let other = asked(&stranger.open(&request(&[])).await);
    for (who, csrf) in [
        (&browser, other.fields["_csrf"].as_str()),
        (&browser, "x"),
        (&browser, ""),
        (&stranger, &form.fields["_csrf"]),
        (&Browser::new(&pool), &form.fields["_csrf"]),
    ] {
        let [name, password] = ANN;
        let reply = who.submit(&form, &[name, password, ("_csrf", csrf)]).await;
        assert_eq!(reply.status.as_u16(), 403);
        assert!(text(&reply).contains("role=\"alert\""));
        assert_eq!(reply.header("location"), None);
    }
    // Whoever repeats something must repeat the right thing, even without saying from where.
    let [name, password] = ANN;
    let reply = posted(&pool, None, &vec![], &vec![name, password, ("_csrf", "x")]).await;
    assert_eq!(reply.status.as_u16(), 403);
    told(&browser.submit(&form, &ANN).await);
}

#[tokio::test]
async fn a_browser_must_come_from_this_page_whatever_it_repeats() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let form = asked(&browser.open(&request(&[])).await);
    let csrf = form.fields["_csrf"].as_str();
    let cookie = format!("XSRF-TOKEN={csrf}");
    let [name, password] = ANN;
    let fields = vec![name, password, ("_csrf", csrf)];
    let own = vec![("cookie", cookie.as_str()), ("host", "localhost:9229")];
    for origin in [
        "http://localhost:8080",
        "https://localhost:9229",
        "https://example.com",
    ] {
        let reply = posted(&pool, Some(origin), &own, &fields).await;
        assert_eq!(reply.status.as_u16(), 403, "{origin}");
    }
    for origin in [None, Some(BASE), Some("http://localhost:9229")] {
        told(&posted(&pool, origin, &own, &fields).await);
    }
}

#[tokio::test]
async fn pages_of_one_browser_do_not_disturb_each_other_and_go_back_where_they_came_from() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let first = asked(&browser.open(&request(&[("state", "1")])).await);
    let second = asked(&browser.open(&request(&[("state", "2")])).await);
    for (form, state) in [(&first, "1"), (&second, "2"), (&first, "1")] {
        assert_eq!(told(&browser.submit(form, &ANN).await)["state"], state);
    }
}

#[tokio::test]
async fn a_password_is_checked_for_requests_that_are_in_order_alone() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    let mut form = asked(&browser.open(&request(&[])).await);
    for (changes, name) in [
        (
            [("redirect_uri", "https://example.com/")],
            "redirect_mismatch",
        ),
        ([("client_id", "unknown")], "invalid_client"),
    ] {
        form.action = login(&changes);
        let reply = browser.submit(&form, &ANN).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert!(text(&reply).contains(&format!("<code>{name}</code>")));
    }
    for (changes, name) in [
        ([("scope", "openid admin")], "invalid_scope"),
        ([("code_challenge", "")], "invalid_request"),
        ([("identity_provider", "Facebook")], "invalid_request"),
    ] {
        form.action = login(&changes);
        let told = told(&browser.submit(&form, &ANN).await);
        assert_eq!(told["error"], name);
        assert!(!told.contains_key("code"));
    }
}

#[tokio::test]
async fn people_are_told_in_a_page_what_is_wrong_with_their_request() {
    let pool = Pool::new();
    let (path, large) = (login(&[]), "x".repeat(300_000));
    let post = || Request::post(&path).header("content-type", "application/x-www-form-urlencoded");
    let empty = Body::empty;
    for (request, body, status) in [
        (post().header("origin", "http://example.com"), empty(), 403),
        (post().header("host", "example.com"), empty(), 403),
        (post(), Body::from(large), 413),
        (Request::put(&path), empty(), 405),
        (Request::get("/oauth2/idpresponse"), empty(), 405),
        (Request::get("/mfa").header("accept", "*/*"), empty(), 405),
        (
            Request::get("/none").header("accept", "text/html, */*"),
            empty(),
            404,
        ),
        (
            Request::post("/mailbox").header("accept", "text/html"),
            empty(),
            405,
        ),
    ] {
        let reply = pool.send(request.body(body).unwrap()).await;
        assert_eq!(reply.status.as_u16(), status);
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert!(text(&reply).contains("<h1>This did not work</h1>"));
        assert_eq!(reply.header("allow").is_some(), status == 405);
    }
}

#[tokio::test]
async fn a_page_that_asks_again_can_be_read_and_sent_by_a_program_without_cookies_so_far() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let wrong = vec![("username", EMAIL), ("password", "wrong")];
    let reply = posted(&pool, None, &vec![], &wrong).await;
    assert!(says(&reply, "Incorrect username or password."));
    let form = Form::with(&text(&reply), "password");
    let cookie = format!("XSRF-TOKEN={}", form.fields["_csrf"]);
    assert!(reply.header("set-cookie").unwrap().starts_with(&cookie));
}
