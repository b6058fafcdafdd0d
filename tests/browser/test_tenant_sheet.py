"""A mall registers its tenants from a sheet, prints their cards and applies for all that are alike, on a phone and at a desk."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import PICTURES, judge
from tests.browser.test_upload import signed_in
from tests.permits.tenants.test_mall import ALIKE, EVERY, apply_for, mall
from tests.permits.tenants.test_sheet import SHEET, row, text

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="a browser")]
__all__ = ["mall"]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_a_sheet_is_looked_at_registered_printed_and_applied_for(
    page: Page, context: BrowserContext, address: str, client, mall
) -> None:
    signed_in(context, client, address)
    page.goto(f"{address}{SHEET}")
    judge(page, "tenants-empty")
    rows = text(*(row(number) for number in range(1, 9)), row(9, phone="12"))
    page.locator("#sheet").set_input_files(
        {
            "name": "t.csv",
            "mimeType": "text/csv",
            "buffer": rows.replace("\t", ",").encode(),
        }
    )
    press(page, "看看每一行")
    expect(page.get_by_role("heading", name="要改的 1 行")).to_be_visible()
    judge(page, "tenants-rows")
    page.get_by_label("已告知每一家").check()
    press(page, "登记这 8 家")
    expect(page.locator(".note.good")).to_contain_text("登记好了 8 家")
    judge(page, "tenants-left")
    page.get_by_role("link", name="打印查询码").click()
    expect(page.locator(".cut")).to_have_count(8)
    page.reload()
    expect(page.locator(".cut")).to_have_count(8)
    judge(page, "tenants-cards")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.screenshot(path=str(PICTURES / "tenants-cards-printed.png"), full_page=True)
    page.emulate_media(media="screen")
    reference = page.locator(".cut .code").first.inner_text()
    press(page, "我记下了")
    expect(page).to_have_url(f"{address}{EVERY}")
    apply_for(client, reference)
    page.goto(f"{address}{ALIKE}")
    page.get_by_role("link", name="全部勾上").click()
    judge(page, "tenants-alike")
    page.get_by_label("勾选的每一家都和样板一样").check()
    press(page, "替勾选的每一家提交申请")
    expect(page.locator(".note.good")).to_contain_text("替 7 家交了申请")
    page.goto(f"{address}{EVERY}")
    judge(page, "tenants-states")
