//! The routes.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

/// An error as the caller sees it.
#[derive(Serialize)]
struct Refusal {
    /// For programs.
    error: &'static str,
    /// For people.
    message: &'static str,
}

/// `GET /healthz` answers 200; `GET` and `POST /auth_test` answer 501 to everybody, since no token can be verified yet.
pub fn router() -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/auth_test", get(auth_test).post(auth_test))
}

async fn auth_test() -> impl IntoResponse {
    let refusal = Refusal {
        error: "not_implemented",
        message: "This backend cannot verify tokens yet, so it admits nobody.",
    };
    (StatusCode::NOT_IMPLEMENTED, Json(refusal))
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Method, Request};
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    async fn call(method: Method, path: &str, token: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        let response = router().oneshot(request).await.unwrap();
        let status = response.status();
        let body = to_bytes(response.into_body(), 4096).await.unwrap();
        (status, body.to_vec())
    }

    #[tokio::test]
    async fn it_says_that_it_runs() {
        let (status, _) = call(Method::GET, "/healthz", "").await;
        assert_eq!(status, StatusCode::OK);
    }

    #[tokio::test]
    async fn nobody_is_admitted_whatever_the_token() {
        for method in [Method::GET, Method::POST] {
            let (status, body) = call(method, "/auth_test", "a.b.c").await;
            assert_eq!(status, StatusCode::NOT_IMPLEMENTED);
            let body: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(body["error"], "not_implemented");
            assert!(body["message"].as_str().unwrap().contains("admits nobody"));
        }
    }
}
