//! Mounting components, waiting for what they show, and a `fetch` that answers by script.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect, TypeError};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Element, HtmlElement, HtmlInputElement, Request, Response, ResponseInit};
use yew::{AppHandle, BaseComponent};

/// Waits until a condition holds; fails after half a minute, which busy machines may need.
pub(crate) async fn until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..3000 {
        if condition() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("never happened: {what}; the page says: {}", document_text());
}

/// Waits until the page has done what follows at once from what it was told: for tests that nothing more happens.
pub(crate) async fn settled() {
    // A body that was asked for later is read later, in every browser of these tests.
    let last = Response::new_with_opt_str(Some("last")).unwrap();
    JsFuture::from(last.text().unwrap()).await.unwrap();
    TimeoutFuture::new(0).await;
}

/// The page comes back into sight, or another tab writes to the storage.
pub(crate) fn happens(occasion: &str) {
    let event = web_sys::Event::new(occasion).unwrap();
    let target: web_sys::EventTarget = if occasion == "visibilitychange" {
        gloo_utils::document().into()
    } else {
        gloo_utils::window().into()
    };
    target.dispatch_event(&event).unwrap();
}

pub(crate) fn document_text() -> String {
    gloo_utils::body().inner_text()
}

/// A component in a place of its own, gone at the end of the test.
pub(crate) struct Mounted<C: BaseComponent> {
    handle: Option<AppHandle<C>>,
    root: Element,
}

impl<C: BaseComponent> Mounted<C> {
    pub(crate) fn new(props: C::Properties) -> Self {
        let root = gloo_utils::document().create_element("div").unwrap();
        gloo_utils::body().append_child(&root).unwrap();
        let renderer = yew::Renderer::<C>::with_root_and_props(root.clone(), props);
        Self {
            handle: Some(renderer.render()),
            root,
        }
    }

    pub(crate) fn text(&self) -> String {
        self.root
            .clone()
            .unchecked_into::<HtmlElement>()
            .inner_text()
    }

    pub(crate) fn find(&self, selector: &str) -> Option<HtmlElement> {
        let found = self.root.query_selector(selector).unwrap();
        found.map(JsCast::unchecked_into)
    }

    pub(crate) fn input(&self, name: &str) -> HtmlInputElement {
        let selector = format!("input[name='{name}']");
        self.find(&selector)
            .expect("the input is there")
            .unchecked_into()
    }

    /// Every element of that kind.
    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let all = self.root.query_selector_all(selector).unwrap();
        let items = (0..all.length()).filter_map(|index| all.item(index));
        items.map(JsCast::unchecked_into).collect()
    }

    /// The element of that kind that says exactly that.
    pub(crate) fn saying(&self, selector: &str, text: &str) -> Option<HtmlElement> {
        let mut all = self.all(selector).into_iter();
        all.find(|element| element.inner_text().trim() == text)
    }
}

impl<C: BaseComponent> Drop for Mounted<C> {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.root.remove();
    }
}

/// Makes a property of `target` behave as the getter says, until dropped.
pub(crate) struct Overridden {
    target: Object,
    property: &'static str,
    own: JsValue,
}

impl Overridden {
    pub(crate) fn new(target: impl AsRef<JsValue>, property: &'static str, getter: &str) -> Self {
        let target = Object::from(target.as_ref().clone());
        let descriptor = Object::new();
        let getter = Function::new_no_args(getter);
        let own = Object::get_own_property_descriptor(&target, &property.into());
        Reflect::set(&descriptor, &"get".into(), &getter).unwrap();
        Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
        Object::define_property(&target, &property.into(), &descriptor);
        Self {
            target,
            property,
            own,
        }
    }
}

impl Drop for Overridden {
    fn drop(&mut self) {
        if let Ok(own) = self.own.clone().dyn_into::<Object>() {
            Object::define_property(&self.target, &self.property.into(), &own);
        } else {
            // The property itself stands in the prototype.
            Reflect::delete_property(&self.target, &self.property.into()).unwrap();
        }
    }
}

