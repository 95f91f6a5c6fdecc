//! Complete user management on Amazon Cognito, as a Yew single-page app.
//!
//! In reading order: [`config`] says which user pool this is; [`cognito`] speaks to it;
//! [`session`] keeps the tokens and does the errands; [`store`] holds what the pages show;
//! [`hooks`] join the two; [`components`] and [`pages`] are the interface; [`route`] says which
//! page is where and who may enter; [`app`] puts it together.

pub mod app;
pub mod cognito;
pub mod components;
pub mod config;
pub mod hooks;
pub mod messages;
pub mod pages;
pub mod problem;
pub mod route;
pub mod session;
pub mod store;
pub mod validation;
