"""On a phone a page begins with what it is about, in large type and in English too, and leads to everything by a key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.same_on_both(reason="about pages, not about the database")
PAGES = ("/", "/enterprises/", "/notices/", "/communities/qiantou/", "/app/apply/")
TOP = "document.querySelector('h1').getBoundingClientRect().top"
WIDTH = "document.documentElement.scrollWidth"


def test_a_heading_stands_high_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 375, "height": 812})
    for lang, prefix in (("zh", ""), ("en", "/en")):
        for path in PAGES:
            is_app = path.startswith("/app/")
            page.goto(
                f"{address}{path}?lang={lang}" if is_app else address + prefix + path
            )
            most = 170 if lang == "zh" else 225  # with a crumb
            assert page.evaluate(TOP) <= most, (lang, path)
            assert page.evaluate(WIDTH) == 375, (lang, path)
    page.goto(address)
    page.click("#large")
    for path in PAGES:
        page.goto(address + path)
        assert page.evaluate(TOP) <= 270, ("large", path)
        assert page.evaluate(WIDTH) == 375, ("large", path)


def test_the_rest_of_the_navigation_opens_and_closes_by_keys(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.locator("nav.main summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "公开信"
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="公开信", exact=True).first.is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
