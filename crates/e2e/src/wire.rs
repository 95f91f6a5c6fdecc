//! The way to the pool, where a test can watch what the pages send, and hold up the answers.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

/// The user pools, by the name that their requests give them.
const USER_POOLS: &str = "AWSCognitoIdentityProviderService";
/// The only operation that is asked for in a form, and names no service.
const CALLER_IDENTITY: &str = "GetCallerIdentity";

/// Counts the requests that pages send to the pool, and holds answers. The tests' own requests pass unseen.
#[derive(Clone, Debug, Default)]
pub struct Wire(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    operations: Vec<Operation>,
    gates: Vec<(&'static str, Arc<Semaphore>)>,
}

/// An operation of any service that the pool stands in for.
#[derive(Clone, Debug)]
struct Operation {
    service: String,
    name: String,
}

/// An answer waits until this is dropped.
#[derive(Debug)]
#[must_use = "an answer is held only as long as this lives"]
pub struct Held(Arc<Semaphore>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Wire {
    /// The operations of user pools that the pool carried out or refused for pages, in their order.
    pub fn operations(&self) -> Vec<String> {
        let log = self.log();
        let done = log.operations.iter();
        done.filter(|done| done.service == USER_POOLS)
            .map(|done| done.name.clone())
            .collect()
    }

    /// How often it did so with that operation, of whichever service.
    pub fn count(&self, operation: &str) -> usize {
        let log = self.log();
        let done = log.operations.iter().filter(|done| done.name == operation);
        done.count()
    }

    /// Forgets them.
    pub fn forget(&self) {
        self.log().operations.clear();
    }

    /// Holds the answer to the next request of that operation; the pool does at once what it asks.
    pub fn hold_next(&self, operation: &'static str) -> Held {
        let gate = Arc::new(Semaphore::new(0));
        self.log().gates.push((operation, gate.clone()));
        Held(gate)
    }

    /// Notes a request of a page when the pool is done with it, and lets the answer through when
    /// nobody holds it.
    pub(crate) async fn watch(State(wire): State<Self>, request: Request, next: Next) -> Response {
        let operation = operation_of_page(&request);
        let answer = next.run(request).await;
        if let Some(gate) = operation.and_then(|operation| wire.note(operation)) {
            // The gate opens by being closed, which ends this with an error.
            let _ = gate.acquire().await;
        }
        answer
    }

    fn note(&self, operation: Operation) -> Option<Arc<Semaphore>> {
        let mut log = self.log();
        let held = log.gates.iter().position(|gate| gate.0 == operation.name);
        log.operations.push(operation);
        held.map(|index| log.gates.remove(index).1)
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where codes are exchanged for tokens; counted and held like an operation.
pub const TOKEN_ENDPOINT: &str = "/oauth2/token";

/// The operation that a page asks for. The browser's own questions before it (CORS) name none, and
/// only pages have an origin.
fn operation_of_page(request: &Request) -> Option<Operation> {
    let headers = request.headers();
    headers.get(header::ORIGIN)?;
    let is_token_request =
        request.uri().path() == TOKEN_ENDPOINT && request.method() == Method::POST;
    let (service, name) = match headers.get("x-amz-target") {
        Some(target) => target.to_str().ok()?.split_once('.')?,
        None if is_token_request => (USER_POOLS, TOKEN_ENDPOINT),
        None if headers.contains_key(header::AUTHORIZATION) => ("", CALLER_IDENTITY),
        None => return None,
    };
    Some(Operation {
        service: service.to_owned(),
        name: name.to_owned(),
    })
}
