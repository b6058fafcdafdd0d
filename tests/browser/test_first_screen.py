"""On a phone a page begins with what it is about, in large type and in English too, and leads to everything by a key."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from forms_app.base.config import Config
from forms_app.base.office import Office
from tests.browser.demo import served

pytestmark = pytest.mark.same_on_both(reason="about pages, not about the database")
SCRIPT = Path(__file__).parents[2] / "scripts" / "pictures.py"
# What stands above a page's heading, or above the paper of a notice, without the strip
# that only a demo has, the way back to the list that it belongs to, and which page of a
# form it is.
ABOVE = """() => {
  const tall = (words) => [...document.querySelectorAll(words)].reduce((sum, one) => sum + one.getBoundingClientRect().height, 0);
  const first = document.querySelector('main .doc') || document.querySelector('h1');
  return first.getBoundingClientRect().top - tall('.demo') - tall('.crumbs, .progress');
}"""
MOST = {"plain": 150, "en": 200, "large": 200}  # of 812 pixels
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def pictures():
    spec = importlib.util.spec_from_file_location("pictures", SCRIPT)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.mark.parametrize("look", MOST)
def test_every_page_of_the_public_begins_high_on_a_phone(
    demo_office, browser: Browser, pictures, look
) -> None:
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(demo_office)}))
    low = []
    seen = 0
    with served(office) as address:
        page = pictures.opened(browser, address, "", "", look)
        page.set_viewport_size({"width": 375, "height": 812})
        for path in pictures.pages(page, address, pictures.beginning("", look)):
            page.goto(pictures.addressed(address + path, look))
            seen += 1
            above = page.evaluate(ABOVE)
            if above > MOST[look] or page.evaluate(WIDTH) != 375:
                low.append((path, above))
        page.context.close()
    office.database.close()
    assert low == []
    assert seen > 40


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
