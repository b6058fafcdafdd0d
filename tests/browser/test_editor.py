"""The editor of content files in a real browser: judged as one types, two people on one file, a notice from nothing to its page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import judge
from tests.browser.test_journey import enter, sign_in
from tests.browser.test_upload import chosen

pytestmark = pytest.mark.browser
LIST = "/app/staff/content/"
EDIT = f"{LIST}edit/notices/canteen.md/"
WHY = "改了什么，为什么"


def save(page: Page) -> None:
    page.get_by_role("button", name="保存").click()


def test_a_notice_is_written_in_the_browser_from_nothing_to_the_public_page(
    page, address, staff, office, release
) -> None:
    staff("office", ("qiantou",))
    sign_in(page, address, "office-1-qiantou")
    page.goto(f"{address}{LIST}")
    judge(page, "content-files")
    page.get_by_role("link", name="写一份新的").click()
    judge(page, "content-kinds")
    page.get_by_role("link", name="通知公告").click()
    page.get_by_role("button", name="开始写").click()
    expect(page.locator("#summary")).to_be_focused()
    page.get_by_label("标题").fill("示例：恢复堂食")
    judge(page, "content-new")
    page.get_by_role("button", name="开始写").click()
    body = page.get_by_label("正文")
    body.fill("示例：请打 13800001234")
    expect(page.locator("#faults")).to_contain_text("这里有电话号码")
    judge(page, "content-judged")
    page.locator("#faults a").click()
    expect(body).to_be_focused()
    body.fill("示例正文")
    expect(page.locator("#faults")).to_contain_text("没有错，可以存")
    body.select_text()
    page.get_by_role("button", name="加粗").click()
    expect(body).to_have_value("**示例正文**")
    page.keyboard.press("Control+z")
    expect(body).to_have_value("示例正文")
    assert not (office.content / "notices/shilihuifutangshi.md").exists()
    page.get_by_label(WHY).fill("示例：新的通知")
    save(page)
    expect(page.locator(".note.good").first).to_contain_text("已经存好")
    release()
    page.goto(f"{address}/notices/shilihuifutangshi/")
    expect(page.locator("main")).to_contain_text("示例正文")


def test_of_two_browsers_on_one_file_the_second_is_shown_both_and_loses_nothing(
    page, context, address, staff, office
) -> None:
    staff("office", ("qiantou",))
    staff("admin")
    other = context.browser.new_context(locale="zh-CN").new_page()
    for one, name in ((page, "office-1-qiantou"), (other, "admin-0-all")):
        sign_in(one, address, name)
        one.goto(f"{address}{EDIT}")
    page.get_by_label("标题").fill("示例：第一个人的标题")
    page.get_by_label(WHY).fill("示例：第一个人")
    save(page)
    other.get_by_label("正文").press("Control+End")
    other.keyboard.type("示例：第二个人的话")
    other.get_by_label(WHY).fill("示例：第二个人")
    save(other)
    alert = other.get_by_role("alert")  # nor is any publisher at work here
    expect(alert.filter(has_text="被别人改过")).to_be_visible()
    expect(other.locator(".compared")).to_contain_text("第一个人的标题")
    judge(other, "content-conflict")
    path = office.content / "notices" / "canteen.md"
    assert "第二个人" not in path.read_text(encoding="utf-8")
    other.get_by_label("标题").fill("示例：第一个人的标题")
    assert other.get_by_label(WHY).input_value() == "示例：第二个人"
    save(other)
    other.get_by_label("我看过了，就这样存").check()
    save(other)
    expect(other.locator(".note.good").first).to_contain_text("已经存好")
    text = path.read_text(encoding="utf-8")
    assert "第一个人的标题" in text and "第二个人的话" in text


def test_a_picture_goes_into_the_text_where_the_cursor_stands(
    page, address, staff, office
) -> None:
    staff("office", ("qiantou",))
    sign_in(page, address, "office-1-qiantou")
    page.goto(f"{address}{EDIT}")
    body = page.get_by_label("正文")
    body.fill("示例：前面\n\n示例：后面")
    body.evaluate("area => area.setSelectionRange(5, 5)")
    page.get_by_text("放图片").click()
    judge(page, "content-picture")
    upload = page.get_by_role("button", name="上传图片")
    upload.click()
    expect(page.locator("#picture-error")).to_contain_text("请选一张图片")
    expect(page.locator("#picture")).to_be_focused()
    judge(page, "content-picture-faulty")
    page.locator("#picture").set_input_files(chosen("red"))
    page.get_by_label("图上是什么").fill("示例：门口")
    upload.click()
    expect(page.locator("#pictured [role=status]")).to_contain_text("放进正文了")
    expect(body).to_be_focused()
    [name] = [one.name for one in (office.content / "media").glob("*.jpg")]
    shown = f"![示例：门口](media/{name})"
    expect(body).to_have_value(f"示例：前面\n\n{shown}\n\n示例：后面")
    expect(page.locator("#faults")).to_contain_text("没有错，可以存")
    judge(page, "content-picture-placed")


def test_without_scripts_a_picture_is_sent_beside_and_its_line_is_copied(
    browser: Browser, address, staff, office
) -> None:
    staff("office", ("qiantou",))
    context = browser.new_context(locale="zh-CN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/app/staff/")
    enter(page, "office-1-qiantou")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("登录")
    page.goto(f"{address}{EDIT}")
    page.get_by_label("正文").fill("示例：写了一半")
    page.get_by_text("放图片").click()
    page.locator("#picture").set_input_files(chosen("red"))
    page.get_by_label("图上是什么").fill("示例：门口")
    with context.expect_page() as opened:
        page.get_by_role("button", name="上传图片").click()
    expect(opened.value.locator("[data-markdown]")).to_contain_text(
        "![示例：门口](media/"
    )
    expect(page.get_by_label("正文")).to_have_value("示例：写了一半")
    assert len(list((office.content / "media").glob("*.jpg"))) == 1
    context.close()
