"""A time for the check at the door, on a phone: picked, moved once, and then moved by a call only."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import Door, enter_as_staff
from tests.conftest import post

pytestmark = [
    pytest.mark.browser,
    pytest.mark.same_on_both(reason="about the page, not about the database"),
]
NINE = "3月6日（周五）上午9:00–10:00"
TWO_AT = "2020-03-05T14:00:00+08:00"
THREE_AT = "2020-03-05T15:00:00+08:00"
TWO = "3月5日（周四）下午14:00–15:00"


def test_a_time_is_picked_moved_once_and_then_moved_by_a_call_only(
    page: Page, app, staff, address: str
) -> None:
    client = app.test_client()
    reference, code = journeys.register(client)
    journeys.apply(client)
    journeys.accept(staff("reviewer", ("qiantou",)))
    Door(address, reference, code).enter(page)
    judge(page, "visit-asked")
    page.get_by_role("link", name="选上门的时间").click()
    judge(page, "visit-pick")
    page.get_by_role("button", name="就选这个时间").click()
    expect(page.locator("#summary")).to_be_focused()
    judge(page, "visit-pick-failed")
    page.get_by_label(NINE).check()
    page.get_by_role("button", name="就选这个时间").click()
    expect(page.locator("main")).to_contain_text(f"{NINE} 有人上门核验")
    judge(page, "visit-agreed")
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="加到手机日历").click()
    assert downloaded.value.suggested_filename == "visit.ics"
    page.get_by_role("link", name="改时间").click()
    judge(page, "visit-move")
    expect(page.get_by_label(NINE)).to_have_count(0)
    page.get_by_label(TWO).check()
    page.get_by_role("button", name="改成这个时间").click()
    expect(page.locator("main")).to_contain_text(f"{TWO} 有人上门核验")
    expect(page.get_by_role("link", name="改时间")).to_have_count(0)
    expect(page.get_by_text("您已经改过一次时间")).to_be_visible()
    judge(page, "visit-moved")
    page.goto(f"{address}/app/my/visit/")
    expect(page.get_by_text("您已经改过一次时间")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    judge(page, "visit-fixed")
    page.goto(f"{address}/app/my/?lang=en")
    expect(page.locator("main")).to_contain_text("Thu 5 March, 14:00–15:00")
    judge(page, "visit-moved-en")


def test_staff_see_the_day_by_time_and_set_one_for_whoever_calls(
    page: Page, app, staff, address: str
) -> None:
    shops = []
    reviewer = staff("reviewer", ("qiantou",))
    for number, at in ((1, THREE_AT), (2, TWO_AT), (3, "")):
        client = app.test_client()
        named = {"name": f"示例第{number}店", "address": f"示例路 {number} 号"}
        shops.append(journeys.register(client, **named)[0])
        journeys.apply(client)
        journeys.accept(reviewer, number)
        if at:
            post(client, "/app/my/visit/", at=at)
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert worker.get("/app/staff/").status_code == 200
    agenda = f"{address}/app/staff/lists/agenda/"
    enter_as_staff(page, agenda, "grid-worker-0-qiantou-2")
    if page.locator("[name=why]").count():
        page.locator("[name=why]").first.check()
        page.locator("main form button").first.click()
    page.goto(agenda)
    seen = page.locator("tbody tr")
    expect(seen).to_have_count(2)
    expect(seen.first).to_contain_text("示例第2店")
    expect(seen.last).to_contain_text("示例第1店")
    judge(page, "visit-agenda")
    page.goto(f"{address}/app/staff/enterprises/{shops[2]}/visit/")
    judge(page, "visit-arrange")
    page.get_by_role("button", name="记下约好的时间").click()
    expect(page.locator("#summary")).to_be_focused()
    page.get_by_label("时间", exact=True).select_option(label=TWO)
    page.get_by_role("button", name="记下约好的时间").click()
    expect(page.locator("main")).to_contain_text(f"约好了：{TWO}")
    judge(page, "visit-arranged")
    page.goto(agenda)
    expect(seen).to_have_count(3)
    expect(seen.nth(1)).to_contain_text("示例第3店")
    page.goto(f"{address}/app/staff/applications/?agreed=today")
    expect(seen).to_have_count(3)
    judge(page, "visit-queue")
