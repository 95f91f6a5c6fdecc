//! The built app in a real browser, against a real pool.
//!
//! In reading order: a [`Stage`] is what a test works with: a [`Pool`] of its own (with the
//! [`Wire`] to it, on which requests are counted and held), a [`Site`] that serves the built app,
//! a [`Backend`], and a [`Page`] in a [`Browser`] of its own. `environment` says where the programs are.

mod backend;
mod browser;
mod driver;
mod environment;
mod page;
mod pool;
mod recorder;
mod site;
mod stage;
mod wire;

pub use backend::Backend;
pub use browser::Browser;
pub use page::Page;
pub use pool::Pool;
pub use recorder::Recorder;
pub use site::{ConfigFile, Site};
pub use stage::{AGENT_NAME, EMAIL, PASSWORD, Stage};
pub use wire::{Held, TOKEN_ENDPOINT, Wire};