type Replies = Rc<RefCell<BTreeMap<String, (u16, String)>>>;

/// The status of what is not answered at all.
const CUT_OFF: u16 = 0;

/// Stands in for the network while it lives. A request without an answer waits for one.
pub(crate) struct FakeFetch {
    replies: Replies,
    requests: Rc<RefCell<Vec<(String, Request)>>>,
    answers: Rc<RefCell<Vec<(String, Response)>>>,
    original: JsValue,
    _closure: Closure<dyn FnMut(Request) -> Promise>,
}

impl FakeFetch {
    pub(crate) fn new() -> Self {
        let replies = Replies::default();
        let requests = Rc::<RefCell<Vec<(String, Request)>>>::default();
        let answers = Rc::<RefCell<Vec<(String, Response)>>>::default();
        let closure = Closure::new({
            let (replies, requests) = (replies.clone(), requests.clone());
            let answers = answers.clone();
            move |request: Request| {
                let key = key_of(&request);
                requests.borrow_mut().push((key.clone(), request));
                let (replies, answers) = (replies.clone(), answers.clone());
                future_to_promise(async move {
                    let response = answer(replies, &key).await?;
                    answers.borrow_mut().push((key, Clone::clone(&response)));
                    Ok(response.into())
                })
            }
        });
        let window = gloo_utils::window();
        let original = Reflect::get(&window, &"fetch".into()).unwrap();
        Reflect::set(&window, &"fetch".into(), closure.as_ref()).unwrap();
        Self {
            replies,
            requests,
            answers,
            original,
            _closure: closure,
        }
    }

    /// Answers an operation or a path from now on.
    pub(crate) fn answers(&self, key: &str, status: u16, body: &str) {
        self.replies
            .borrow_mut()
            .insert(key.to_owned(), (status, body.to_owned()));
    }

    /// Cuts off an operation or a path from now on.
    pub(crate) fn fails(&self, key: &str) {
        self.answers(key, CUT_OFF, "");
    }

    /// How often an operation or a path was asked for.
    pub(crate) fn count(&self, key: &str) -> usize {
        let requests = self.requests.borrow();
        requests.iter().filter(|(entry, _)| entry == key).count()
    }

    /// The last request for an operation or a path.
    pub(crate) fn last(&self, key: &str) -> Request {
        let requests = self.requests.borrow();
        let last = requests.iter().rfind(|(entry, _)| entry == key);
        last.expect("there was such a request").1.clone().unwrap()
    }

    /// The body of that request.
    pub(crate) async fn body(&self, key: &str) -> String {
        let text = JsFuture::from(self.last(key).text().unwrap())
            .await
            .unwrap();
        text.as_string().unwrap()
    }

    /// How often an answer to it was read.
    pub(crate) fn answered(&self, key: &str) -> usize {
        let answers = self.answers.borrow();
        let read = |(entry, response): &&(String, Response)| entry == key && response.body_used();
        answers.iter().filter(read).count()
    }

    /// Waits until it was answered and the page has done what follows.
    pub(crate) async fn has_answered(&self, key: &str) {
        until(key, || self.answered(key) > 0).await;
        settled().await;
    }
}

impl Drop for FakeFetch {
    fn drop(&mut self) {
        Reflect::set(&gloo_utils::window(), &"fetch".into(), &self.original).unwrap();
    }
}

fn key_of(request: &Request) -> String {
    let target = request.headers().get("x-amz-target").unwrap();
    match target {
        Some(target) => target.rsplit('.').next().unwrap().to_owned(),
        None => format!("/{}", request.url().rsplit('/').next().unwrap()),
    }
}

async fn answer(replies: Replies, key: &str) -> Result<Response, JsValue> {
    loop {
        let reply = replies.borrow().get(key).cloned();
        if let Some((status, body)) = reply {
            if status == CUT_OFF {
                return Err(TypeError::new("cut off").into());
            }
            let init = ResponseInit::new();
            init.set_status(status);
            return Response::new_with_opt_str_and_init(Some(&body), &init);
        }
        TimeoutFuture::new(10).await;
    }
}
