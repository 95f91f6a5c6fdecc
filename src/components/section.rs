//! A part of a page under a heading of its own.

use yew::prelude::*;

/// Properties of [`Section`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SectionProps {
    /// Names the heading within the page.
    pub id: AttrValue,
    /// The heading.
    pub heading: AttrValue,
    /// What stands below it.
    pub children: Html,
}

/// A part of a page, which screen readers list by its heading.
#[component]
pub fn Section(props: &SectionProps) -> Html {
    html! {
        <section aria-labelledby={&props.id}>
            <h2 id={&props.id}>{ &props.heading }</h2>
            { props.children.clone() }
        </section>
    }
}
