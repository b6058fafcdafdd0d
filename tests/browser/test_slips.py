"""What was just made, on a phone: on one line in any size of type, copied by a button, there again after a reload."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import Door
from tests.browser.test_journey import register, sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about the page, not about the database"),
]


def on_one_line(page: Page) -> None:
    """Every code is on one line and within the screen."""
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for code in page.locator(".slip .code").all():
            lines = code.evaluate(
                "code => { const range = document.createRange(); range.selectNodeContents(code);"
                " return [range.getClientRects().length, code.scrollWidth <= code.clientWidth]; }"
            )
            assert lines == [1, True], (width, code.inner_text())
    page.set_viewport_size({"width": 375, "height": 800})


def test_a_code_is_read_copied_and_found_again_until_it_is_noted(
    page: Page, context, address: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    register(page, address)
    code = page.locator(".slip .code").last.inner_text()
    assert re.fullmatch(r"\w{4}-\w{4}-\w{4}", code)
    on_one_line(page)
    page.get_by_role("button", name="大字版").click()
    on_one_line(page)
    judge(page, "registered-large")
    page.get_by_role("button", name="大字版").click()
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_text("复制好了。")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert code in copied and "/app/" not in copied, "its link works once"
    page.reload()
    assert page.locator(".slip .code").last.inner_text() == code
    page.go_back()
    expect(page.locator(".slip .code").last).to_have_text(code)
    page.emulate_media(media="print")
    expect(page.locator(".slip .code").last).to_be_visible()
    expect(page.get_by_role("button", name="我记下了")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{address}/app/my/")
    judge(page, "my-not-noted")
    page.get_by_role("link", name="您的查询码").click()
    page.get_by_role("button", name="我记下了").click()
    page.wait_for_url(f"{address}/app/my/")
    assert code not in page.content()
    page.go_back()
    page.wait_for_load_state()
    assert code not in page.content(), "no page of it was stored"


def test_without_scripts_there_is_a_code_and_its_button_and_nothing_dead(
    browser, app, address: str
) -> None:
    reference, code = journeys.register(
        app.test_client(), name="示例广场", kind="building"
    )
    page = browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 800}
    ).new_page()
    Door(address, reference, code).enter(page)
    page.goto(f"{address}/app/my/tenants/add/")
    page.get_by_label("单位名称").fill("示例一号店")
    page.get_by_label("商铺", exact=False).first.check()
    page.get_by_label("还没有营业执照", exact=False).check()
    page.get_by_label("行业").select_option("retail")
    page.get_by_label("已告知租户", exact=False).check()
    page.get_by_role("button", name="登记").click()
    page.wait_for_url("**/tenants/codes/")
    expect(page.locator(".slip .code").last).to_be_visible()
    expect(page.get_by_role("button", name="复制")).to_be_hidden()
    page.get_by_role("button", name="我记下了").click()
    page.wait_for_url("**/app/my/tenants/")


def test_staff_hand_a_code_over(page: Page, address: str, staff) -> None:
    staff("admin")
    sign_in(page, address, "admin-0-all")
    page.goto(f"{address}/app/staff/accounts/new/")
    page.locator("#username").fill("east-gate")
    page.locator("#name").fill("东门值守")
    page.get_by_label("值守员", exact=True).check()
    page.locator("#points-xunmei-point-1").check()
    page.get_by_role("button", name="开账号").click()
    page.wait_for_load_state()
    judge(page, "account-opened")
    page.get_by_role("button", name="我记下了").click()
    expect(page.get_by_text("的一次性密码。")).to_have_count(0)
