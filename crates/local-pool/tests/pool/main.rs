//! The local pool as its clients meet it: requests in, replies out, time under control.

#[cfg(test)]
mod support;

#[cfg(test)]
mod browsers;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod pools;
#[cfg(test)]
mod refresh;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod sign_up;
#[cfg(test)]
mod srp_sign_in;
#[cfg(test)]
mod tokens;
