//! A browser that keeps cookies, follows redirects, and reads forms as any program does.

use std::cell::RefCell;
use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::Request;
use axum::http::request::Builder;

use super::{Pairs, encode, text};
use crate::support::{BASE, Pool, Reply};

/// A form of a page.
pub(crate) struct Form {
    pub(crate) action: String,
    /// Its fields with what is in them already.
    pub(crate) fields: BTreeMap<String, String>,
}

impl Form {
    pub(crate) fn all(page: &str) -> Vec<Self> {
        let forms = page.split("<form").skip(1);
        let read = |form: &str| {
            let (form, _) = form.split_once("</form>").unwrap();
            let (head, body) = form.split_once('>').unwrap();
            let field = |input: &str| {
                let (tag, _) = input.split_once('>').unwrap();
                let name = attribute(tag, "name").unwrap();
                (name, attribute(tag, "value").unwrap_or_default())
            };
            assert_eq!(attribute(head, "method").as_deref(), Some("post"));
            Self {
                action: attribute(head, "action").unwrap(),
                fields: body.split("<input").skip(1).map(field).collect(),
            }
        };
        forms.map(read).collect()
    }

    /// The first form of a page that has this field.
    pub(crate) fn with(page: &str, field: &str) -> Self {
        let mut forms = Self::all(page).into_iter();
        forms
            .find(|form| form.fields.contains_key(field))
            .expect(page)
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"').unwrap();
    let value = value.replace("&lt;", "<").replace("&gt;", ">");
    Some(value.replace("&quot;", "\"").replace("&amp;", "&"))
}

/// The first form of a page that asks for something.
pub(crate) fn asked(reply: &Reply) -> Form {
    assert_eq!(reply.status.as_u16(), 200, "{}", text(reply));
    Form::all(&text(reply)).remove(0)
}

pub(crate) struct Browser<'p> {
    pool: &'p Pool,
    pub(crate) cookies: RefCell<BTreeMap<String, String>>,
}

impl<'p> Browser<'p> {
    pub(crate) fn new(pool: &'p Pool) -> Self {
        Self {
            pool,
            cookies: RefCell::default(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Follows redirects as long as they stay here.
    pub(crate) async fn open(&self, path: &str) -> Reply {
        let mut reply = self.get(path).await;
        while let Some(next) = reply.header("location").filter(|to| to.starts_with('/')) {
            reply = self.get(next).await;
        }
        reply
    }

    pub(crate) async fn post(&self, path: &str, fields: &Pairs<'_>) -> Reply {
        let request = Request::post(path)
            .header("origin", BASE)
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request, Body::from(encode(fields))).await
    }

    /// Sends a form with what was in it, and what was typed.
    pub(crate) async fn submit(&self, form: &Form, typed: &[(&str, &str)]) -> Reply {
        let own = form.fields.iter();
        let mut fields: BTreeMap<&str, &str> = own.map(|(k, v)| (k.as_str(), v.as_str())).collect();
        fields.extend(typed.iter().copied());
        self.post(&form.action, &fields.into_iter().collect()).await
    }

    pub(crate) async fn send(&self, request: Builder, body: Body) -> Reply {
        let cookies: Vec<String> = self
            .cookies
            .borrow()
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header("cookie", cookies.join("; "));
        let reply = self.pool.send(request.body(body).unwrap()).await;
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                let mut cookies = self.cookies.borrow_mut();
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// Opens a page that asks, and answers with a password.
    pub(crate) async fn sign_in(&self, path: &str, email: &str, password: &str) -> Reply {
        let form = asked(&self.open(path).await);
        let typed = [("username", email), ("password", password)];
        self.submit(&form, &typed).await
    }

    /// Opens the page of a provider's stand-in, and says who one is there.
    pub(crate) async fn continue_as(&self, path: &str, email: &str, name: &str) -> Reply {
        let form = Form::with(&text(&self.open(path).await), "email");
        self.submit(&form, &[("email", email), ("name", name)])
            .await
    }
}
