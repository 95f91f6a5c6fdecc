//! The JSON 1.1 protocol of AWS, as Cognito speaks it: requests named by a header, errors named by a header.

pub(crate) mod dispatch;
pub(crate) mod error;
pub(crate) mod field;
pub(crate) mod loopback;
pub(crate) mod parse;
