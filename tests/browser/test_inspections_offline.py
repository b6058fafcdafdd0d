"""An inspection at doors without signal, in a real browser: found failing with its day, closed, reopened, sent once, public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forms_app.permits.resumption.models import SiteCheck
from forms_app.wsgi import make_application
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import enter_as_staff
from tests.browser.on_phone import lies_on
from tests.browser.test_report_offline import Server
from tests.browser.test_visits_offline import cut, restore
from tests.inspections import KITCHENS, LIST, begin_inspection, door, file_of

pytestmark = pytest.mark.browser
PAGE = f"{LIST}offline/"
WORKER = "grid-worker-0-qiantou-2"
READY = "没有网络也能打开这一页"


@pytest.fixture
def server(office, publish, app, staff, clock) -> Iterator[Server]:
    """Two shops of one grid that nobody has inspected."""
    begin_inspection(office)
    for number, name in enumerate(("示例箱包厂", "示例鞋店"), 1):
        address = f"示例路 {number} 号"
        journeys.register(app.test_client(), name=name, address=address)
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
        query = select(SiteCheck).options(joinedload(SiteCheck.enterprise))
        return list(session.scalars(query.order_by(SiteCheck.id)))


def test_an_inspection_without_a_network_lives_through_a_restart_and_arrives_once(
    phone, server, office, publish, clock
) -> None:
    address = f"http://127.0.0.1:{server.port}"
    page = phone()
    sign_in(page, address)
    judge(page, "inspections-phone")
    cut(page, server)
    page.reload()
    page.get_by_role("button", name="示例箱包厂").click()
    form = page.locator("[data-part=form]")
    save = form.get_by_role("button", name="保存检查结果")
    save.click()
    expect(form.get_by_text("请选这一项的结果")).to_be_visible()
    hose = form.locator(".checkline", has_text="软管没有老化")
    hose.get_by_label("不合格").check()
    hose.get_by_text("写一句说明").click()
    hose.locator("input[type=text]").fill("金丝雀裂纹")
    form.get_by_role("button", name="其余都合格").click()
    form.get_by_label("燃气公司").check()
    save.click()
    expect(form.get_by_text("请填哪天前改好")).to_be_visible()
    judge(page, "inspections-phone-form")
    hose.get_by_label("哪天前改好").fill("2020-03-08")
    expect(page.get_by_text("写到这里的已经存在这部手机上")).to_be_visible()
    page.reload()
    expect(hose.get_by_label("哪天前改好")).to_have_value("2020-03-08")
    save.click()
    expect(page.locator("[data-part=told]")).to_contain_text("有 1 项不合格")
    lies_on(page).must_be_sealed("金丝雀", "示例路", WORKER)

    page = phone()
    page.context.set_offline(True)
    page.goto(f"{address}{door('QT-ANY')}")
    expect(page.get_by_role("heading", name="手机检查")).to_be_visible()
    expect(page.locator("[data-part=queue]")).to_contain_text("等待发送（1）")
    assert kept(office) == []
    clock.go(minutes=40)
    server.cuts = 0
    restore(page, server)
    expect(page.get_by_text("请重新登录，登录后自动发送")).to_be_visible()
    sign_in(page, address)
    expect(page.get_by_text("已送到")).to_be_visible(timeout=20_000)
    judge(page, "inspections-phone-sent")
    (check,) = kept(office)
    assert check.notes == {"hose": "金丝雀裂纹"} and check.visitors == ["gas"]
    assert check.due == {"hose": "2020-03-08"} and check.campaign == KITCHENS
    assert (check.recorded_at - check.visited_at).total_seconds() > 2000
    assert "Status: mending" in file_of(office, check.enterprise.reference)
    publish()
    page.reload()
    expect(page.get_by_role("button", name="示例鞋店")).to_be_visible()
    expect(page.get_by_role("button", name="示例箱包厂")).to_have_count(0)
