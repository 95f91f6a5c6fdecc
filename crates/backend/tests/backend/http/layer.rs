//! The verifier in front of somebody else's service.

use axum::extract::FromRef;
use axum::routing::{get, post};
use axum::{Extension, Router};
use backend::{Claims, RequireToken, Requirement, Verifier};

use super::{error, header};
use crate::support::{
    FIRST, Issuer, MARKER, Server, access_claims, admitted_token, token_of, verifier,
};

async fn whom_the_layer_let_in(Extension(claims): Extension<Claims>, body: String) -> String {
    format!("{}: {body}", claims.username.unwrap())
}

#[tokio::test]
async fn everything_behind_the_layer_needs_a_token_and_has_its_claims() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let service = Router::new()
        .route("/files", post(whom_the_layer_let_in))
        .layer(RequireToken::new(verifier(&issuer).await))
        .route("/open", get(async || "open"));
    let server = Server::start_with(service).await;
    let files = || {
        server
            .request(reqwest::Method::POST, "/files")
            .body("hello")
    };

    let reply = files()
        .bearer_auth(admitted_token(&FIRST))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.text().await.unwrap(), format!("{MARKER}-ann: hello"));
    let reply = files().send().await.unwrap();
    assert_eq!(reply.status(), 401);
    assert_eq!(error(reply).await, "invalid_token");
    let reply = server.get("/nothing").send().await.unwrap();
    assert_eq!(reply.status(), 401, "nor does it say what is there");
    assert_eq!(server.get("/open").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_good_token_that_is_not_enough_is_forbidden() {
    let issuer = Issuer::with_keys(&[&FIRST]);
    let verifier = verifier(&issuer).await;
    let behind = |path: &str, requirement: Requirement| {
        let gate = RequireToken::new(verifier.clone()).with(requirement);
        Router::new()
            .route(path, get(async || "in"))
            .route_layer(gate)
    };
    let any = Requirement::default;
    let service = Router::new()
        .merge(behind("/staff", any().any_group(["admins", "staff"])))
        .merge(behind("/admins", any().any_group(["admins"])))
        .merge(behind(
            "/profile",
            any().any_scope(["aws.cognito.signin.user.admin"]),
        ))
        .merge(behind(
            "/orders",
            any().any_scope(["shop/orders", "aws.cognito"]),
        ))
        .merge(behind(
            "/both",
            any().any_group(["staff"]).any_scope(["shop/orders"]),
        ))
        .merge(behind("/nobody", any().any_group::<String>([])));
    let server = Server::start_with(service).await;
    let token = admitted_token(&FIRST);
    for (path, status) in [
        ("/staff", 200),
        ("/admins", 403),
        ("/profile", 200),
        ("/orders", 403),
        ("/both", 403),
        ("/nobody", 403),
    ] {
        let reply = server.get(path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(reply.status(), status, "{path}");
        if status == 403 {
            let challenge = header(&reply, "www-authenticate").unwrap();
            assert!(challenge.starts_with("Bearer "), "{challenge}");
            assert!(
                challenge.contains(r#"error="insufficient_scope""#),
                "{challenge}"
            );
            assert_eq!(error(reply).await, "insufficient_scope", "{path}");
        }
        assert_eq!(
            server.get(path).send().await.unwrap().status(),
            401,
            "{path}"
        );
    }
    let mut claims = access_claims();
    claims.as_object_mut().unwrap().remove("cognito:groups");
    let groupless = server.get("/staff").bearer_auth(token_of(&claims, &FIRST));
    assert_eq!(groupless.send().await.unwrap().status(), 403);
}

/// As in the documentation of the crate: a verifier as state, and claims as a handler's argument.
#[tokio::test]
async fn three_lines_put_it_in_front_of_a_service() {
    async fn greet(claims: Claims) -> String {
        format!("Hello, {}!", claims.username.unwrap_or_default())
    }
    let issuer = Issuer::with_keys(&[&FIRST]);
    let service = Router::new()
        .route("/", get(greet))
        .with_state(verifier(&issuer).await);
    let server = Server::start_with(service).await;
    let reply = server
        .get("/")
        .bearer_auth(admitted_token(&FIRST))
        .send()
        .await
        .unwrap();
    assert_eq!(reply.text().await.unwrap(), format!("Hello, {MARKER}-ann!"));
    assert_eq!(server.get("/").send().await.unwrap().status(), 401);
}

/// A state that has a verifier among other things.
#[derive(Clone)]
struct Shop {
    verifier: Verifier,
    name: &'static str,
}

impl FromRef<Shop> for Verifier {
    fn from_ref(shop: &Shop) -> Self {
        shop.verifier.clone()
    }
}

#[tokio::test]
async fn the_verifier_may_be_a_part_of_the_state() {
    use axum::extract::State;
    async fn greet(State(shop): State<Shop>, claims: Claims) -> String {
        format!("{} greets {}", shop.name, claims.sub)
    }
    let issuer = Issuer::with_keys(&[&FIRST]);
    let shop = Shop {
        verifier: verifier(&issuer).await,
        name: "Shop",
    };
    let server = Server::start_with(Router::new().route("/", get(greet)).with_state(shop)).await;
    let reply = server
        .get("/")
        .bearer_auth(admitted_token(&FIRST))
        .send()
        .await
        .unwrap();
    assert!(
        reply
            .text()
            .await
            .unwrap()
            .starts_with("Shop greets planted")
    );
    assert_eq!(server.get("/").send().await.unwrap().status(), 401);
}
