//! Whose scripts may call (the Fetch standard's CORS protocol).

use reqwest::{Method, Response};

use super::{header, server};
use crate::support::{APP, FIRST, Server, admitted_token};

const ALLOW_ORIGIN: &str = "access-control-allow-origin";

/// Origins that are almost the app's.
const OTHERS: [&str; 14] = [
    "null",
    "*",
    "",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://app.example.com:443",
    "https://app.example.com/",
    "https://APP.example.com",
    "https://app.example.com.evil.example",
    "https://evil-app.example.com",
    "https://evil.example/https://app.example.com",
    "https://example.com",
    "https://app.example.co",
    "https://app.example.com https://evil.example",
];

async fn preflight(server: &Server, origin: &str, method: &str, headers: &str) -> Response {
    let request = server
        .request(Method::OPTIONS, "/auth_test")
        .header("origin", origin)
        .header("access-control-request-method", method)
        .header("access-control-request-headers", headers);
    request.send().await.unwrap()
}

/// The names in a header that lists some, in lower case.
fn names(reply: &Response, name: &str) -> Vec<String> {
    let list = header(reply, name).unwrap_or_default().to_ascii_lowercase();
    list.split(',').map(|name| name.trim().to_owned()).collect()
}

#[tokio::test]
async fn the_apps_scripts_may_send_a_token() {
    let (server, _issuer) = server().await;
    for method in ["GET", "POST"] {
        let reply = preflight(&server, APP, method, "authorization,content-type").await;
        assert_eq!(reply.status(), 200);
        assert_eq!(header(&reply, ALLOW_ORIGIN), Some(APP));
        let headers = names(&reply, "access-control-allow-headers");
        for name in ["authorization", "content-type", "jwt"] {
            assert!(headers.contains(&name.to_owned()), "{headers:?}");
        }
        let methods = names(&reply, "access-control-allow-methods");
        assert_eq!(methods, ["get", "post"]);
        let seconds: u32 = header(&reply, "access-control-max-age")
            .unwrap()
            .parse()
            .unwrap();
        assert!(seconds > 0);
        // The token is sent by the script, never by the browser itself.
        assert_eq!(header(&reply, "access-control-allow-credentials"), None);
    }
}

#[tokio::test]
async fn no_other_origin_is_let_in() {
    let (server, _issuer) = server().await;
    let token = admitted_token(&FIRST);
    for origin in OTHERS {
        let reply = preflight(&server, origin, "GET", "authorization").await;
        assert_eq!(header(&reply, ALLOW_ORIGIN), None, "{origin}");
        let request = server
            .get("/me")
            .bearer_auth(&token)
            .header("origin", origin);
        let reply = request.send().await.unwrap();
        assert_eq!(header(&reply, ALLOW_ORIGIN), None, "{origin}");
        // Nor may a cache give one origin what is meant for another.
        assert!(names(&reply, "vary").contains(&"origin".to_owned()));
    }
}

#[tokio::test]
async fn the_app_may_read_why_it_was_refused() {
    let (server, _issuer) = server().await;
    for (path, method, status) in [
        ("/auth_test", Method::GET, 401),
        ("/nowhere", Method::GET, 404),
        ("/me", Method::DELETE, 405),
        ("/healthz", Method::GET, 200),
    ] {
        let reply = server
            .request(method, path)
            .header("origin", APP)
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), status, "{path}");
        assert_eq!(header(&reply, ALLOW_ORIGIN), Some(APP), "{path}");
        let exposed = names(&reply, "access-control-expose-headers");
        for name in ["www-authenticate", "retry-after", "x-request-id"] {
            assert!(exposed.contains(&name.to_owned()), "{path}: {exposed:?}");
        }
    }
    let too_much = server
        .request(Method::POST, "/auth_test")
        .header("origin", APP);
    let reply = too_much.body(vec![0; 100_000]).send().await.unwrap();
    assert_eq!(reply.status(), 413);
    assert_eq!(header(&reply, ALLOW_ORIGIN), Some(APP));
}
