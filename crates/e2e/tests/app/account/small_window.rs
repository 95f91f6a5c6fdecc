//! The account pages where there is room for little.

use anyhow::Result;
use e2e::Stage;
use serde_json::json;

/// Whether the notice is in the window, and what has the focus is not under it.
const IN_SIGHT: &str = "const inWindow = ({top, bottom}) => top >= 0 && bottom <= innerHeight; \
    const notice = document.querySelector('[role=status]').getBoundingClientRect(); \
    const focused = document.activeElement.getBoundingClientRect(); \
    return scrollY > 0 && inWindow(notice) && inWindow(focused) && focused.top >= notice.bottom";

const OVERFLOWS: &str = "const page = document.documentElement; \
    return page.scrollWidth > page.clientWidth";

#[tokio::test]
async fn confirmation_is_in_sight_wherever_the_page_is_scrolled_to() -> Result<()> {
    let stage = Stage::signed_in().await?;
    let page = &stage.page;
    page.client().set_window_size(500, 420).await?;
    page.follow("Profile").await?;
    page.shows("/profile", "Profile").await?;
    let unbroken = "Rear-Admiral".repeat(12);
    page.fill("Agent name", &unbroken).await?;
    page.press("Save changes").await?;
    assert!(page.status().await?.contains("are saved"));
    assert_eq!(page.run(IN_SIGHT).await?, json!(true));

    page.follow("Home").await?;
    page.follow("Go to the page for signed-in users").await?;
    page.says(&unbroken).await?;
    assert_eq!(page.run(OVERFLOWS).await?, json!(false));
    Ok(())
}
