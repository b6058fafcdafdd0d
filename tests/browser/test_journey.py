"""The main job in a real browser at phone size, judged by axe on every kind of page; pictures with --pictures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import judge
from tests.conftest import NOW, PASSWORD
from tests.publishing.test_accept import GOOD, put
from tests.rule_files import DECISIONS

pytestmark = pytest.mark.browser


def tick(page: Page, label: str) -> None:
    page.get_by_label(label, exact=False).first.check()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="保存并继续").click()


def register(page: Page, address: str) -> str:
    page.goto(f"{address}/app/apply/")
    judge(page, "apply-start")
    page.get_by_role("link", name="登记并申请").click()
    go_on(page)
    expect(page.locator("#summary")).to_be_focused()
    judge(page, "register-who-failed")
    page.get_by_label("单位名称").fill("示例箱包厂")
    tick(page, "商铺")
    tick(page, "还没有营业执照")
    page.get_by_label("行业").select_option("retail")
    go_on(page)
    page.get_by_label("在哪个社区和网格").select_option("qiantou")
    page.get_by_label("经营地址").fill("示例路 8 号")
    judge(page, "register-where")
    go_on(page)
    page.get_by_label("防疫联系人").fill("示例联系人")
    page.get_by_label("联系电话").fill("138 0000 9876")
    tick(page, "我已阅读并同意")
    judge(page, "register-contact")
    page.get_by_role("button", name="完成登记").click()
    judge(page, "registered")
    return page.locator(".code").first.inner_text()


def apply(page: Page) -> None:
    page.get_by_role("button", name="接着申请开工").click()
    page.get_by_label("打算哪一天开工").fill("2020-03-08")
    page.get_by_label("一共有多少员工").fill("5")
    page.locator("#first_batch").fill("7")
    judge(page, "apply-people")
    go_on(page)
    judge(page, "apply-people-failed")
    page.locator("#first_batch").fill("3")
    go_on(page)
    for name, value in (
        ("masks", "10"),
        ("disinfectant", "6"),
        ("thermometers", "1"),
        ("complete_by", "三天内"),
    ):
        page.locator(f"#{name}").fill(value)
    judge(page, "apply-supplies")
    go_on(page)
    page.locator("#temperature_by").fill("门口值班员")
    for name in ("meals-1", "commute-0"):
        page.locator(f"#{name}").check()
    page.locator("#disinfections").fill("2")
    judge(page, "apply-measures")
    go_on(page)
    judge(page, "apply-check")
    page.locator("#promised").check()
    page.get_by_role("button", name="提交申请").click()
    judge(page, "receipt")


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/app/staff/")
    judge(page, "staff-sign-in")
    enter(page, name)


def enter(page: Page, name: str) -> None:
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()


def say_why(page: Page, address: str) -> None:
    """What whoever opens somebody's data is asked once an hour."""
    page.goto(f"{address}/app/staff/why/")
    page.locator("[name=why]").first.check()
    page.locator("main form button").first.click()


@pytest.mark.everyday
def test_from_registration_to_the_public_list_and_away_again(
    page, context, address, staff, office, release
) -> None:
    staff("reviewer", ("qiantou",))
    reference = register(page, address)
    apply(page)
    page.goto(f"{address}/app/my/")
    judge(page, "my")
    desk = context.browser.new_context(
        viewport={"width": 375, "height": 800}
    ).new_page()
    sign_in(desk, address, "reviewer-1-qiantou")
    judge(desk, "staff-today")
    desk.goto(f"{address}/app/staff/applications/")
    judge(desk, "staff-queue")
    desk.get_by_role("link", name="示例箱包厂").click()
    judge(desk, "staff-application")
    desk.locator("#supplies").fill("口罩只有 10 个，请补到 21 个以上")
    desk.get_by_role("button", name="退回补正").click()
    page.reload()
    judge(page, "my-returned")
    page.get_by_role("link", name="去改").click()
    page.locator("#masks").fill("30")
    go_on(page)
    expect(page.locator("#promised")).to_be_checked()
    page.get_by_role("button", name="提交申请").click()
    desk.reload()
    desk.get_by_label("第几批").fill("3")
    desk.get_by_role("button", name="受理").click()
    release()
    desk.get_by_role("link", name="上门核验").click()
    desk.get_by_role("button", name="保存核验结果").click()
    judge(desk, "site-check-failed")
    for radio in desk.locator('.two label:first-child input[type="radio"]').all():
        radio.check()
    desk.get_by_label("社区", exact=True).check()
    desk.get_by_role("button", name="保存核验结果").click()
    judge(desk, "staff-enterprise")
    desk.get_by_role("link", name="准予开工").click()
    judge(desk, "permission")
    desk.get_by_role("button", name="确认准予开工").click()
    watcher = context.new_page()
    watcher.goto(f"{address}/enterprises/qiantou/")
    expect(watcher.get_by_text("还没有单位准予开工")).to_be_visible()
    release()
    expect(watcher.get_by_role("link", name=re.compile("示例箱包厂"))).to_be_visible(
        timeout=25_000
    )  # by itself
    watcher.goto(f"{address}/enterprises/{reference}/")
    expect(watcher.get_by_text("有效").first).to_be_visible()
    page.goto(f"{address}/app/my/")
    judge(page, "my-approved")
    page.get_by_role("button", name="打印开工喜报").click()
    expect(page.get_by_role("heading", name="开工大吉")).to_be_visible()
    judge(page, "poster")
    desk.goto(f"{address}/app/staff/calls/")
    judge(desk, "calls")
    desk.goto(f"{address}/app/staff/enterprises/{reference}/suspend/")
    desk.get_by_label("理由").fill("入口测温没有落实")
    desk.get_by_role("button", name="确认暂停开工").click()
    release()
    watcher.goto(f"{address}/enterprises/{reference}/")
    expect(watcher.get_by_text("入口测温没有落实").first).to_be_visible()
    judge(watcher, "suspended")
    file = office.content / DECISIONS / "qiantou" / f"{reference}.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "Status: suspended", "Status: revoked"
        ),
        encoding="utf-8",
    )
    release()
    watcher.reload()
    expect(watcher.get_by_text("已撤销").first).to_be_visible()
    judge(watcher, "revoked")
    file.unlink()
    release()
    watcher.reload()
    expect(watcher.get_by_text("已撤下").first).to_be_visible()


