"""Two steps in a real browser: set up with a phone and on paper, signed in with, all of it without a script too."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forms_app.base.accounts import confirmation
from tests.base.second_step import codes as base
from tests.base.second_step.codes import CODE, PAGE, SET_UP, shown
from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about pages, not about the database"),
]
NAME = "reviewer-1-qiantou"


def enter(page: Page, address: str) -> None:
    enter_as_staff(page, f"{address}/app/staff/sign-in/", NAME)


def prove(page: Page, code: str, button: str) -> None:
    page.get_by_label("验证码").fill(code)
    page.locator("main").get_by_role("button", name=button, exact=True).click()


def set_up(page: Page, address: str) -> tuple[str, list[str]]:
    page.goto(f"{address}{PAGE}")
    judge(page, "second-step-none")
    page.get_by_role("link", name="设置验证器").click()
    page.wait_for_url(f"{address}{SET_UP}")
    secret = re.sub(r"\s", "", page.locator("main code").inner_text())
    prove(page, "12345", "设好")
    expect(page.get_by_label("验证码")).to_have_attribute("aria-invalid", "true")
    judge(page, "second-step-set-up")
    prove(page, shown(secret, -1), "设好")
    judge(page, "second-step-codes")
    return secret, page.locator(".recovery .code").all_inner_texts()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_steps_are_set_up_and_signed_in_with(
    browser, address, staff, scripts
) -> None:
    staff("reviewer", ("qiantou",))
    page = browser.new_context(java_script_enabled=scripts).new_page()
    enter(page, address)
    if scripts:
        secret, codes = set_up(page, address)
        page.get_by_role("button", name="我记下了").click()
        judge(page, "second-step-own")
    else:
        page.goto(f"{address}{SET_UP}")
        secret = re.sub(r"\s", "", page.locator("main code").inner_text())
        prove(page, shown(secret, -1), "设好")
        codes = page.locator(".recovery .code").all_inner_texts()
    assert len(codes) == 10
    other = browser.new_context(java_script_enabled=scripts).new_page()
    enter(other, address)
    other.wait_for_url(f"{address}{CODE}")
    if scripts:
        judge(other, "second-step-code")
    prove(other, codes[0], "登录")
    other.wait_for_url(f"{address}/app/staff/")
    third = browser.new_context(java_script_enabled=scripts).new_page()
    enter(third, address)
    prove(third, shown(secret), "登录")
    third.wait_for_url(f"{address}/app/staff/")


def test_who_signed_in_a_while_ago_proves_it_again(
    page, address, staff, monkeypatch
) -> None:
    staff("admin")
    enter_as_staff(page, f"{address}/app/staff/sign-in/", "admin-0-all")
    page.wait_for_url("**/app/staff/")
    monkeypatch.setattr(confirmation, "HOLDS", timedelta(0))
    page.goto(f"{address}/app/staff/accounts/new/")
    page.wait_for_url("**/app/confirm/**")
    page.get_by_label("密码或验证码").fill("wrong")
    page.locator("main").get_by_role("button", name="继续").click()
    expect(page.locator("#summary")).to_be_focused()
    judge(page, "confirm-anew")
    monkeypatch.undo()
    page.get_by_label("密码或验证码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="继续").click()
    page.wait_for_url("**/app/staff/accounts/new/")


def test_a_lost_phone_is_reset_by_two_administrators(browser, address, staff) -> None:
    base.set_up(staff("reviewer", ("qiantou",)))
    staff("admin")
    staff("admin", ("qiantou",))
    first, second = (browser.new_context().new_page() for _ in range(2))
    enter_as_staff(first, f"{address}/app/staff/sign-in/", "admin-0-all")
    first.goto(f"{address}/app/staff/accounts/1/")
    first.get_by_role("link", name="重设两步验证").click()
    first.get_by_label("为什么重设").fill("示例：手机丢了，已当面核对")
    judge(first, "second-step-reset-asks")
    first.get_by_role("button", name="提出重设").click()
    expect(first.get_by_text("等另一位管理员确认")).to_be_visible()
    enter_as_staff(second, f"{address}/app/staff/sign-in/", "admin-1-qiantou")
    second.wait_for_url("**/app/staff/")
    second.get_by_role("link", name=NAME).first.click()
    judge(second, "second-step-reset-confirms")
    second.get_by_role("button", name="确认重设").click()
    expect(second.get_by_text("还没有设")).to_be_visible()
    page = browser.new_context().new_page()
    enter(page, address)
    page.wait_for_url(f"{address}/app/staff/")
