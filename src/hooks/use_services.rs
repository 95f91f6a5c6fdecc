//! The long-lived parts that hooks work with.

use std::{cell::RefCell, rc::Rc};

use yew::prelude::*;

use crate::{
    aws::{self, Sts},
    backend::Backend,
    config::{Config, IdentityPool},
    fetch::FetchTransport,
    oauth::{AuthorizationResponse, HostedPages},
    remembered::Remembered,
    session::{Authenticator, BrowserStorage, CredentialsProvider, device_name},
};

/// Configuration, authenticator, hosted pages, backend, AWS and memory, made once when the
/// configuration is there.
#[derive(Debug)]
pub struct Parts {
    /// Which pool this is.
    pub config: Config,
    /// Does the errands.
    pub authenticator: Authenticator<FetchTransport, BrowserStorage>,
    /// The pool's hosted pages, if users may come by way of them.
    pub hosted_pages: Option<HostedPages<FetchTransport, BrowserStorage>>,
    /// The answer with which the hosted pages led here, for whoever completes the sign-in.
    pub answer: RefCell<Option<AuthorizationResponse>>,
    /// The resource server, if this deployment has one.
    pub backend: Option<Backend<FetchTransport>>,
    /// What is done with AWS credentials, if this deployment has an identity pool.
    pub aws: Option<Aws>,
    /// What is kept for the user beside the tokens.
    pub remembered: Remembered<BrowserStorage>,
}

/// Where AWS credentials come from, and who is asked with them.
#[derive(Debug)]
pub struct Aws {
    /// Gets them and has them.
    pub credentials: CredentialsProvider<FetchTransport, BrowserStorage>,
    /// Sends requests that are signed with them.
    pub client: aws::Client<FetchTransport>,
    /// Says who the user is for AWS.
    pub sts: Sts,
}

impl Aws {
    fn new(pool: &IdentityPool, storage: BrowserStorage) -> Self {
        let (transport, now) = (FetchTransport::default(), milliseconds_since_1970);
        Self {
            credentials: CredentialsProvider::new(pool.clone(), transport, storage, now),
            client: aws::Client::new(transport, now),
            sts: Sts::new(pool.sts_endpoint(), pool.id.region()),
        }
    }
}

/// A shared handle to the [`Parts`]; two are equal if they are the same.
#[derive(Debug, Clone)]
pub struct Services(Rc<Parts>);

impl Services {
    /// Joins the real browser's storage, clock and network to a configuration. `origin` is that of
    /// the page.
    pub fn new(config: Config, origin: &str) -> Self {
        let (local, tab) = (BrowserStorage::local(), BrowserStorage::session());
        let transport = FetchTransport::default();
        let api_url = config.api_url.clone();
        let identity_pool = config.identity_pool.as_ref();
        Self(Rc::new(Parts {
            authenticator: Authenticator::new(
                &config.user_pool,
                transport,
                local.clone(),
                tab.clone(),
                this_browser(),
                milliseconds_since_1970,
            ),
            hosted_pages: config.oauth.clone().map(|oauth| {
                HostedPages::new(
                    oauth,
                    &config.user_pool,
                    origin,
                    transport,
                    tab.clone(),
                    milliseconds_since_1970,
                )
            }),
            answer: RefCell::default(),
            backend: api_url.map(|api_url| Backend::new(transport, api_url)),
            aws: identity_pool.map(|pool| Aws::new(pool, local.clone())),
            remembered: Remembered::new(local, tab),
            config,
        }))
    }
}

impl std::ops::Deref for Services {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl PartialEq for Services {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "whole milliseconds, far below 2^53"
)]
fn milliseconds_since_1970() -> i64 {
    js_sys::Date::now() as i64
}

/// This browser in plain words.
fn this_browser() -> String {
    let user_agent = gloo_utils::window().navigator().user_agent();
    device_name(&user_agent.unwrap_or_default())
}

/// The services of the app around this component.
#[hook]
#[expect(
    clippy::expect_used,
    reason = "the app renders its pages inside the provider alone"
)]
pub fn use_services() -> Services {
    use_context::<Services>().expect("pages are rendered inside ContextProvider<Services>")
}
