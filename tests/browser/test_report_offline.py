"""A report on a poor network, in a real browser: it arrives exactly once, and is never shown as sent before it is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from forms_app.people.health_rules.readings import Problem, read_temperature
from forms_app.people.isolation.models import SlotReport
from forms_app.wsgi import make_application
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import Door
from tests.browser.on_phone import lies_on
from tests.browser.test_journey import say_why, sign_in
from tests.conftest import post_and_open
from tests.people.isolation import daily

pytestmark = pytest.mark.browser
WAITS = "等待发送（1），还没有发出去"
READINGS = ("示例", "celsius", "36%E5%BA%A65")
LEFT_BEFORE = """() => {
  const form = document.querySelector("form[data-report]");
  const body = new URLSearchParams(new FormData(form));
  const [id, written] = ["0123456789abcdef0123456789abcdef", new Date(2020, 2, 5, 8, 10).toISOString()];
  for (const [name, value] of [["csrf_token", ""], ["client_id", id], ["written_at", written]]) body.set(name, value);
  const { title, action, token } = { ...form.dataset, action: form.getAttribute("action"), token: document.getElementById("waiting").dataset.token };
  const one = { id, written, title, action, token, whose: body.get("whose"), body: String(body), state: "" };
  localStorage.setItem("kaigong-reports", JSON.stringify([one]));
}"""


class Server:
    """The office, served on one address; it can be stopped, started again, and cut a connection after its work is done."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.port = 0
        self.cuts = 0
        self.start()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        body = b"".join(self.application(environ, start_response))
        if self.cuts and environ["REQUEST_METHOD"] == "POST":
            self.cuts -= 1
            environ["werkzeug.socket"].shutdown(
                socket.SHUT_RDWR
            )  # everything is kept, nothing is answered
        return [body]

    def start(self) -> None:
        self.server = make_server("127.0.0.1", self.port, self, threaded=True)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def server(office, publish) -> Iterator[Server]:
    publish()
    made = Server(make_application(office))
    yield made
    made.stop()


@pytest.fixture
def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def door(client, office, address: str) -> Door:
    """How the enterprise signs in; five people, two of them in isolation."""
    reference, code = journeys.register(client)
    daily.people(office)
    return Door(address, reference, code)


def kept(office) -> int:
    with office.database.reading() as session:
        return len(session.scalars(select(SlotReport)).all())


def open_report(page: Page, door: Door, address: str) -> None:
    door.enter(page)
    page.goto(f"{address}{daily.PAGE}")


def fill(page: Page, first: str = "36度5") -> None:
    """Fill in the whole report and go as far as the last look."""
    page.locator("#staying-0-celsius").fill(first)
    page.locator("#staying-0-how-0").check()
    page.locator("#staying-1-celsius").fill("366")
    page.locator("#staying-1-how-0").check()
    if page.locator("#exceptions").get_attribute("open") is None:
        page.locator("#exceptions summary").click()
    page.locator("#exceptions-0-who").fill("示例丙")
    page.locator("#exceptions-0-absent").check()
    page.get_by_label("其余的人今天都好").check()
    page.get_by_role("button", name="核对").click()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="对，发送").click()


def waits(page: Page, office, count: int = 0) -> None:
    """It is shown as waiting, and as nothing else."""
    expect(page.get_by_role("heading", name=WAITS)).to_be_visible()
    expect(page.get_by_role("heading", name="收到了")).to_have_count(0)
    (item,) = lies_on(page).queue
    assert item.startswith("queue:report:") and kept(office) == count


def arrived(page: Page, office) -> None:
    expect(page.get_by_role("heading", name="收到了")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name=WAITS)).to_have_count(0)
    assert lies_on(page).queue == [] and kept(office) == 1


