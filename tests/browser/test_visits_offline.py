"""Visits at a door without signal, in a real browser: kept sealed on the phone, sent once each, with their own times."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from forms_app.base.attachments.models import Attachment
from forms_app.base.sessions.models import StoredSession
from forms_app.ledger.visits.models import Visit
from forms_app.wsgi import make_application
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.browser.on_phone import lies_on
from tests.browser.test_report_offline import Server
from tests.conftest import NOW, PROJECT

pytestmark = pytest.mark.browser
WORKER = "grid-worker-0-qiantou-2"
READY = "没有网络也能打开这一页"
PAGE = "/app/staff/visits/offline/"
FIRMS = (
    ("示例箱包厂", "1号楼 2 层"),
    ("示例鞋店", "1号楼 10 层"),
    ("示例面馆", "2号楼 1 层"),
)

KILLED = """
import os, signal, sys
from werkzeug.serving import make_server
from forms_app.base.office import Office
from forms_app.wsgi import make_application
when, port = sys.argv[1], int(sys.argv[2])
served = make_application(Office.from_environ())
def application(environ, start_response):
    is_sent = environ["PATH_INFO"].endswith("/visits/send/")
    if is_sent and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    body = b"".join(served(environ, start_response))
    if is_sent and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return [body]
make_server("127.0.0.1", port, application, threaded=True).serve_forever()
"""


class Door(Server):
    """As the office, but the answer to a visit is lost on its way, so many times: all is kept, nothing is answered."""

    losses = 0
    is_busy = False

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if self.is_busy and environ["PATH_INFO"].endswith("/visits/send/"):
            start_response("503 Service Unavailable", [("Content-Length", "0")])
            return []
        body = super().__call__(environ, start_response)
        if self.losses and environ["PATH_INFO"].endswith("/visits/send/"):
            self.losses -= 1
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        return body


@pytest.fixture
def server(office, publish, app, staff, clock) -> Iterator[Door]:
    """Three enterprises in the grid of one worker, who has not been there yet."""
    for name, place in FIRMS:
        journeys.register(
            app.test_client(), name=name, address="示例路 8 号", place=place
        )
    staff("grid_worker", grids=("qiantou-2",))
    publish()
    made = Door(make_application(replace(office, clock=clock)))
    yield made
    made.stop()


@pytest.fixture
def address(server) -> str:
    return f"http://127.0.0.1:{server.port}"


def sign_in(page: Page, address: str, name: str = WORKER) -> None:
    enter_as_staff(page, f"{address}{PAGE}", name)
    expect(page.get_by_text(READY)).to_be_visible()


def cut(page: Page, server: Server) -> None:
    server.stop()
    page.context.set_offline(True)


def restore(page: Page, server: Server) -> None:
    server.start()
    page.context.set_offline(False)


@pytest.fixture
def photo(tmp_path) -> Path:
    path = tmp_path / "photo.jpg"
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(path, quality=90)
    return path


def write(page: Page, name: str, photo: Path, note: str) -> None:
    """The whole form of one enterprise."""
    page.get_by_role("button", name=name).click()
    page.get_by_role("button", name="详细记录").click()
    form = page.locator("[data-part=form]")
    form.get_by_label("备注").fill(note)
    form.get_by_label("走访了").check()
    if (
        name == FIRMS[-1][0]
    ):  # the phone throws the page away while somebody takes a photo
        expect(page.get_by_text("写到这里的已经存在这部手机上")).to_be_visible()
        page.reload()
        expect(form.get_by_label("备注")).to_have_value(note)
        form.get_by_label("走访了").check()
    form.locator("#photos").set_input_files(photo)
    expect(form.get_by_text("照片 1")).to_be_visible()
    form.get_by_role("button", name="保存走访").click()
    expect(page.locator("[data-part=told]")).to_contain_text(f"记下了：{name}")


def serve_until_killed(office, port: int, when: str) -> subprocess.Popen[bytes]:
    """The office in a process of its own that is killed before or after it has kept what was sent, or never."""
    environ = {
        **os.environ,
        "KAIGONG_OFFICE": str(office.data.parent),
        "PYTHONPATH": str(PROJECT),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, when, str(port)],
        env=environ,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return process
        time.sleep(0.1)
    raise AssertionError("the office did not start")


def kept(office) -> list[Visit]:
    with office.database.reading() as session:
        return list(session.scalars(select(Visit).order_by(Visit.at)))


def photos(office) -> list[str]:
    with office.database.reading() as session:
        return list(
            session.scalars(select(Attachment.belongs_to).order_by(Attachment.id))
        )


def queue(page: Page):
    return page.locator("[data-part=queue]")


def test_three_visits_without_a_network_through_a_closed_browser_arrive_once_each_with_their_own_times(
    phone, server, address, office, clock, photo
) -> None:
    page = phone()
    page.context.clock.install()
    sign_in(page, address)
    judge(page, "visits-phone")
    cut(page, server)
    page.reload()
    for n, (name, _place) in enumerate(FIRMS):
        write(page, name, photo, f"金丝雀{n}")
        expect(queue(page).get_by_role("heading")).to_have_text(
            f"等待发送（{n + 1}），还没有发出去"
        )
        page.clock.fast_forward("20:00")
    expect(page.get_by_text("已送到")).to_have_count(0)
    judge(page, "visits-phone-waiting")
    found = lies_on(page)
    found.must_be_sealed("金丝雀", "示例路", WORKER, *(name for name, _place in FIRMS))
    assert found.size > 50_000

    page = phone()
    page.context.set_offline(True)
    page.goto(f"{address}{PAGE}")
    expect(queue(page)).to_contain_text("等待发送（3）")
    for went in ("09:30", "09:50", "10:10"):
        expect(queue(page)).to_contain_text(f"{went} 去的")
    clock.go(minutes=90)
    restore(page, server)
    expect(page.get_by_text("请重新登录，登录后自动发送")).to_be_visible()
    assert kept(office) == []
    page.get_by_role("link", name="重新登录").click()
    server.losses = 1
    sign_in(page, address)
    expect(page.get_by_text("已送到")).to_have_count(3, timeout=20_000)
    expect(queue(page)).to_be_hidden()
    judge(page, "visits-phone-sent")
    visits = kept(office)
    assert [visit.at.strftime("%H:%M") for visit in visits] == [
        "09:30",
        "09:50",
        "10:10",
    ]
    assert (
        server.losses == 0
        and {visit.recorded_at for visit in visits} == {NOW + timedelta(minutes=90)}
        and len(set(photos(office))) == 3
    )
    assert lies_on(page).visits == ["list", "me"]


def test_a_session_that_the_office_ended_takes_nothing_off_the_phone(
    phone, server, address, office, photo
) -> None:
    page = phone()
    sign_in(page, address)
    cut(page, server)
    page.reload()
    write(page, FIRMS[0][0], photo, "金丝雀")
    with office.database.writing() as session:
        session.execute(delete(StoredSession))  # as by an admin, or after two hours
    restore(page, server)
    expect(page.get_by_text("请重新登录，登录后自动发送")).to_be_visible()
    expect(queue(page)).to_contain_text("等待发送（1）")
    assert kept(office) == []
    page.get_by_role("link", name="重新登录").click()
    sign_in(page, address)
    expect(page.get_by_text("已送到")).to_have_count(1, timeout=20_000)
    assert len(kept(office)) == 1


def test_it_stays_with_the_account_that_made_it_and_both_versions_are_shown(
    phone, server, address, office, clock, staff
) -> None:
    desk = staff("office", ("qiantou",))
    page = phone()
    page.context.clock.install()
    sign_in(page, address)
    cut(page, server)
    page.get_by_role("button", name="示例鞋店").click()
    page.get_by_role("button", name="没人在").click()
    expect(page.locator("[data-part=told]")).to_contain_text("3月5日 下午再去")
    expect(page.get_by_role("button", name="示例面馆")).to_be_focused()
    # Signing out asks; what is kept stays, the list goes, and the account is signed out with the next network.
    page.get_by_role("button", name="退出", exact=True).click()
    expect(
        page.get_by_role("heading", name="退出以前：还有 1 条没有送出")
    ).to_be_visible()
    judge(page, "visits-phone-leaving")
    page.get_by_role("button", name="留在这部手机上，退出").click()
    expect(page.locator("[data-part=told]")).to_contain_text("名单已经从这部手机上删去")
    (left,) = lies_on(page).visits
    assert left.startswith("entry:")
    restore(page, server)
    expect(page.get_by_label("账号")).to_be_visible()
    # Somebody else, on the same phone, at the same enterprise.
    sign_in(page, address, "office-1-qiantou")
    expect(queue(page)).to_have_text(
        "这部手机上还有 1 条是别的账号记的。那个账号登录以后才会发送，别人看不到。"
    )
    page.get_by_role("button", name="示例鞋店").click()
    server.is_busy = True
    page.get_by_role("button", name="走访了").click()
    expect(queue(page)).to_contain_text("等待发送（1）")
    # Signing out of any page of staff asks too; sent from there, the account is signed out after it.
    page.goto(f"{address}/app/staff/")
    page.get_by_role("button", name="退出").click()
    expect(
        page.get_by_role("heading", name="退出以前：还有 1 条没有送出")
    ).to_be_visible()
    assert kept(office) == []
    server.is_busy = False
    page.get_by_role("button", name="现在发送").click()
    expect(page.get_by_label("账号")).to_be_visible()
    assert [visit.by for visit in kept(office)] == ["office-1-qiantou"]
    clock.go(minutes=30)
    sign_in(page, address)
    expect(page.get_by_text("别人在您之前也记了这家单位，两次都留着")).to_be_visible()
    assert {visit.by for visit in kept(office)} == {"office-1-qiantou", WORKER}
    shown = desk.get("/app/staff/visits/conflicts/").text
    assert "走访了" in shown and "没人在" in shown and shown.count("示例鞋店") == 1
    # The list is of today: a day later, without a network, nothing of it is left.
    expect(page.get_by_role("button", name="示例面馆")).to_be_visible()
    cut(page, server)
    page.clock.fast_forward("24:00:01")
    page.reload()
    expect(page.get_by_text("这部手机上没有今天的名单")).to_be_visible()
    assert lies_on(page).visits == ["me"]


@pytest.mark.long
def test_killed_before_and_after_it_kept_a_visit_the_office_has_each_of_three_once(
    phone, server, address, office, photo
) -> None:
    server.stop()
    process = serve_until_killed(office, server.port, "never")
    page = phone()
    sign_in(page, address)
    page.context.set_offline(True)
    process.kill()
    process.wait()
    for n, (name, _place) in enumerate(FIRMS):
        write(page, name, photo, f"第{n}家")
    page.context.set_offline(False)
    for when, count in (("before", 0), ("after", 1)):
        process = serve_until_killed(office, server.port, when)
        assert process.wait(timeout=90) == -signal.SIGKILL
        assert len(kept(office)) == count
        expect(queue(page)).to_contain_text("等待发送（3）")
    process = serve_until_killed(office, server.port, "never")
    try:
        expect(page.get_by_text("已送到")).to_have_count(3, timeout=90_000)
        assert sorted(visit.note for visit in kept(office)) == [
            "第0家",
            "第1家",
            "第2家",
        ]
        assert len(photos(office)) == len(set(photos(office))) == 3
    finally:
        process.kill()
        process.wait()
        server.start()


@pytest.mark.long
def test_what_the_office_does_not_take_stays_with_its_reason_until_it_is_put_right(
    phone, server, address, office, photo
) -> None:
    page = phone()
    sign_in(page, address)
    page.get_by_role("button", name="示例鞋店").click()
    page.get_by_role("button", name="详细记录").click()
    form = page.locator("[data-part=form]")
    form.get_by_role("button", name="保存走访").click()
    expect(form.get_by_text("请选一个结果")).to_be_visible()
    form.get_by_label("走访了").check()
    form.locator("#photos").set_input_files([photo] * 7)
    expect(form.get_by_text("最多 6 张照片")).to_be_visible(timeout=30_000)
    for _n in range(5):
        form.get_by_role("button", name="删去").last.click()
        page.wait_for_timeout(100)
    form.get_by_label("什么时候去的").fill("2020-03-06T10:00")
    judge(page, "visits-phone-form")
    form.get_by_role("button", name="保存走访").dblclick()
    expect(queue(page)).to_contain_text("社区没有收下：走访的时间在将来")
    assert kept(office) == []
    page.get_by_role("button", name="改一改").click()
    form.get_by_label("什么时候去的").fill("2020-03-05T08:45")
    form.get_by_role("button", name="保存走访").click()
    expect(page.get_by_text("已送到")).to_be_visible()
    (visit,) = kept(office)
    assert visit.at.strftime("%H:%M") == "08:45" and photos(office) == [visit.subject]
    # Where a browser cannot do it, the page says what to do instead.
    page.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })"
    )
    page.goto(f"{address}{PAGE}")
    expect(page.get_by_text("请用手机浏览器打开")).to_be_visible()
    expect(page.locator("#phone")).to_be_hidden()