def test_public_pages_have_no_violation_and_work_without_scripts(
    page, context, address, office, release
) -> None:
    put(office, GOOD)
    put(office, GOOD.replace("QT-7K3M9P", "QT-ACCCCC"), "QT-ACCCCC")
    release()
    put(
        office,
        GOOD.replace("QT-7K3M9P", "QT-ACCCCC").replace("approved", "aproved"),
        "QT-ACCCCC",
    )
    release()
    pages = [
        "",
        "enterprises/",
        "enterprises/qiantou/",
        "enterprises/QT-7K3M9P/",
        "enterprises/QT-ACCCCC/",
        "notices/",
        "letters/",
    ]
    pages += [
        "notices/how-to-apply/",
        "letters/to-friends/",
        "policies/",
        "policies/rent-relief/",
        "policies/privacy/",
        "shops/",
        "measures/",
        "plans/",
        "communities/",
        "communities/tonghai/",
    ]
    pages += [
        "statistics/",
        "help/",
        "help/reviewer/",
        "404.html",
        "en/",
        "en/enterprises/",
        "en/statistics/",
        "data/",
        "communities/qiantou/",
        "en/communities/qiantou/",
        "app/grid/?at=示例路12号",
        "app/my/sign-in/",
        "app/none/",
    ]
    refused: list[str] = []
    page.on(
        "console",
        lambda message: (
            refused.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    for path in pages:
        page.goto(f"{address}/{path}")
        judge(page, path.strip("/").replace("/", "-") or "home")
    assert refused == []
    plain = context.browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{address}/enterprises/qiantou/")
    expect(
        plain.get_by_role("link", name=re.compile("示例箱包厂")).first
    ).to_be_visible()


def test_the_list_is_searched_by_name_initials_and_reference(
    page, address, office, release
) -> None:
    put(office, GOOD)
    release()
    page.goto(f"{address}/enterprises/")
    for words in ("箱包", "slxb", "7k3m"):
        page.get_by_label("按名称").fill(words)
        expect(
            page.locator("#found").get_by_role("link", name="示例箱包厂")
        ).to_be_visible()
    page.get_by_label("按名称").fill("没有这家")
    expect(page.get_by_text("没有找到")).to_be_visible()
    page.get_by_label("按名称").fill("")
    page.get_by_label("类别").select_option("enterprise")
    page.get_by_label("社区").select_option("qiantou")
    expect(page.locator("#found .tag.valid")).to_be_visible()
    judge(page, "list-filtered")
    page.get_by_label("状态").select_option("revoked")
    expect(page.get_by_text("都不合所选的")).to_be_visible()


def test_staff_pages_have_no_violation(page, address, office, staff, release) -> None:
    staff("admin")
    put(office, GOOD.replace("approved", "aproved"))
    release()
    sign_in(page, address, "admin-0-all")
    for path in (
        "",
        "applications/",
        "enterprises/",
        "register/",
        "calls/",
        "publishing/",
        "accounts/",
        "accounts/new/",
        "accounts/1/",
        "password/",
    ):
        page.goto(f"{address}/app/staff/{path}")
        judge(page, f"staff-{path.strip('/') or 'desk'}")
    assert NOW.year == 2020