def test_with_a_network_it_is_looked_at_sent_and_kept(
    page: Page, door, address, office
) -> None:
    open_report(page, door, address)
    judge(page, "report")
    page.get_by_role("button", name="核对").click()
    expect(page.locator("#summary")).to_be_focused()
    judge(page, "report-failed")
    fill(page, "98.6")
    expect(page.locator("#staying-0-celsius-error")).to_contain_text("华氏度")
    assert page.locator("#staying-0-celsius").input_value() == "98.6"
    fill(page)
    expect(page.locator("#review")).to_contain_text("36.5 ℃")
    expect(page.locator("#review")).to_contain_text("其余 2 人都好")
    assert kept(office) == 0
    judge(page, "report-look")
    confirm(page)
    arrived(page, office)
    judge(page, "report-received")
    page.get_by_role("link", name="看看收到的内容").click()
    expect(page.get_by_text("按时")).to_be_visible()
    judge(page, "report-kept")
    page.goto(f"{address}{daily.PAGE}history/")
    judge(page, "report-history")


def test_without_a_network_it_waits_on_the_phone_sealed(
    page: Page, context: BrowserContext, door, address, office
) -> None:
    open_report(page, door, address)
    context.set_offline(True)
    fill(page)
    confirm(page)
    waits(page, office)
    lies_on(page).must_be_sealed(*READINGS)
    judge(page, "report-waiting")
    context.set_offline(False)
    arrived(page, office)


def test_cut_between_the_sending_and_the_answer_it_is_kept_once(
    page: Page, door, address, office, server
) -> None:
    open_report(page, door, address)
    server.cuts = 2
    fill(page)
    confirm(page)
    expect(page.get_by_role("heading", name=WAITS)).to_be_visible()
    arrived(page, office)
    assert server.cuts == 0


def test_what_cannot_be_sealed_waits_in_the_page_alone_until_the_server_is_back(
    page: Page, door, address, office, server
) -> None:
    page.add_init_script(
        "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
    )
    open_report(page, door, address)
    server.stop()
    fill(page)
    confirm(page)
    expect(
        page.get_by_text("这个浏览器不能留着它，发出去以前请不要关掉这一页")
    ).to_be_visible()
    found = lies_on(page)
    assert found.queue == [] and not [word for word in READINGS if word in found.text]
    with page.expect_event("dialog") as asks:
        page.close(run_before_unload=True)
    assert asks.value.type == "beforeunload"
    asks.value.dismiss()
    server.start()
    arrived(page, office)


def test_left_in_the_open_by_an_earlier_version_it_is_sealed_and_sent_from_a_browser_opened_again(
    phone, door, address, office
) -> None:
    page = phone()
    open_report(page, door, address)
    fill(page)
    page.evaluate(LEFT_BEFORE)
    assert "36%E5%BA%A65" in lies_on(page).text
    page.route("**/token/", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("08:10 写好")).to_be_visible()
    waits(page, office)
    lies_on(page).must_be_sealed(*READINGS)
    later = phone()
    door.enter(later)
    arrived(later, office)
    later.reload()
    expect(later.locator("#waiting")).to_be_hidden()
    assert kept(office) == 1


def test_kept_by_the_server_and_closed_before_the_answer_it_is_the_same_one(
    page: Page, context, door, address, office, server
) -> None:
    open_report(page, door, address)
    server.cuts = 1
    fill(page)
    confirm(page)
    page.wait_for_timeout(300)
    page.close()
    assert kept(office) == 1
    later = context.new_page()
    later.goto(f"{address}{daily.PAGE}")
    arrived(later, office)


def test_when_the_session_ended_it_stays_and_is_sent_after_signing_in(
    page: Page, context, door, address, office
) -> None:
    open_report(page, door, address)
    context.clear_cookies()
    fill(page)
    confirm(page)
    expect(page.get_by_text("请重新登录，登录以后自动发送")).to_be_visible()
    waits(page, office)
    page.get_by_role("link", name="重新登录").click()
    door.enter(page)
    arrived(page, office)


def test_another_enterprise_on_the_same_phone_does_not_send_it(
    page: Page, context, door, address, office, app
) -> None:
    open_report(page, door, address)
    context.set_offline(True)
    fill(page)
    confirm(page)
    waits(page, office)
    context.clear_cookies()
    context.set_offline(False)
    reference, code = journeys.register(
        app.test_client(), name="示例别的厂", address="示例路 9 号"
    )
    Door(address, reference, code).enter(page)
    expect(page.get_by_text("这一份是用别的编号或链接写的")).to_be_visible()
    waits(page, office)
    door.enter(page)
    arrived(page, office)


