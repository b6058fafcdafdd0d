"""Another emergency's application on a phone: a question appears with the answer it depends on."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_journey import judge
from tests.permits.resumption.test_application_form import begin, newest


def test_a_question_appears_with_the_answer_it_depends_on(
    page: Page, address: str, office, publish, client
) -> None:
    reference, word = begin(client, office, publish)
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{address}/app/my/sign-in/")
    page.locator("#reference").fill(reference)
    page.locator("#access_code").fill(word)
    page.get_by_role("button", name="进入").click()
    page.wait_for_url("**/app/my/")
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
    page.get_by_label("有人守夜").check()
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text(reference).first).to_be_visible()
    assert newest(office).stage == "submitted"
