//! Serves the built app as any static host would, with the headers that it should have.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, Html, IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use crate::{Pool, environment};

/// Where the pool's hosted pages lead after signing in.
pub(crate) const SIGN_IN: &str = "/auth/callback";
/// Where they lead after signing out.
pub(crate) const SIGN_OUT: &str = "/auth/login";

/// What lies at `/amplify_outputs.json`.
#[derive(Clone, Debug)]
pub enum ConfigFile {
    /// Nothing.
    Missing,
    /// A page, as hosts serve it that answer everything with one.
    Page,
    /// This.
    Json(Value),
}

/// The built app on a port of its own.
#[derive(Debug)]
pub struct Site {
    address: SocketAddr,
    shared: Shared,
    server: JoinHandle<std::io::Result<()>>,
}

#[derive(Clone, Debug)]
struct Shared {
    dist: PathBuf,
    page: String,
    config: Arc<Mutex<ConfigFile>>,
    visited: Arc<Mutex<Vec<String>>>,
}

impl Site {
    /// Serves the app with its own configuration, but for `pool`.
    ///
    /// # Errors
    /// If nothing is built.
    pub async fn start(pool: &Pool) -> Result<Self> {
        let dist = environment::dist()?;
        let built = std::fs::read(dist.join("amplify_outputs.json"))?;
        let mut config: Value = serde_json::from_slice(&built)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        for service in ["user_pool", "identity_pool", "oauth"] {
            config["custom"][format!("{service}_endpoint")] = pool.endpoint().into();
        }
        let oauth = &mut config["auth"]["oauth"];
        oauth["redirect_sign_in_uri"] = json!([format!("http://{address}{SIGN_IN}")]);
        oauth["redirect_sign_out_uri"] = json!([format!("http://{address}{SIGN_OUT}")]);
        let shared = Shared {
            page: std::fs::read_to_string(dist.join("index.html"))?,
            dist,
            config: Arc::new(Mutex::new(ConfigFile::Json(config))),
            visited: Arc::default(),
        };
        let router = Router::new()
            .route("/amplify_outputs.json", get(configuration))
            .fallback(files)
            .with_state(shared.clone());
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self {
            address,
            shared,
            server,
        })
    }

    /// Its address, without a slash at the end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Exchanges the configuration.
    pub fn set_config(&self, config: ConfigFile) {
        *lock(&self.shared.config) = config;
    }

    /// The configuration as it is served.
    pub fn config(&self) -> ConfigFile {
        lock(&self.shared.config).clone()
    }

    /// Says in the configuration where the backend is.
    pub(crate) fn set_api_url(&self, api_url: &str) {
        if let ConfigFile::Json(config) = &mut *lock(&self.shared.config) {
            config["custom"]["api_url"] = api_url.into();
        }
    }

    /// Every URL that was asked for, and the ones that the browser said it came from.
    pub fn visited(&self) -> Vec<String> {
        lock(&self.shared.visited).clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn configuration(State(shared): State<Shared>) -> Response {
    let config = lock(&shared.config).clone();
    match config {
        ConfigFile::Missing => StatusCode::NOT_FOUND.into_response(),
        ConfigFile::Page => Html("<!doctype html><title>Vestibule</title>").into_response(),
        ConfigFile::Json(value) => axum::Json(value).into_response(),
    }
}

/// A file where the path ends in one, else the page: the app knows its own addresses.
async fn files(State(shared): State<Shared>, request: Request) -> Response {
    let referer = request.headers().get(header::REFERER);
    let referer = referer.and_then(|value| value.to_str().ok());
    lock(&shared.visited).extend([request.uri().to_string()]);
    lock(&shared.visited).extend(referer.map(str::to_owned));

    let config = match &*lock(&shared.config) {
        ConfigFile::Json(config) => config.clone(),
        ConfigFile::Missing | ConfigFile::Page => Value::Null,
    };
    let headers = xtask::headers::headers(&shared.page, &config);
    let last = request.uri().path().rsplit('/').next();
    let response = if last.is_some_and(|name| name.contains('.')) {
        ServeDir::new(&shared.dist).oneshot(request).await
    } else {
        let page = ServeFile::new(shared.dist.join("index.html"));
        page.oneshot(request).await
    };
    (AppendHeaders(headers), response).into_response()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
