//! What is done once.

use yew::{functional::TearDown, prelude::*};

/// Does something as soon as the component is there; what that returns, when the component goes.
#[hook]
pub fn use_arrival<D: TearDown>(arrive: impl FnOnce() -> D + 'static) {
    use_boxed(Box::new(move || {
        let leave = arrive();
        Box::new(move || leave.tear_down())
    }));
}

type Boxed = Box<dyn FnOnce() -> Box<dyn FnOnce()>>;

/// Compiled once, and not once for every place.
#[hook]
fn use_boxed(arrive: Boxed) {
    use_effect_with((), |()| arrive());
}
