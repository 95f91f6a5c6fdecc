//! The app: its configuration, its providers, its router.

mod arrival;
mod config_problem;
mod focus;
mod guard;
mod menu;
mod shell;

use arrival::Arrival;
use config_problem::config_problem;
use shell::Shell;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::BrowserRouter;
use yewdux::YewduxRoot;

use crate::{
    components::waiting,
    config::{self, LoadError},
    hooks::{Services, use_arrival},
};

#[derive(Debug, Clone, PartialEq)]
enum Setup {
    Loading,
    Failed(LoadError),
    Ready(Services),
}

/// The whole app.
#[component]
pub fn App() -> Html {
    let arrival = use_mut_ref(Arrival::take);
    let setup = use_state_eq(|| Setup::Loading);
    let load = Callback::from({
        let setup = setup.clone();
        move |()| {
            let (setup, arrival) = (setup.clone(), arrival.clone());
            setup.set(Setup::Loading);
            spawn_local(async move {
                setup.set(match config::load().await {
                    Ok(config) => {
                        let services = Services::new(config, &origin());
                        arrival.take().hand_over(&services);
                        Setup::Ready(services)
                    }
                    Err(error) => Setup::Failed(error),
                });
            });
        }
    });
    use_arrival({
        let load = load.clone();
        move || load.emit(())
    });
    match &*setup {
        Setup::Loading => html! { <main>{ waiting() }</main> },
        Setup::Failed(error) => config_problem(error, &load),
        Setup::Ready(services) => html! {
            <ContextProvider<Services> context={services.clone()}>
                <YewduxRoot>
                    <BrowserRouter>
                        <Shell />
                    </BrowserRouter>
                </YewduxRoot>
            </ContextProvider<Services>>
        },
    }
}

fn origin() -> String {
    let origin = gloo_utils::window().location().origin();
    // Fails in no browser; a page without an origin has no registered address either.
    origin.unwrap_or_default()
}
