"""A button pressed again on a slow network, and after going back: one thing is made, and its number is shown."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from forms_app.base.office import Office
from forms_app.ledger.items.models import Item
from tests.browser.test_journey import register, tick

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about the browser, not about the database"),
]
SLOW = {
    "offline": False,
    "latency": 1500,
    "downloadThroughput": -1,
    "uploadThroughput": -1,
}

THREE_PRESSES = """() => {
  const button = document.querySelector("main form button");
  for (const after of [0, 300, 600]) setTimeout(() => button.click(), after);
}"""


def items(office: Office) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Item)) or 0


def test_three_presses_on_a_slow_network_make_one_report(
    page: Page, context, address: str, office: Office
) -> None:
    page.goto(f"{address}/app/feedback/")
    tick(page, "名称、地址或社区写错了")
    page.get_by_label("哪里不对").fill("示例：门牌写错了")
    page.get_by_label("由哪个社区答复").select_option("qiantou")
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.evaluate(THREE_PRESSES)
    expect(page.locator(".code").first).to_be_visible(timeout=30_000)
    assert items(office) == 1


def test_back_and_again_on_a_page_that_is_not_kept_is_the_same_request(
    page: Page, address: str, office: Office
) -> None:
    register(page, address)
    page.get_by_role("button", name="我记下了").click()
    before = items(office)

    def send() -> None:
        page.get_by_label("详细情况（可以不填）").fill("示例：缺口罩")
        page.get_by_role("button", name="提交").click()
        page.wait_for_url(re.compile(r"/app/my/items/\d+/"))

    page.goto(f"{address}/app/my/requests/new/")
    page.locator("select").first.select_option(index=1)
    page.get_by_label("什么事").fill("示例口罩")
    send()
    first = page.url
    page.go_back()
    page.locator("select").first.select_option(index=1)
    page.get_by_label("什么事").fill("示例口罩")
    send()
    assert page.url == first
    assert items(office) == before + 1
    page.goto(f"{address}/app/my/requests/new/")
    page.locator("select").first.select_option(index=1)
    page.get_by_label("什么事").fill("示例口罩")
    send()
    assert items(office) == before + 2, "asked for anew it is another one"
