//! Moving to another page.

use yew::prelude::*;
use yew_router::prelude::*;

use crate::route::Route;

/// Moves to pages; without a router around it, stays.
#[derive(Debug, Clone, PartialEq)]
pub struct GoTo(Option<Navigator>);

impl GoTo {
    /// Goes on to a page; the way back leads here. Where the user is there already, it leads to where they were before
    /// (HTML Standard, "navigate").
    pub fn push(&self, route: Route) {
        let here = gloo_utils::window().location().pathname();
        match &self.0 {
            Some(_) if here.is_ok_and(|path| path == route.path()) => self.replace(route),
            Some(navigator) => navigator.push(&route),
            None => {}
        }
    }

    /// Goes to a page in place of this one; the way back leads to where the user was before.
    pub fn replace(&self, route: Route) {
        if let Some(navigator) = &self.0 {
            navigator.replace(&route);
        }
    }
}

/// The way to other pages.
#[hook]
pub fn use_go_to() -> GoTo {
    GoTo(use_navigator())
}