def test_what_the_server_does_not_take_stays_with_its_reason(
    page: Page, context, door, address, office, server
) -> None:
    open_report(page, door, address)
    page.evaluate("document.querySelector('[name=day]').value = '2020-03-01'")
    fill(page)
    confirm(page)
    expect(page.get_by_text("只能报今天和昨天的")).to_be_visible()
    waits(page, office)
    page.get_by_role("button", name="删去这一份").click()
    expect(page.locator("#waiting")).to_be_hidden()
    assert kept(office) == 0


def test_a_fever_is_said_at_once_and_its_pages_have_no_violation(
    page: Page, door, address, office
) -> None:
    open_report(page, door, address)
    fill(page, "38.2")
    expect(page.locator("#review")).to_contain_text("38.2 ℃（发热）")
    confirm(page)
    expect(page.get_by_text("15 分钟内").first).to_be_visible()
    page.goto(f"{address}/app/my/report/alarms/1/")
    judge(page, "report-alarm")


def test_without_scripts_the_plain_form_does_the_same(
    browser, door, address, office
) -> None:
    page = browser.new_context(
        java_script_enabled=False, viewport={"width": 375, "height": 800}
    ).new_page()
    open_report(page, door, address)
    fill(page)
    expect(page.get_by_text("36.5 ℃")).to_be_visible()
    page.get_by_role("button", name="再改一改").click()
    assert page.locator("#staying-0-celsius").input_value() == "36度5"
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="对，发送").click()
    expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert kept(office) == 1


def test_somebody_reports_alone_offline_too(
    page: Page, context, client, door, address, office
) -> None:
    daily.case(office, 1)
    shown = post_and_open(client, "/app/my/people/1/own-link/").text
    code = shown.partition('class="code">')[2].partition("<")[0].rpartition("/")[2]
    page.goto(f"{address}/app/own/{code}")
    page.get_by_role("button", name="进入").click()
    judge(page, "own")
    context.set_offline(True)
    page.locator("#staying-0-celsius").fill("三十六度五")
    page.locator("#staying-0-how-0").check()
    page.get_by_role("button", name="发送", exact=True).click()
    confirm(page)
    waits(page, office)
    context.set_offline(False)
    arrived(page, office)


READ = "async (given) => (await import('/theme/js/temperature.js')).readTemperature(...given)"
TYPED = (
    "36.5", "36,5", "３６．５℃", "36度5", "三十六度五", "365", "36", "体温：36.5度", "36.55", "36.549", "42.99", "43.04", "33.9",
    "98.6", "986", "37.2f", "华氏度98", "40", "四十", "四十一度二", "1000", "36.5.1", "abc", "", " 36 . 5 ", "36·8", "36。8", "三百",
)  # fmt: skip


def test_the_phone_reads_a_temperature_as_the_server_does(
    page: Page, door, address, office
) -> None:
    open_report(page, door, address)
    health = daily.rule(office)
    names = {Problem.NOT_PLAUSIBLE: "implausible"}
    for typed in TYPED:
        here = page.evaluate(READ, [typed, 34, 43])
        there = read_temperature(typed, health)
        assert here == (
            names.get(there, there) if isinstance(there, Problem) else there
        ), typed


def test_the_offices_pages_have_no_violation(
    page: Page, client, door, address, office, staff
) -> None:
    daily.send(client, ("38.0", "well"), ("", "unread"))
    staff("admin")
    sign_in(page, address, "admin-0-all")
    say_why(page, address)
    reference = client.get(f"{daily.PAGE}token/").json["whose"]
    for path in ("reports/", f"reports/{reference}/", "alarms/", "alarms/1/", "hints/"):
        page.goto(f"{address}/app/staff/{path}")
        judge(page, f"staff-{path.strip('/').replace('/', '-')}")
