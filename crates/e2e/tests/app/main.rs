//! What a person can do with the app, done in a real browser; each test has its own browser and
//! its own pool.

mod journey;
