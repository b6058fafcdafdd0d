"""The traps of a public form in a real browser: nobody meets them; what is caught all the same is let through by staff."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from forms_app.base.office import Office
from forms_app.base.quarantine.models import Quarantined
from tests.base.quarantine.forms import bound, pass_by
from tests.browser.axe import judge
from tests.browser.test_journey import sign_in, tick

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about the browser, not about the database"),
]
FEEDBACK = "/app/feedback/"
FOLDER = "/app/staff/junk/"
MOST_STOPS = 60


def fill_in(page: Page, said: str) -> None:
    tick(page, "名称、地址或社区写错了")
    page.get_by_label("哪里不对").fill(said)
    page.get_by_label("由哪个社区答复").select_option("qiantou")


def lying(office: Office) -> list[Quarantined]:
    with office.database.reading() as session:
        return list(session.scalars(select(Quarantined)))


def stops(page: Page) -> list[str]:
    """The names of what the tab key leads to, until the button of the form."""
    found: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        where = "[document.activeElement.name, document.activeElement.textContent]"
        name, text = page.evaluate(where)
        found.append(name or "")
        if "提交" in text:
            return found
    raise AssertionError("the button is never reached")


def test_nobody_sees_hears_or_reaches_the_trap(page: Page, address: str) -> None:
    page.goto(f"{address}{FEEDBACK}")
    assert page.locator("#leave_empty").count() == 1
    assert page.get_by_role("textbox", name="留空").count() == 0, "not heard"
    box = page.locator("#leave_empty").evaluate(
        "one => one.parentElement.getBoundingClientRect().toJSON()"
    )
    assert (box["width"], box["height"]) == (1, 1), "not seen"
    reached = stops(page)
    assert "text" in reached and "phone" in reached
    assert "leave_empty" not in reached


def test_without_a_script_and_at_leisure_a_report_is_taken(
    browser: Browser, address: str, office: Office
) -> None:
    bound(office, seconds=3)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}{FEEDBACK}")
    fill_in(page, "示例：门牌写错了")
    pass_by(office, seconds=4)
    page.get_by_role("button", name="提交").click()
    expect(page.locator(".code").first).to_be_visible()
    assert lying(office) == []
    page.context.close()


def test_staff_tick_what_is_real_and_take_it_back(
    page: Page, address: str, office: Office, staff
) -> None:
    bound(office, seconds=3)
    for said in ("示例：门牌写错了", "示例：地址写错了"):
        page.goto(f"{address}{FEEDBACK}")
        fill_in(page, said)
        page.get_by_role("button", name="提交").click()
        expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    judge(page, "received")
    staff("reviewer", ("qiantou",))
    sign_in(page, address, "reviewer-1-qiantou")
    page.goto(f"{address}{FOLDER}")
    expect(page.locator("[data-row]")).to_have_count(2)
    judge(page, "junk")
    page.get_by_role("link", name="全选这一页").click()
    page.get_by_role("button", name="是真的，放行").click()
    expect(page.get_by_role("heading", name="说过的，还能撤回")).to_be_visible()
    assert {row.decision for row in lying(office)} == {"real"}
    row = page.locator("[data-row]", has_text="示例：门牌写错了")
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="撤回选中的").click()
    expect(page.locator("[data-row]")).to_have_count(2)
    assert {row.decision for row in lying(office)} == {"real", ""}
    judge(page, "junk, said")
