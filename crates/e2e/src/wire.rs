//! The way to the pool, where a test can watch what the pages send, and hold it up.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::header;
use axum::middleware::Next;
use axum::response::Response;
use tokio::sync::Semaphore;

/// Counts and holds the requests that pages send to the pool. The tests' own requests pass unseen.
#[derive(Clone, Debug, Default)]
pub struct Wire(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    operations: Vec<String>,
    gates: Vec<(&'static str, Arc<Semaphore>)>,
}

/// Requests of one operation wait until this is dropped.
#[derive(Debug)]
#[must_use = "requests are held only as long as this lives"]
pub struct Held(Arc<Semaphore>);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.close();
    }
}

impl Wire {
    /// The operations that pages asked for, in their order.
    pub fn operations(&self) -> Vec<String> {
        self.log().operations.clone()
    }

    /// How often pages asked for that operation.
    pub fn count(&self, operation: &str) -> usize {
        let log = self.log();
        let asked = log.operations.iter().filter(|asked| *asked == operation);
        asked.count()
    }

    /// Forgets what was asked for so far.
    pub fn forget(&self) {
        self.log().operations.clear();
    }

    /// Holds the requests of that operation.
    pub fn hold(&self, operation: &'static str) -> Held {
        let gate = Arc::new(Semaphore::new(0));
        self.log().gates.push((operation, gate.clone()));
        Held(gate)
    }

    /// Notes a request of a page, and lets it on when nobody holds it.
    pub(crate) async fn watch(State(wire): State<Self>, request: Request, next: Next) -> Response {
        if request.headers().contains_key(header::ORIGIN)
            && let Some(operation) = operation(&request)
        {
            for gate in wire.note(operation) {
                // The gate opens by being closed.
                let _ = gate.acquire().await;
            }
        }
        next.run(request).await
    }

    fn note(&self, operation: String) -> Vec<Arc<Semaphore>> {
        let mut log = self.log();
        let gates = log.gates.iter().filter(|(held, _)| *held == operation);
        let gates = gates.map(|(_, gate)| gate.clone()).collect();
        log.operations.push(operation);
        gates
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The operation that a request names. The browser's own questions before it (CORS) name none.
fn operation(request: &Request) -> Option<String> {
    let target = request.headers().get("x-amz-target")?.to_str().ok()?;
    let (_, operation) = target.split_once('.')?;
    Some(operation.to_owned())
}
