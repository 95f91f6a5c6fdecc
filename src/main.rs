//! Mounts the app into the page.

fn main() {
    yew::Renderer::<vestibule::app::App>::new().render();
}
