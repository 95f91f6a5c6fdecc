//! The backend as attackers, apps, issuers and operators meet it: tokens in, replies out, over real connections.

#[cfg(test)]
mod support;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod http;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod program;
#[cfg(test)]
mod properties;
