"""The keeper's phone in a real browser: by keyboard in a few steps, and what was entered without a network arrives once."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.gates.models import Passage
from tests.browser.test_journey import RULES
from tests.conftest import PASSWORD
from tests.gates.test_gate import factory

pytestmark = pytest.mark.browser
POINT = "app/gate/xunmei-point-1/"


WHAT_WAITS = """async () => {
  const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
  const database = await done(indexedDB.open("queue"));
  const records = await done(database.transaction("records").objectStore("records").getAll());
  return records.map((one) => one.id + new TextDecoder("latin1").decode(one.data));
}"""


@pytest.fixture
def gate(page: Page, address: str, staff) -> Page:
    """A keeper, signed in and on duty, on the page of the point."""
    staff("keeper", ("xunmei",))
    page.goto(f"{address}/app/staff/")
    page.get_by_label("账号").fill("keeper-1-xunmei")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.goto(f"{address}/{POINT}")
    judge(page)
    page.get_by_label("谁在岗").fill("示例守门")
    page.get_by_role("button", name="上岗").click()
    expect(page.locator("#tail")).to_be_focused()
    return page


def judge(page: Page) -> None:
    """No axe violation, and nothing wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    found = Axe().run(page, options=RULES).response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"][:200]) for one in found]


def kept(office) -> list[Passage]:
    with office.database.reading() as session:
        return list(session.scalars(select(Passage).order_by(Passage.id)))


def enter_somebody_new(page: Page) -> None:
    """By keyboard alone: digits that nobody has lead to the fields of somebody new."""
    page.keyboard.type("7777")
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("示例来客")
    page.keyboard.press("Tab")
    page.keyboard.type("13900007777")
    page.keyboard.press("Tab")
    page.keyboard.type("泉州")
    page.locator("#celsius").focus()
    page.keyboard.type("36.5")
    page.keyboard.press("Enter")


def test_a_person_is_registered_by_keyboard_in_few_steps(gate, office) -> None:
    refused: list[str] = []
    gate.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    judge(gate)
    enter_somebody_new(gate)
    expect(gate.locator("#answer .word")).to_have_text("放行")
    expect(gate.locator("#tail")).to_be_focused()
    gate.wait_for_timeout(100)
    # Known now: four digits, the temperature, Enter.
    gate.keyboard.type("7777")
    expect(gate.locator("#celsius")).to_be_focused()
    expect(gate.locator("#who")).to_contain_text("示*")
    gate.keyboard.type("37.8")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer")).to_contain_text("先问社区，不要放行")
    expect(gate.locator("#answer")).to_contain_text("示* 37.8 ℃")
    expect(gate.locator("#tail")).to_be_focused()
    judge(gate)
    assert [one.outcome for one in kept(office)] == ["pass", "ask"] and refused == []


def test_what_was_entered_without_a_network_survives_a_reload_and_arrives_once(gate, context, office) -> None:
    enter_somebody_new(gate)
    expect(gate.locator("#answer .word")).to_have_text("放行")
    context.route("**/passages/", lambda route: route.abort())
    context.route("**/known/", lambda route: route.abort())
    for celsius in ("36.6", "37.8"):
        gate.keyboard.type("7777")
        expect(gate.locator("#celsius")).to_be_focused()
        gate.keyboard.type(celsius)
        gate.keyboard.press("Enter")
        expect(gate.locator("#answer")).to_contain_text("还没有送出")
    expect(gate.locator("#answer")).to_contain_text("体温偏高，不要放行")
    expect(gate.locator("#waiting")).to_contain_text("还有 2 条没有送出，最早")
    assert len(kept(office)) == 1
    waiting = gate.evaluate(WHAT_WAITS)
    assert len(waiting) == 2 and not [one for one in waiting if "7777" in one or "37.8" in one], "sealed on the phone"
    gate.reload()
    expect(gate.locator("#waiting")).to_contain_text("还有 2 条没有送出")
    # The server keeps them, but its answer is lost on the way: they still wait, and are sent again.
    context.unroute("**/passages/")

    def lose_the_answer(route) -> None:
        route.fetch()
        route.abort()

    context.route("**/passages/", lose_the_answer)
    gate.evaluate("dispatchEvent(new Event('online'))")
    gate.wait_for_timeout(1500)
    expect(gate.locator("#waiting")).to_contain_text("还有 2 条没有送出")
    context.unroute("**/passages/")
    gate.evaluate("dispatchEvent(new Event('online'))")
    expect(gate.locator("#waiting")).to_be_hidden()
    assert [one.outcome for one in kept(office)] == ["pass", "pass", "ask"], "once each"
    assert gate.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('queue:')).length") == 0


def test_what_the_server_refuses_waits_to_be_put_right(gate, office) -> None:
    gate.locator("#celsius").fill("98")
    gate.locator("#tail").fill("1")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer")).to_contain_text("请填手机号后四位")
    gate.locator("#tail").fill("")
    enter_somebody_new(gate)
    expect(gate.locator("#answer")).to_contain_text("请填写体温")
    gate.locator("#celsius").fill("36.5")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer .word")).to_have_text("放行")
    assert len(kept(office)) == 1


def test_a_bus_is_registered_with_its_passengers(gate, address, app, office) -> None:
    reference = factory(app.test_client(), 3)
    gate.goto(f"{address}/{POINT}bus/")
    gate.get_by_role("link", name="示例箱包厂").click()
    judge(gate)
    gate.get_by_label("线路").fill("一号线")
    gate.get_by_label("车牌号").fill("闽C12345")
    gate.get_by_role("button", name="全部勾上").click()
    gate.locator("#t-2").fill("37.9")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer")).to_contain_text("乙* 示例箱包厂 37.9 ℃")
    assert [one.outcome for one in kept(office)] == ["pass", "ask", "pass"] and reference


def test_the_other_pages_of_a_gate_have_no_violation(gate, address) -> None:
    for path in ("vehicle/", "bus/", "sign-off/"):
        gate.goto(f"{address}/{POINT}{path}")
        judge(gate)


def test_the_offices_pages_of_the_gates_have_no_violation(page, address, staff) -> None:
    staff("keeper", ("xunmei",))
    staff("office", ("xunmei",))
    page.goto(f"{address}/app/staff/")
    page.get_by_label("账号").fill("office-1-xunmei")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    for path in ("", "xunmei-point-1/shifts/", "xunmei-point-1/look-back/"):
        page.goto(f"{address}/app/staff/gates/{path}")
        judge(page)
