"""Staff pages are a desk to work at: rows to be seen without scrolling, where one is, and who is signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from forms_app import create_app
from forms_app.base.access import Role
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.office.desk.navigation import Entry, pages
from tests import once
from tests.browser.demo import served, signed_in

pytestmark = pytest.mark.same_on_both
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
ROWS = 8
FIRST_BY = 250
# that no publisher runs beside these pages is no part of them
CALM = "document.querySelectorAll('main .note.noprint').forEach(one => one.remove())"
# rows of lists and tables; how many of them are seen whole
SEEN = """() => {
    const rows = [...document.querySelectorAll('main :is(ul, ol).list > li, main tbody > tr')]
        .filter(row => row.checkVisibility());
    const seen = rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight);
    return [rows.length, seen.length]; }"""
# where the first row, field or word of how things stand begins
FIRST = """() => Math.min(...[...document.querySelectorAll(
        'main :is(ul, ol) > li, main tbody > tr, main .field, main .checkline, main .note')]
    .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().top))"""
SMALL = """() => [...document.querySelectorAll('main :is(.button, select, input:not([type=hidden], [type=checkbox], [type=radio], [type=file])), nav a')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def app(demo_office) -> Iterator[Flask]:
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(demo_office)}))
    made = create_app(office)
    made.config.update(TESTING=True)
    made.jinja_env.bytecode_cache = once.TEMPLATES
    yield made
    office.database.close()


@pytest.fixture(scope="module")
def address(app) -> Iterator[str]:
    with served(app.extensions["kaigong"]) as found:
        yield found


@pytest.fixture(scope="module")
def page(browser: Browser, app, address) -> Iterator[Page]:
    """Of the office of the street."""
    context = browser.new_context(locale="zh-CN")
    kept = signed_in(app, "office").get_cookie("kaigong")
    context.add_cookies([{"name": "kaigong", "value": kept.value, "url": address}])
    yield context.new_page()
    context.close()


# What is laid out by a script, for a phone that has no network.
ON_A_PHONE = {
    "visits_phone.offline",
    "checks_phone.offline",
    "inspections_phone.offline",
}


def entries(app: Flask) -> list[str]:
    """The page of each entry of the navigation."""
    with app.test_request_context():
        found = [
            Entry(page).address
            for _section, every in pages()
            for page in every
            if Role.OFFICE in page.roles and page.endpoint not in ON_A_PHONE
        ]
    assert len(found) > 25
    return found


@pytest.mark.long
def test_at_least_eight_rows_are_seen_and_on_a_phone_the_first_is_not_far_down(
    app, page, address
) -> None:
    few = {}
    far = {}
    small = {}
    walked = 0
    for path in entries(app):
        page.set_viewport_size(DESK)
        page.goto(f"{address}{path}")
        page.evaluate(CALM)
        rows, seen = page.evaluate(SEEN)
        walked += rows >= ROWS
        if seen < min(rows, ROWS):
            few[path] = (rows, seen)
        page.set_viewport_size(PHONE)
        first = page.evaluate(FIRST)
        if first > FIRST_BY:
            far[path] = first
        if too_small := page.evaluate(SMALL):
            small[path] = too_small
    assert few == {}
    assert far == {}
    assert small == {}
    assert walked > 10, "long lists were among them"


def test_one_line_says_who_is_signed_in_and_for_where(page, address) -> None:
    page.set_viewport_size(DESK)
    page.goto(f"{address}/app/staff/")
    mast = page.locator(".mast")
    assert "街道办公室" in mast.inner_text() and "6 处" in mast.inner_text()
    assert mast.bounding_box()["height"] <= 48
    assert page.locator("footer").count() == 0
    page.set_viewport_size(PHONE)
    assert mast.bounding_box()["height"] <= 48


def test_on_a_phone_the_line_of_sections_shows_where_one_is(page, address) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/app/staff/retention/")
    for here in page.locator("nav.main [aria-current]").all():
        box = here.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
