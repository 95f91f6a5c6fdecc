use super::{Browser, asked, encode, location, request, text, told};
use crate::support::{CLIENT, EMAIL, PASSWORD, Pool};

fn logout(client: &str, uri: &str) -> String {
    format!(
        "/logout?{}",
        encode(&vec![("client_id", client), ("logout_uri", uri)])
    )
}

#[tokio::test]
async fn signing_out_sends_the_browser_back_and_it_must_sign_in_again() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    told(&browser.get(&request(&[])).await);
    let back = "http://localhost:8080/auth/login";
    assert_eq!(location(&browser.get(&logout(CLIENT, back)).await), back);
    asked(&browser.open(&request(&[])).await);
    assert_eq!(location(&browser.get(&logout(CLIENT, back)).await), back);
}

#[tokio::test]
async fn the_old_cookie_is_of_no_use_after_signing_out() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let (browser, thief) = (Browser::new(&pool), Browser::new(&pool));
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    thief.cookies.replace(browser.cookies.borrow().clone());
    told(&thief.get(&request(&[])).await);
    browser
        .get(&logout(CLIENT, "http://localhost:8080/auth/login"))
        .await;
    asked(&thief.open(&request(&[])).await);
}

#[tokio::test]
async fn no_address_but_a_registered_one_is_redirected_to_and_the_browser_stays_signed_in() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    for path in [
        logout(CLIENT, "https://example.com/"),
        logout(CLIENT, "http://localhost:8080/auth/login/"),
        logout(CLIENT, "http://localhost:8080/auth/login?x"),
        logout(CLIENT, "http://localhost:8080/auth/callback"),
        logout(CLIENT, ""),
        logout("unknown", "http://localhost:8080/auth/login"),
        logout("", "http://localhost:8080/auth/login"),
    ] {
        let reply = browser.get(&path).await;
        assert_eq!(reply.status.as_u16(), 400, "{path}");
        assert_eq!(reply.header("location"), None, "{path}");
        assert!(text(&reply).contains("role=\"alert\""), "{path}");
    }
    told(&browser.get(&request(&[])).await);
}

#[tokio::test]
async fn signing_out_to_sign_in_again_shows_the_page() {
    let pool = Pool::new();
    pool.confirmed(EMAIL).await;
    let browser = Browser::new(&pool);
    told(&browser.sign_in(&request(&[]), EMAIL, PASSWORD).await);
    let again = request(&[("state", "ä&b")]).replace("/oauth2/authorize", "/logout");
    let reply = browser.get(&again).await;
    let login = location(&reply);
    assert!(login.starts_with("/login?"));
    let reply = browser.sign_in(login, EMAIL, PASSWORD).await;
    assert_eq!(told(&reply)["state"], "ä&b");
}
