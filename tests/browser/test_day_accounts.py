"""A card in a real browser: made, printed, scanned by another phone, and good for one grid."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.conftest import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about pages, not about the database"),
]
FOLDER = "/app/staff/accounts/day/"


def made(page, address: str, look: Callable[[Page, str], None]) -> None:
    page.goto(f"{address}{FOLDER}")
    look(page, "day-accounts-none")
    page.get_by_role("link", name="开一日账号", exact=True).click()
    look(page, "day-accounts-new")
    page.get_by_label("给谁用").fill("志愿者")
    page.get_by_label("在哪里").select_option("grid:qiantou-2")
    page.get_by_label("几张卡片").fill("3")
    page.get_by_label("到什么时候").fill(f"{NOW:%Y-%m-%d}T18:00")
    page.get_by_role("button", name="开好，打印卡片").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scanned", "typed"])
def test_a_card_is_made_and_lets_somebody_else_in(
    browser, address, staff, scripts
) -> None:
    staff("reviewer", ("qiantou",))
    page = browser.new_context(java_script_enabled=scripts).new_page()
    enter_as_staff(page, f"{address}/app/staff/sign-in/", "reviewer-1-qiantou")
    # axe waits for ever where no script runs
    look = judge if scripts else lambda _page, _name: None
    made(page, address, look)
    code = page.locator(".card .code").first.inner_text()
    look(page, "day-accounts-cards")
    other = browser.new_context(java_script_enabled=scripts).new_page()
    if scripts:
        other.goto(f"{address}/app/staff/sign-in/day/#{code.replace('-', '')}")
        expect(other.get_by_label("卡片上的号码")).to_have_value(code)
        assert other.url.endswith("/day/"), "it is off the address"
    else:
        other.goto(f"{address}/app/staff/sign-in/")
        other.get_by_role("link", name="用卡片上的号码登录").click()
        other.get_by_label("卡片上的号码").fill(code.lower())
    look(other, "day-accounts-code")
    other.locator("main").get_by_role("button", name="登录").click()
    other.wait_for_url(f"{address}/app/staff/")
    expect(other.locator("header")).to_contain_text("志愿者 1")
    page.goto(f"{address}{FOLDER}")
    look(page, "day-accounts-every")
    page.get_by_role("button", name="收回").last.click()
    expect(page.get_by_text("收回了“志愿者 1”")).to_be_visible()
    other.goto(f"{address}/app/staff/visits/")
    expect(other.get_by_role("heading", name="工作人员登录")).to_be_visible()
