"""Another emergency's application on a phone: a question appears with the answer it depends on, photos answer one, and a sheet asks the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import journeys
from tests.base.attachments.test_deposits import photo
from tests.base.xlsforms.forms import FORMS
from tests.browser.axe import judge
from tests.permits.resumption.test_application_files import ASKED
from tests.permits.resumption.test_application_form import begin, newest


def sign_in(page: Page, address: str, reference: str, word: str) -> None:
    """On a phone."""
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{address}/app/my/sign-in/")
    page.locator("#reference").fill(reference)
    page.locator("#access_code").fill(word)
    page.get_by_role("button", name="进入").click()
    page.wait_for_url("**/app/my/")


def promise(page: Page) -> None:
    expect(page.get_by_text("有人守夜")).to_be_visible()
    page.locator("[name=promised]").check()


def test_a_question_appears_with_the_answer_it_depends_on(
    page: Page, address: str, office, publish, client
) -> None:
    reference, word = begin(client, office, publish)
    sign_in(page, address, reference, word)
    page.goto(f"{address}/app/apply/site/")
    lamps = page.get_by_label("应急灯归哪个岗位管")
    expect(lamps).to_be_hidden()
    page.get_by_label("应急灯", exact=True).check()
    expect(lamps).to_be_visible()
    judge(page, "questions")
    page.get_by_label("应急灯", exact=True).uncheck()
    expect(lamps).to_be_hidden()
    page.get_by_label("有多少人上班").fill("12")
    page.get_by_label("没有", exact=True).check()
    page.get_by_label("水泵").check()
    page.get_by_label("沙袋").check()
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("heading", name="核对并提交")).to_be_visible()
    promise(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text(reference).first).to_be_visible()
    assert newest(office).stage == "submitted"


@pytest.mark.walk
def test_a_form_from_a_sheet_asks_the_same_here(
    page: Page, address: str, app, office, publish, client, tmp_path
) -> None:
    """Its choices in their order, what is relevant with which answer, and its bounds."""
    publish()
    file = tmp_path / "form.xlsx"
    file.write_bytes(FORMS["flood"].data)
    done = app.test_cli_runner().invoke(args=["form", "import", str(file), "--force"])
    assert done.exit_code == 0, done.output
    publish()
    reference, word = journeys.register(client)
    sign_in(page, address, reference, word)
    page.goto(f"{address}/app/apply/")
    page.get_by_role("button", name="开始或接着填").click()
    gear = page.get_by_role("group", name="有哪些防汛物资")
    expect(gear.get_by_role("checkbox")).to_have_count(3)
    assert gear.locator("label").all_inner_texts() == ["水泵", "沙袋", "应急灯"]
    keeper = page.get_by_label("应急灯归哪个岗位管")
    expect(keeper).to_be_hidden()
    gear.get_by_label("应急灯").check()
    expect(keeper).to_be_visible()
    page.get_by_label("有多少人上班").fill("201")
    page.get_by_role("button", name="保存并继续").click()
    summary = page.locator("#summary")
    for told in ("请填 1 到 200 的整数", "请选一项", "请至少选 2 项", "请填这一项"):
        expect(summary).to_contain_text(told)
    judge(page, "form from a sheet")
    page.get_by_label("有多少人上班").fill("200")
    page.get_by_label("有", exact=True).check()
    gear.get_by_label("水泵").check()
    keeper.fill("夜班")
    page.get_by_role("button", name="保存并继续").click()
    expect(page.get_by_role("heading", name="地下室")).to_be_visible()
    page.get_by_label("有几间房").fill("2")
    page.get_by_role("button", name="保存并继续").click()
    promise(page)
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text(reference).first).to_be_visible()
    kept = newest(office).answers
    assert kept["site"]["gear"] == ["pump", "lamp"] and kept["cellar"]["rooms"] == 2


def test_photos_are_chosen_kept_and_taken_out_on_a_phone(
    page: Page, address: str, office, publish, client, tmp_path
) -> None:
    reference, word = begin(client, office, publish, ASKED)
    picture = tmp_path / "door.jpg"
    picture.write_bytes(photo()[0].getvalue())
    sign_in(page, address, reference, word)
    page.goto(f"{address}/app/apply/site/")
    page.get_by_label("门口的照片").set_input_files(str(picture))
    page.get_by_role("button", name="保存并继续").click()
    expect(page.locator(".shots img")).to_have_count(1)
    expect(page.get_by_label("有多少人上班")).to_be_visible()
    judge(page, "photos of a question")
    page.get_by_label("删除").check()
    page.get_by_role("button", name="保存并继续").click()
    expect(page.locator(".shots img")).to_have_count(0)
    expect(page.locator("#summary")).to_contain_text("请至少交 1 个文件")
