"""How far it is from the public home to an application that is handed in, and to a report: pages, taps and fields, on a phone, with scripts and without."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="about pages")]
MOST_PAGES = 9
MOST_FIELDS = 20


@dataclass
class Finger:
    """Somebody on a phone, counted. A page counts when something is done on it; a field
    when it is typed into or an answer to it is picked, however long the answer is.
    """

    page: Page
    pages: list[str] = field(default_factory=list)
    taps: int = 0
    fields: list[str] = field(default_factory=list)

    def tap(self, target: Locator) -> None:
        where = re.sub(r"[?#].*", "", self.page.url).partition(
            "/",
        )[2]
        path = "/" + where.partition("/")[2].partition("/")[2]
        if not self.pages or self.pages[-1] != path:
            self.pages.append(path)
        self.taps += 1
        target.click()
        self.page.wait_for_load_state()

    def press(self, name: str) -> None:
        self.tap(self.page.get_by_role("button", name=name).first)

    def follow(self, name: str) -> None:
        self.tap(self.page.get_by_role("link", name=name).first)

    def write(self, label: str, text: str) -> None:
        self.fields.append(label)
        self.taps += 1
        self.page.get_by_label(label).first.fill(text)

    def pick(self, label: str) -> None:
        self.fields.append(label)
        self.taps += 1
        self.page.get_by_label(label, exact=False).first.check()

    def choose(self, label: str, value: str) -> None:
        self.fields.append(label)
        self.taps += 2  # the menu, and the answer in it
        self.page.get_by_label(label).select_option(value)


def apply(finger: Finger) -> None:
    finger.follow("申请开工")
    finger.follow("登记并申请")
    finger.write("单位名称", "示例面馆")
    finger.pick("商铺")
    finger.pick("还没有营业执照")
    finger.choose("行业", "food")
    finger.press("保存并继续")
    finger.write("经营地址", "示例路 8 号")
    finger.choose("在哪个社区和网格", "?")
    finger.press("保存并继续")
    finger.write("防疫联系人", "示例店主")
    finger.write("联系电话", "13800009876")
    finger.pick("我已阅读并同意")
    finger.press("完成登记")
    finger.press("接着申请开工")
    finger.write("打算哪一天开工", "2020-03-08")
    finger.write("一共有多少员工", "3")
    finger.write("第一批回来多少人", "3")
    finger.press("保存并继续")
    for name in ("口罩", "消毒液", "测温仪"):
        finger.write(name, "30")
    finger.press("保存并继续")
    finger.write("入口由谁测温", "店主")
    finger.pick("不在单位吃")
    finger.pick("自己来")
    finger.write("每天消毒几次", "2")
    finger.press("保存并继续")
    finger.pick("以上各条，我都承诺")
    finger.press("提交申请")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_shop_of_three_registers_and_applies(
    browser, address, browser_context_args, scripts
) -> None:
    context: BrowserContext = browser.new_context(
        **{**browser_context_args, "java_script_enabled": scripts}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    finger = Finger(page)
    page.goto(address)
    apply(finger)
    assert "已收到您的申请" in page.inner_text("main")
    print(
        f"scripts {scripts}: {len(finger.pages) - 1} pages after the home, {finger.taps} taps, {len(finger.fields)} fields",
        finger.pages,
        finger.fields,
    )
    context.close()
