//! What browsers may do, and what the pages show.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::support::{CLIENT, EMAIL, PASSWORD, Pool, Reply};

async fn post_from(pool: &Pool, origin: &str) -> Reply {
    let request = Request::post("/")
        .header("origin", origin)
        .header("x-amz-target", "AWSCognitoIdentityProviderService.GetUser")
        .body(Body::from("{}"))
        .unwrap();
    pool.send(request).await
}

#[tokio::test]
async fn pages_of_this_machine_may_read_the_answers() {
    let pool = Pool::new();
    for origin in [
        "http://localhost:8080",
        "http://127.0.0.1:3000",
        "https://[::1]:8443",
    ] {
        let reply = post_from(&pool, origin).await;
        assert_eq!(reply.status.as_u16(), 400);
        assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
        let exposed = reply.header("access-control-expose-headers").unwrap();
        for name in [
            "x-amzn-errortype",
            "x-amzn-requestid",
            "x-amzn-errormessage",
            "date",
        ] {
            assert!(exposed.contains(name), "{exposed}");
        }
    }
}

async fn preflight_from(origin: &str) -> Reply {
    let request = Request::builder()
        .method(Method::OPTIONS)
        .uri("/")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,cache-control,content-type,x-amz-target,x-amz-user-agent",
        )
        .body(Body::empty())
        .unwrap();
    Pool::new().send(request).await
}

#[tokio::test]
async fn a_preflight_allows_what_the_clients_send() {
    let origin = "http://localhost:8080";
    let reply = preflight_from(origin).await;
    assert_eq!(reply.status.as_u16(), 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some(origin));
    let headers = reply.header("access-control-allow-headers").unwrap();
    assert!(headers.contains("x-amz-user-agent"), "{headers}");
    let methods = reply.header("access-control-allow-methods").unwrap();
    assert!(methods.contains("POST"), "{methods}");
}

#[tokio::test]
async fn a_preflight_allows_nothing_to_pages_of_other_sites() {
    for origin in [
        "https://example.com",
        "null",
        "http://localhost.example.com",
    ] {
        let reply = preflight_from(origin).await;
        assert_eq!(
            reply.header("access-control-allow-origin"),
            None,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_turned_away() {
    let pool = Pool::new();
    for origin in [
        "https://example.com",
        "null",
        "http://localhost.example.com",
    ] {
        let reply = post_from(&pool, origin).await;
        assert_eq!(reply.status.as_u16(), 403);
        assert_eq!(reply.json()["__type"], "ForbiddenException");
        assert_eq!(reply.header("access-control-allow-origin"), None);
        let read = Request::get("/mailbox/messages")
            .header("origin", origin)
            .body(Body::empty())
            .unwrap();
        assert_eq!(
            pool.send(read).await.header("access-control-allow-origin"),
            None
        );
    }
}

#[tokio::test]
async fn other_host_names_are_turned_away() {
    let pool = Pool::new();
    for (host, status) in [
        ("example.com", 403),
        ("127.0.0.1.nip.io:9229", 403),
        ("localhost:9229", 200),
    ] {
        let request = Request::get("/mailbox/messages")
            .header("host", host)
            .body(Body::empty())
            .unwrap();
        assert_eq!(pool.send(request).await.status.as_u16(), status, "{host}");
    }
}

#[tokio::test]
async fn the_mailbox_page_shows_messages_as_text() {
    let pool = Pool::new();
    assert!(
        String::from_utf8(pool.get("/mailbox").await.body)
            .unwrap()
            .contains("No messages yet.")
    );
    let email = "<b>&\"'@example.com";
    pool.ok(
        "SignUp",
        json!({"ClientId": CLIENT, "Username": email, "Password": PASSWORD}),
    )
    .await;
    let reply = pool.get("/mailbox").await;
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let page = String::from_utf8(reply.body).unwrap();
    assert!(page.contains("&lt;b&gt;&amp;&quot;&#39;@example.com") && !page.contains("<b>"));
    assert!(page.contains(&pool.last_code(email).await));
}

#[tokio::test]
async fn the_mailbox_is_newest_first_and_can_be_narrowed_to_one_address() {
    let pool = Pool::new();
    for email in [EMAIL, "bob@example.com", "zoe@example.com"] {
        pool.sign_up(email).await;
    }
    let to: Vec<_> = pool
        .messages()
        .await
        .iter()
        .map(|message| message["to"].clone())
        .collect();
    assert_eq!(to, ["zoe@example.com", "bob@example.com", EMAIL]);
    let narrowed = pool
        .get("/mailbox/messages?to=bob%40example.com")
        .await
        .json();
    assert_eq!(narrowed.as_array().unwrap().len(), 1);
    assert_eq!(narrowed[0]["to"], "bob@example.com");
}

#[tokio::test]
async fn the_index_and_the_health_check_answer() {
    let pool = Pool::new();
    assert!(
        String::from_utf8(pool.get("/").await.body)
            .unwrap()
            .contains("href=\"/mailbox\"")
    );
    assert_eq!(pool.get("/healthz").await.body, b"ok");
}
