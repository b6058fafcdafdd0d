"""The page of an enterprise without a network, in a real browser: as it was last seen, for its own eyes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import Door
from tests.browser.on_phone import lies_on

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="about a page")]
NOTHING = "这部手机上没有存下您的页面"


@pytest.fixture
def door(app, address) -> Door:
    client = app.test_client()
    reference, code = journeys.register(client, name="示例金丝雀店")
    journeys.apply(client)
    return Door(address, reference, code)


def is_kept(page: Page) -> None:
    """Its shell is installed, and what was seen lies on the phone."""
    page.wait_for_function("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(
        "indexedDB.databases().then((all) => all.some((one) => one.name === 'kaigong-my'))"
    )
    for _n in range(60):
        if "list" in lies_on(page).ids.get("kaigong-my records", []):
            break
        page.wait_for_timeout(250)
    page.wait_for_timeout(500)  # until the browser, too, has both on its disk


def try_again(page: Page, name: str) -> None:
    """As often as somebody would: an answer that takes four seconds is taken for no network."""
    for _n in range(15):
        page.get_by_role("link", name="再试一次").click()
        page.wait_for_load_state()
        if page.get_by_role("heading", name="没有网络").count() == 0:
            break
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def test_what_was_last_seen_is_shown_without_a_network_until_somebody_signs_out(
    phone, door
) -> None:
    page = phone()
    door.enter(page)
    said = page.locator("#own .note b").first.inner_text()
    is_kept(page)
    lies_on(page).must_be_sealed("金丝雀", said, door.reference)

    page = phone()
    page.context.set_offline(True)
    page.goto(f"{door.address}/app/my/messages/")
    expect(page.get_by_role("heading", name="没有网络")).to_be_visible()
    expect(page.get_by_text("下面是 3月5日 09:30 看到的")).to_be_visible()
    copy = page.locator("#copy")
    expect(copy).to_contain_text("示例金丝雀店")
    expect(copy).to_contain_text(said)
    expect(copy.locator("a[href], button, form")).to_have_count(0)
    judge(page, "last-seen")

    page.context.set_offline(False)
    try_again(page, "示例金丝雀店")
    page.get_by_role("button", name="退出").click()
    page.wait_for_url(f"{door.address}/")
    page.context.set_offline(True)
    page.goto(f"{door.address}/app/my/")
    expect(page.get_by_text(NOTHING)).to_be_visible()
    expect(page.get_by_text("示例金丝雀店")).to_have_count(0)
