"""Checks at a door without signal, in a real browser: opened, filled in, closed, reopened, sent once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from forms_app.wsgi import make_application
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.browser.on_phone import lies_on
from tests.browser.test_report_offline import Server
from tests.browser.test_visits_offline import cut, restore

pytestmark = pytest.mark.browser
PAGE = "/app/staff/checks/offline/"
WORKER = "grid-worker-0-qiantou-2"
READY = "没有网络也能打开这一页"


@pytest.fixture
def server(office, publish, app, staff, clock) -> Iterator[Server]:
    """Two enterprises of one grid that wait for their check."""
    reviewer = staff("reviewer", ("qiantou",))
    for number, name in enumerate(("示例箱包厂", "示例鞋店"), 1):
        client = app.test_client()
        journeys.register(client, name=name, address=f"示例路 {number} 号")
        journeys.apply(client)
        journeys.accept(reviewer, number)
    staff("grid_worker", grids=("qiantou-2",))
    publish()
    made = Server(make_application(replace(office, clock=clock)))
    yield made
    made.stop()


def sign_in(page: Page, address: str) -> None:
    enter_as_staff(page, f"{address}{PAGE}", WORKER)
    expect(page.get_by_text(READY)).to_be_visible()


def kept(office) -> list[SiteCheck]:
    with office.database.reading() as session:
        return list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))


def test_a_check_without_a_network_lives_through_a_restart_and_arrives_once(
    phone, server, office, clock
) -> None:
    address = f"http://127.0.0.1:{server.port}"
    page = phone()
    sign_in(page, address)
    judge(page, "checks-phone")
    cut(page, server)
    page.reload()
    page.get_by_role("button", name="示例箱包厂").click()
    form = page.locator("[data-part=form]")
    form.get_by_role("button", name="保存核验结果").click()
    expect(form.get_by_text("请选这一项的结果")).to_be_visible()
    masks = form.locator(".checkline", has_text="口罩数量够用")
    masks.get_by_label("不合格").check()
    masks.get_by_text("写一句说明").click()
    masks.locator("input[type=text]").fill("金丝雀少")
    form.get_by_role("button", name="其余都合格").click()
    form.get_by_label("街道").check()
    form.get_by_label("单位的人确认了什么").fill("金丝雀确认")
    expect(page.get_by_text("写到这里的已经存在这部手机上")).to_be_visible()
    judge(page, "checks-phone-form")
    page.reload()
    expect(form.get_by_label("单位的人确认了什么")).to_have_value("金丝雀确认")
    form.get_by_role("button", name="保存核验结果").click()
    expect(page.locator("[data-part=told]")).to_contain_text("有 1 项不合格")
    lies_on(page).must_be_sealed("金丝雀", "示例路", WORKER)

    page = phone()
    page.context.set_offline(True)
    page.goto(f"{address}/app/staff/check/QT-ANY/")
    expect(page.get_by_role("heading", name="手机核验")).to_be_visible()
    queue = page.locator("[data-part=queue]")
    expect(queue).to_contain_text("等待发送（1）")
    assert kept(office) == []
    clock.go(minutes=40)
    server.cuts = 0
    restore(page, server)
    expect(page.get_by_text("请重新登录，登录后自动发送")).to_be_visible()
    sign_in(page, address)
    expect(page.get_by_text("已送到")).to_be_visible(timeout=20_000)
    (check,) = kept(office)
    assert check.notes == {"masks": "金丝雀少"} and check.visitors == ["street"]
    assert (check.recorded_at - check.visited_at).total_seconds() > 2000
    expect(page.get_by_role("button", name="示例箱包厂")).to_contain_text("整改后")
