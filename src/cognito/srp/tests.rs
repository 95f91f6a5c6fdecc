//! SRP against vectors, against a server of another make, and against nonsense.

mod properties;
mod refusals;
mod server;
mod vectors;
