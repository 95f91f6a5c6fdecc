//! Complete user management on Amazon Cognito, as a Yew single-page app.
//!
//! In reading order: [`config`] says which user pool this is; [`cognito`] speaks to it, [`oauth`] to
//! its hosted pages, [`backend`] to the resource server, and [`aws`] to other services in the user's
//! name, all through [`fetch`]; [`session`] keeps the tokens and does the errands; [`route`] says
//! which page is where and who may enter; [`store`] holds what the pages show; [`passkey`] asks the
//! browser for passkeys; [`form`] and [`messages`] say what can be wrong with a form; [`hooks`] do what a page asks for;
//! [`components`] and [`pages`] are the interface; [`app`] puts it together.

pub mod app;
pub mod aws;
pub mod backend;
pub mod cognito;
pub mod components;
pub mod config;
pub mod fetch;
pub mod form;
mod hash;
pub mod hooks;
pub mod messages;
pub mod oauth;
pub mod pages;
pub mod passkey;
pub mod remembered;
pub mod route;
pub mod session;
pub mod store;
