"""The page of a door on a phone: the state is read at two metres, and says so when nobody can check it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.publishing.test_accept import GOOD, REFERENCE, put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about published files, not the database"),
]
SEEN = re.compile(r"下面是 .*\d+月\d+日 \d\d:\d\d 看到的，之后可能变了。")
WITHOUT_SCRIPTS = """async () => {
  for (const name of await caches.keys()) if (name.startsWith("door-looks")) await caches.delete(name);
}"""
CHECKED = re.compile(r"\d+月\d+日 \d\d:\d\d 核对过")


def test_the_state_fills_the_first_screen_and_is_told_to_be_unsure_without_a_network(
    page: Page, address: str, office, release
) -> None:
    put(office, GOOD)
    release()
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{address}/enterprises/{REFERENCE}/")
    door = page.locator(".door").first
    height = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert door.locator(".word").evaluate(height) >= 100  # 18 mm on a phone
    phone = door.locator("a.phone").bounding_box()
    assert phone and phone["y"] + phone["height"] <= 812
    assert phone["height"] >= 44
    expect(door.locator(".checked")).to_have_text(CHECKED)
    expect(door.locator(".unsure-says").first).to_be_hidden()
    page.context.set_offline(True)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(door.locator(".unsure-says").first).to_be_visible()
    page.context.set_offline(False)
    for _look in range(2):
        with page.expect_response("**/data/version.json"):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(door.locator(".checked")).to_have_text(CHECKED)  # all of it still stands
    expect(door.locator(".unsure-says").first).to_be_hidden()


def kept(page: Page) -> list[str]:
    """The doors that this phone keeps a copy of."""
    return page.evaluate(
        "async () => (await (await caches.open('door-seen')).keys()).map((one) => new URL(one.url).pathname)"
    )


def test_without_a_network_it_is_shown_as_last_seen_and_said_to_be_unchecked(
    phone, address: str, office, release
) -> None:
    put(office, GOOD)
    release()
    path = f"/enterprises/{REFERENCE}/"
    page = phone()
    page.goto(f"{address}{path}")
    expect(page.locator(".door .checked").first).to_have_text(CHECKED)
    page.wait_for_function(
        "navigator.serviceWorker.ready.then(() => caches.has('door-seen'))"
    )
    for _n in range(60):
        if kept(page):
            break
        page.wait_for_timeout(250)
    assert kept(page) == [path]

    page.context.set_offline(True)
    page.goto(f"{address}{path}")
    door = page.locator(".door").first
    expect(door.locator(".word")).to_have_text("有效")
    expect(door.get_by_text("现在连不上，核对不了")).to_be_visible()
    expect(door.locator(".seen")).to_have_text(SEEN)
    expect(page.locator("#en .seen")).to_contain_text("it may have changed since")
    assert "grayscale" in door.evaluate("one => getComputedStyle(one).filter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375

    page.evaluate(WITHOUT_SCRIPTS)
    page.goto(f"{address}{path}")
    expect(page.locator("html")).to_have_class("unsure")

    page.context.set_offline(False)
    page.goto(f"{address}{path}")
    expect(door.locator(".checked")).to_have_text(CHECKED)
    expect(door.get_by_text("现在连不上，核对不了")).to_be_hidden()
    put(office, GOOD.replace("Status: approved", "Status: suspended\nReason: 没有登记"))
    release()
    page.goto(f"{address}{path}")
    expect(door.locator(".word")).to_have_text("暂停")
