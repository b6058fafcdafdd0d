"""Confirming what somebody else wrote, in a real browser: the list, one text before and after, and what went with one account."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from forms_app.base.profile import FILE
from tests.browser.axe import judge
from tests.browser.test_journey import sign_in
from tests.publishing.test_accept import GOOD, REFERENCE, put

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about pages, not about the database"),
]
FOLDER = "/app/staff/countersigns/"
ASKS = '\n[second_eyes]\napprovals = ["all"]\n'


@pytest.fixture
def waiting(office, publish) -> None:
    """An approval by file waits; nobody knows who wrote it."""
    file = office.content / FILE
    file.write_text(file.read_text(encoding="utf-8") + ASKS, encoding="utf-8")
    publish()
    put(office, GOOD)
    publish()


def open_the_first(page: Page, address: str) -> None:
    page.goto(f"{address}{FOLDER}")
    page.locator("main").get_by_role("link", name=REFERENCE).or_(
        page.locator(f"main a[href^='{FOLDER}']")
    ).first.click()


def test_a_text_is_read_confirmed_let_go_and_seen_on_pages_without_a_violation(
    waiting, page, address, staff
) -> None:
    staff("office", ("qiantou",))
    staff("reviewer", ("qiantou",))
    sign_in(page, address, "office-1-qiantou")
    page.goto(f"{address}{FOLDER}")
    judge(page, "countersigns")
    open_the_first(page, address)
    judge(page, "countersign-waits")
    page.get_by_role("button", name="看过了，确认").click()
    open_the_first(page, address)
    judge(page, "countersign-confirmed-once")
    page.get_by_text("紧急，不能等").click()
    judge(page, "countersign-urgent")
    page.get_by_role("button", name="紧急放行").click()
    expect(page.locator("#alone-reason-error, .errors, .error").first).to_be_visible()
    judge(page, "countersign-without-a-reason")
    page.get_by_label("为什么不能等第二个人").fill("示例：门店等着供货")
    page.get_by_role("button", name="紧急放行").click()
    page.goto(f"{address}{FOLDER}")
    judge(page, "countersigns-alone")
    page.context.clear_cookies()
    sign_in(page, address, "reviewer-1-qiantou")
    open_the_first(page, address)
    judge(page, "countersign-to-be-seen")
    page.get_by_role("button", name="我看过了").click()
    page.goto(f"{address}{FOLDER}")
    judge(page, "countersigns-none")
