"""The keeper's phone in a real browser: by keyboard in a few steps, and what was entered without a network arrives once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.people.gates.models import Passage
from forms_app.wsgi import make_application
from tests.browser.axe import fits, violations
from tests.browser.door import enter_as_staff
from tests.browser.on_phone import lies_on
from tests.browser.test_report_offline import Server
from tests.browser.test_visits_offline import cut, restore
from tests.conftest import PASSWORD
from tests.people.gates.test_gate import factory

pytestmark = pytest.mark.browser
POINT = "app/gate/xunmei-point-1/"
KEEPER = "keeper-1-xunmei"
NAME = "城中村东路口健康监测点"

OTHERS = "这部手机上还有 2 条是别的账号记的。那个账号登录以后才会发送，别人看不到。"
LEFT_BEFORE = """() => {
  const [id, made] = ["0123456789abcdef0123456789abcdef", Date.now() - 3600000];
  const item = { kind: "vehicle", direction: "in", plate: "闽C88776", vehicle: "car", heads: "1", celsius: "36.4", client_id: id, made };
  localStorage.setItem(`queue:gate:xunmei-point-1:${id}`, JSON.stringify(item));
}"""


@pytest.fixture
def gate(page: Page, address: str, staff) -> Page:
    """A keeper, signed in and on duty, on the page of the point."""
    staff("keeper", ("xunmei",))
    sign_in(page, address)
    page.goto(f"{address}/{POINT}")
    judge(page)
    go_on_duty(page)
    return page


def sign_in(page: Page, address: str, name: str = KEEPER) -> None:
    page.context.clear_cookies()
    enter_as_staff(page, f"{address}/app/staff/", name)
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def go_on_duty(page: Page) -> None:
    page.get_by_label("谁在岗").fill("示例守门")
    page.get_by_role("button", name="上岗").click()
    expect(page.locator("#tail")).to_be_focused()


def judge(page: Page) -> None:
    """No axe violation, and nothing wider than the phone."""
    assert fits(page, 375)
    assert violations(page) == []


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
    gate.on(
        "console",
        lambda said: (
            refused.append(said.text)
            if "Content Security Policy" in said.text
            else None
        ),
    )
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


def test_what_was_entered_without_a_network_waits_sealed_for_its_keeper_and_arrives_once(
    phone, address, staff, office
) -> None:
    staff("keeper", ("xunmei",))
    staff("keeper", ("xunmei", "qiantou"))
    gate = phone()
    sign_in(gate, address)
    gate.goto(f"{address}/{POINT}")
    go_on_duty(gate)
    enter_somebody_new(gate)
    expect(gate.locator("#answer .word")).to_have_text("放行")
    gate.route("**/passages/", lambda route: route.abort())
    gate.route("**/known/", lambda route: route.abort())
    for celsius in ("36.6", "37.8"):
        gate.keyboard.type("7777")
        expect(gate.locator("#celsius")).to_be_focused()
        gate.keyboard.type(celsius)
        gate.keyboard.press("Enter")
        expect(gate.locator("#answer")).to_contain_text("还没有送出")
    expect(gate.locator("#answer")).to_contain_text("体温偏高，不要放行")
    expect(gate.locator("#waiting")).to_contain_text("还有 2 条没有送出，最早")
    assert len(kept(office)) == 1
    # The browser is closed and opened again, by somebody else at first: nothing of it is theirs to send.
    gate = phone()
    sign_in(gate, address, f"{KEEPER.replace('1', '2')}-qiantou")
    gate.goto(f"{address}/{POINT}")
    go_on_duty(gate)
    expect(gate.locator("#waiting")).to_have_text(OTHERS)
    gate.keyboard.type("7777")
    expect(gate.locator("#celsius")).to_be_focused()
    gate.keyboard.type("36.7")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer .word")).to_have_text("放行")
    expect(gate.locator("#waiting")).to_have_text(OTHERS)
    # What an earlier version left in the open is sealed beside it.
    gate.evaluate(LEFT_BEFORE)
    assert "闽C88776" in lies_on(gate).text
    sign_in(gate, address)
    assert len(kept(office)) == 2
    gate.route("**/passages/", lambda route: route.abort())
    gate.goto(f"{address}/{POINT}")
    expect(gate.locator("#waiting")).to_contain_text("还有 3 条没有送出，最早")
    found = lies_on(gate)
    found.must_be_sealed('"37.8"', '"36.4"', "闽C88776", '"7777"')
    assert len(found.gates) == 3
    # The server keeps them, but its answer is lost on the way: they still wait, and are sent again.
    gate.unroute("**/passages/")

    def lose_the_answer(route) -> None:
        route.fetch()
        route.abort()

    gate.route("**/passages/", lose_the_answer)
    gate.evaluate("dispatchEvent(new Event('online'))")
    gate.wait_for_timeout(1500)
    expect(gate.locator("#waiting")).to_contain_text("还有 3 条没有送出")
    gate.unroute("**/passages/")
    gate.evaluate("dispatchEvent(new Event('online'))")
    expect(gate.locator("#waiting")).to_be_hidden()
    assert [one.outcome for one in kept(office)] == [
        "pass",
        "pass",
        "pass",
        "pass",
        "ask",
    ], "once each"
    assert [one.by == KEEPER for one in kept(office)] == [True, False, True, True, True]
    assert lies_on(gate).gates == []


@pytest.fixture
def server(office, publish, app, staff) -> Iterator[Server]:
    staff("keeper", ("xunmei",))
    publish()
    made = Server(make_application(office))
    yield made
    made.stop()


def test_a_gate_opens_without_a_network_after_a_restart_and_its_entries_arrive_once(
    phone, server, office
) -> None:
    address = f"http://127.0.0.1:{server.port}"
    gate = phone()
    sign_in(gate, address)
    gate.goto(f"{address}/{POINT}")
    go_on_duty(gate)
    enter_somebody_new(gate)
    expect(gate.locator("#answer .word")).to_have_text("放行")
    gate.evaluate("navigator.serviceWorker.ready.then(() => true)")
    cut(gate, server)
    gate.reload()
    expect(gate.get_by_text("照常登记，连上了自动发送")).to_be_visible()
    expect(gate.locator("h1")).to_have_text(NAME)
    judge(gate)
    gate.keyboard.type("7777")
    expect(gate.locator("#celsius")).to_be_focused()
    gate.keyboard.type("37.8")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer")).to_contain_text("体温偏高，不要放行。请打 0595")
    gate.get_by_role("link", name="车", exact=True).click()
    gate.get_by_label("车牌号").fill("闽C88776")
    gate.get_by_label("车上最高的体温").fill("36.4")
    gate.get_by_role("button", name="登记").click()
    expect(gate.locator("#answer")).to_contain_text("还没有判定，不要放行")
    gate.get_by_role("link", name="班车").click()
    expect(gate.get_by_text("名单不留在手机上")).to_be_visible()
    lies_on(gate).must_be_sealed(
        "闽C88776", '"7777"', '"37.8"', '"36.4"', "示例来客", NAME
    )

    gate = phone()
    gate.context.set_offline(True)
    gate.goto(f"{address}/app/gate/")
    gate.get_by_role("link", name=NAME).click()
    expect(gate.locator("#waiting")).to_contain_text("还有 2 条没有送出")
    assert len(kept(office)) == 1
    restore(gate, server)
    gate.get_by_role("link", name="重新登录").click(timeout=20_000)
    gate.get_by_label("账号").fill(KEEPER)
    gate.get_by_label("密码").fill(PASSWORD)
    gate.get_by_role("button", name="登录").click()
    gate.get_by_role("link", name=NAME).click()
    expect(gate.locator("#waiting")).to_be_hidden(timeout=20_000)
    expect(gate.locator("#received")).to_contain_text("社区收到了 2 条")
    expect(gate.locator("#received li")).to_contain_text("37.8 ℃ 先问社区，不要放行")
    assert [one.outcome for one in kept(office)] == ["pass", "ask", "pass"]
    gate.goto(f"{address}/{POINT}")
    gate.get_by_role("button", name="退出").click()
    expect(gate.get_by_role("button", name="退出")).to_have_count(0)
    gate.wait_for_load_state("networkidle")
    gate.context.set_offline(True)
    gate.goto(f"{address}/{POINT}")
    expect(gate.get_by_text("这部手机上没有您的监测点")).to_be_visible()


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
    expect(gate.get_by_label("线路")).to_be_visible()
    judge(gate)
    gate.get_by_label("线路").fill("一号线")
    gate.get_by_label("车牌号").fill("闽C12345")
    gate.get_by_role("button", name="全部勾上").click()
    gate.locator("#t-2").fill("37.9")
    gate.keyboard.press("Enter")
    expect(gate.locator("#answer")).to_contain_text("乙* 示例箱包厂 37.9 ℃")
    assert [one.outcome for one in kept(office)] == [
        "pass",
        "ask",
        "pass",
    ] and reference


def test_the_other_pages_of_a_gate_have_no_violation(gate, address) -> None:
    for path in ("vehicle/", "bus/", "sign-off/"):
        gate.goto(f"{address}/{POINT}{path}")
        judge(gate)


def test_the_offices_pages_of_the_gates_have_no_violation(page, address, staff) -> None:
    staff("keeper", ("xunmei",))
    staff("office", ("xunmei",))
    sign_in(page, address, "office-1-xunmei")
    for path in ("", "xunmei-point-1/shifts/", "xunmei-point-1/look-back/"):
        page.goto(f"{address}/app/staff/gates/{path}")
        judge(page)


def test_signing_out_asks_first_where_an_entry_was_not_sent(gate, office) -> None:
    gate.route("**/passages/", lambda route: route.abort())
    enter_somebody_new(gate)
    expect(gate.locator("#waiting")).to_contain_text("还有 1 条没有送出")
    gate.once("dialog", lambda one: one.dismiss())
    with gate.expect_event("dialog") as asked:
        gate.get_by_role("button", name="退出").click()
    assert "还有 1 条没有送出" in asked.value.message
    expect(gate.locator("#waiting")).to_contain_text("还有 1 条没有送出")
    gate.once("dialog", lambda one: one.accept())
    gate.get_by_role("button", name="退出").click()
    expect(gate.get_by_role("button", name="退出")).to_have_count(0)
    found = lies_on(gate)
    assert len(found.gates) == 1, "it waits, sealed, for the account that wrote it"
    found.must_be_sealed("示例来客")
