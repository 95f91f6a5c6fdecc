//! Everything that one test needs, apart from every other test.

use anyhow::Result;

use crate::site::{SIGN_IN, SIGN_OUT};
use crate::{Backend, Browser, Page, Pool, Recorder, Site, Wire};

/// The address of the user that most tests are about.
pub const EMAIL: &str = "ada@example.org";
/// That user's password.
pub const PASSWORD: &str = "Analytical-Engine-1843";
/// That user's attribute `custom:agentName`.
pub const AGENT_NAME: &str = "Lovelace";

/// A browser, the app, a backend, and a pool.
pub struct Stage {
    /// The page in front of the user.
    pub page: Page,
    /// The browser around it. Before the servers, so that it ends before them.
    pub browser: Browser,
    /// What serves the app.
    pub site: Site,
    /// What admits the users' requests.
    pub backend: Backend,
    /// Where the users are.
    pub pool: Pool,
}

impl Stage {
    /// Starts all of it; nobody has an account.
    ///
    /// # Errors
    /// If a part cannot be started.
    pub async fn empty() -> Result<Self> {
        let pool = Pool::start().await?;
        let site = Site::start(&pool).await?;
        let backend = Backend::start(&pool, &site).await?;
        let browser = Browser::start().await?;
        let page = Page::new(browser.client().clone(), site.origin());
        Ok(Self {
            page,
            browser,
            site,
            backend,
            pool,
        })
    }

    /// Starts all of it; the user of [`EMAIL`] and [`PASSWORD`] has an account.
    ///
    /// # Errors
    /// If a part cannot be started.
    pub async fn with_user() -> Result<Self> {
        let stage = Self::empty().await?;
        stage.pool.add_user(EMAIL, PASSWORD).await?;
        Ok(stage)
    }

    /// Starts all of it; nobody has an account, and the pool's hosted pages may lead to the app.
    ///
    /// # Errors
    /// If a part cannot be started.
    pub async fn with_hosted_pages() -> Result<Self> {
        let stage = Self::empty().await?;
        let origin = stage.site.origin();
        let redirects = (format!("{origin}{SIGN_IN}"), format!("{origin}{SIGN_OUT}"));
        stage.pool.allow_redirects(redirects).await?;
        Ok(stage)
    }

    /// Starts all of it; the user is signed in and looks at the authenticated page.
    ///
    /// # Errors
    /// If a part cannot be started, or the sign-in fails.
    pub async fn signed_in() -> Result<Self> {
        let stage = Self::with_user().await?;
        stage.page.open("/auth/login").await?;
        stage.sign_in(PASSWORD).await?;
        stage.arrives().await?;
        stage.wire().forget();
        Ok(stage)
    }

    /// Fills in the login form and sends it.
    ///
    /// # Errors
    /// If there is no such form.
    pub async fn sign_in(&self, password: &str) -> Result<()> {
        self.page.fill("Email", EMAIL).await?;
        self.page.fill("Password", password).await?;
        self.page.press("Sign in").await
    }

    /// Waits for the page that a sign-in leads to.
    ///
    /// # Errors
    /// If it does not come.
    pub async fn arrives(&self) -> Result<()> {
        let page = &self.page;
        page.shows("/auth/authenticated_page", "Authenticated page")
            .await
    }

    /// Waits until the pool has done so many operations of that name for pages.
    ///
    /// # Errors
    /// If that does not happen.
    pub async fn has_done(&self, operation: &str, times: usize) -> Result<()> {
        let what = format!("the pool's {operation} number {times}");
        let done = async || Ok((self.wire().count(operation) >= times).then_some(()));
        self.page.until(&what, done).await
    }

    /// The way that the page's requests take.
    pub fn wire(&self) -> &Wire {
        self.pool.wire()
    }

    /// Records what the pages show from the next load on.
    ///
    /// # Errors
    /// If the browser refuses it.
    pub async fn recorder(&self) -> Result<Recorder> {
        Recorder::install(&self.browser, &self.page).await
    }

    /// The key under which the session's tokens lie, without the name of one.
    ///
    /// # Errors
    /// If nobody is signed in.
    pub async fn token_key(&self, name: &str) -> Result<String> {
        let prefix = format!("CognitoIdentityServiceProvider.{}", self.pool.client_id());
        let storage = self.page.storage().await?;
        let user = storage.get(&format!("{prefix}.LastAuthUser"));
        let user = user.ok_or_else(|| anyhow::anyhow!("nobody is signed in"))?;
        Ok(format!("{prefix}.{user}.{name}"))
    }

    /// A token of the session: `accessToken`, `idToken` or `refreshToken`.
    ///
    /// # Errors
    /// If nobody is signed in.
    pub async fn token(&self, name: &str) -> Result<String> {
        let key = self.token_key(name).await?;
        let mut storage = self.page.storage().await?;
        let token = storage.remove(&key);
        token.ok_or_else(|| anyhow::anyhow!("there is no {name}"))
    }
}
