"""A clerk's roster in a real browser at phone size: thirty people pasted, four wrong, mended, each with a determination."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import judge
from tests.browser.test_journey import register
from tests.people.rosters.test_roster import HEADER, rows

pytestmark = pytest.mark.browser


def thirty() -> str:
    """Four of them wrong: a short number, a day to come, no place, a number twice."""
    made = rows()
    made[3] = made[3].replace("13800001203", "1380000120")
    made[7] = made[7].replace("2020-02-25", "2020-03-25")
    made[11] = made[11].replace("广东深圳", "")
    made[19] = made[19].replace("13800001219", "13800001218")
    return HEADER + "".join(made)


def mend(page: Page, field: str, value: str, picture: str = "") -> None:
    """The first row that is wrong."""
    page.get_by_role("link", name=re.compile("^(改|Mend)")).first.click()
    if picture:
        judge(page, picture)
    page.get_by_label(field, exact=False).first.fill(value)
    page.get_by_role("button", name=re.compile("保存这一行|Save this row")).click()


def test_thirty_people_on_a_phone(page: Page, address: str) -> None:
    register(page, address)
    page.goto(f"{address}/app/my/people/")
    judge(page, "people-none")
    page.get_by_role("link", name="粘贴名单").click()
    judge(page, "people-paste")
    page.get_by_label("粘贴名单").fill(thirty())
    page.get_by_role("button", name="看看每一行").click()
    judge(page, "people-import")
    page.get_by_role("button", name="收下好的 26 行").click()
    mend(page, "本人手机号", "13800001203", "people-mend")
    mend(page, "到本地的日期", "2月25日")
    mend(page, "从哪里来", "湖北武汉")
    mend(page, "本人手机号", "13800001219")
    page.get_by_role("button", name="收下好的 4 行").click()
    expect(page.locator("h1")).to_have_text("员工花名册")
    judge(page, "people")
    page.get_by_label("姓名或手机号").fill("13800001211")
    page.locator("#main").get_by_role("button", name="查找").click()
    page.get_by_role("link", name="示例丑").click()
    judge(page, "person")
    for name, path in (
        ("person-edit", "edit"),
        ("person-arrival", "arrival"),
        ("person-leave", "leave"),
    ):
        page.goto(f"{address}/app/my/people/1/{path}/")
        judge(page, name)
    for name, path in (
        ("people-notice", "notice"),
        ("people-wall", "wall"),
        ("people-upload", "upload"),
    ):
        page.goto(f"{address}/app/my/people/{path}/")
        judge(page, name)
    page.goto(f"{address}/app/my/people/upload/")
    page.get_by_label("花名册文件").set_input_files(
        {"name": "1.txt", "mimeType": "text/plain", "buffer": b"nobody"}
    )
    page.get_by_role("button", name="看看每一行").click()
    expect(page.locator("#summary")).to_be_focused()
    page.get_by_label("花名册文件").set_input_files(
        {"name": "1.txt", "mimeType": "text/plain", "buffer": thirty().encode()}
    )
    page.get_by_role("button", name="看看每一行").click()
    page.wait_for_url("**/people/import/*/")
    page.goto(f"{address}/app/my/people/wall/")
    page.get_by_role("button", name="做一个码").click()
    judge(page, "people-wall-code")


def test_the_same_in_english(page: Page, address: str) -> None:
    register(page, address)
    page.goto(f"{address}/app/my/people/?lang=en")
    page.get_by_role("link", name="Paste a list").click()
    page.get_by_label("Paste a list").fill(thirty())
    page.get_by_role("button", name="Look at each row").click()
    page.get_by_role("button", name="Take the 26 good rows").click()
    mend(page, "Own mobile number", "13800001203")
    page.get_by_role("button", name="Take the 1 good row").click()
    judge(page, "en-people-import")
    page.goto(f"{address}/app/my/people/1/")
    expect(page.locator("main")).to_contain_text("at home")
    judge(page, "en-person")
    assert not re.search(
        r"[\u4e00-\u9fff]{6,}", page.locator("main").inner_text().replace("示例", "")
    )
