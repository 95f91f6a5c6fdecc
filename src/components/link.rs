//! A way to another page.

use yew::prelude::*;

use crate::{hooks::use_go_to, route::Route};

/// Properties of [`Link`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct LinkProps {
    /// The page that it leads to.
    pub to: Route,
    /// Whether the user is there already.
    #[prop_or_default]
    pub is_current: bool,
    /// The class of its looks.
    #[prop_or_default]
    pub class: Option<AttrValue>,
    /// What it says.
    pub children: Html,
}

/// A link to another page of the app, which is not loaded anew. Opening it elsewhere is left to the browser.
#[component]
pub fn Link(props: &LinkProps) -> Html {
    let go_to = use_go_to();
    let to = props.to;
    let onclick = Callback::from(move |click: MouseEvent| {
        let elsewhere =
            click.meta_key() || click.ctrl_key() || click.shift_key() || click.alt_key();
        if !elsewhere {
            click.prevent_default();
            go_to.push(to);
        }
    });
    html! {
        <a
            href={to.path()}
            class={props.class.clone()}
            aria-current={props.is_current.then_some("page")}
            {onclick}
        >
            { props.children.clone() }
        </a>
    }
}
