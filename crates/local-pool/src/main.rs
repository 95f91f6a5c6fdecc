//! local-pool

fn main() {}
