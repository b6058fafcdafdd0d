"""What a check asks beside its lines, on a phone without signal: conditions hold there, what is surely wrong is told at once and the rest at its field when the office has judged it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from forms_app.permits.resumption.models import SiteCheck
from forms_app.wsgi import make_application
from tests import journeys
from tests.browser.axe import judge
from tests.browser.on_phone import lies_on
from tests.browser.test_inspections_offline import WORKER, sign_in
from tests.browser.test_report_offline import Server
from tests.browser.test_visits_offline import cut, restore
from tests.kitchens import FILES, NAMES, answer

pytestmark = pytest.mark.browser


@pytest.fixture
def server(office, publish, app, staff, clock) -> Iterator[Server]:
    """Two kitchens of one grid that nobody has inspected."""
    shutil.copytree(FILES, office.content, dirs_exist_ok=True)
    for number, name in enumerate(("示例食堂", "示例面馆"), 1):
        address = f"示例路 {number} 号"
        client = app.test_client()
        journeys.register(client, name=name, trade="food", address=address)
    staff("grid_worker", grids=("qiantou-2",))
    publish()
    made = Server(make_application(replace(office, clock=clock)))
    yield made
    made.stop()


def kept(office) -> list[SiteCheck]:
    with office.database.reading() as session:
        return list(session.scalars(select(SiteCheck).order_by(SiteCheck.id)))


def asked(form: Locator, name: str) -> Locator:
    return form.locator(f"[name='{NAMES}{name}']")


def told_at(form: Locator, name: str) -> Locator:
    """What is told at the field of a question."""
    return asked(form, name).first.locator(
        "xpath=ancestor::*[contains(concat(' ', @class, ' '), ' field ')][1]//p[@class='err']"
    )


def kitchen(page: Page) -> Locator:
    """The door of the first, of this inspection: the sample has another one of food."""
    return page.get_by_role("button", name=re.compile("示例食堂.*汛期安置点"))


def open_door(page: Page) -> Locator:
    kitchen(page).click()
    form = page.locator("[data-part=form]")
    form.locator("[data-rest]").click()
    form.get_by_label("市场监管所").check()
    return form


def test_questions_are_asked_kept_sealed_and_mended_where_the_office_says(
    phone, server, office
) -> None:
    address = f"http://127.0.0.1:{server.port}"
    page = phone()
    sign_in(page, address)
    expect(kitchen(page)).to_be_visible()
    cut(page, server)
    page.reload()
    form = open_door(page)
    save = form.get_by_role("button", name="保存检查结果")
    save.click()
    expect(told_at(form, "meals")).to_have_text("请填 1 到 5000 的整数")
    asked(form, "meals").fill("5001")
    save.click()
    expect(told_at(form, "meals")).to_have_text("请填 1 到 5000 的整数")
    judge(page, "questions-phone-told")
    expect(asked(form, "valve").first).to_be_hidden()
    expect(asked(form, "found")).to_be_hidden()
    asked(form, "sick").fill("2")
    expect(asked(form, "found")).to_be_visible()
    asked(form, "sick").fill("0")
    answer(form, cleaned="2020-03-06", leads="金丝雀主任")
    expect(asked(form, "valve").first).to_be_visible()
    expect(page.get_by_text("写到这里的已经存在这部手机上")).to_be_visible()
    judge(page, "questions-phone")
    page.reload()
    expect(asked(form, "leads")).to_have_value("金丝雀主任")
    expect(asked(form, "valve").first).to_be_visible()
    save.click()
    expect(page.locator("[data-part=told]")).to_contain_text("合格")
    lies_on(page).must_be_sealed("金丝雀", "示例路", WORKER)
    assert kept(office) == []

    restore(page, server)
    queue = page.locator("[data-part=queue]")
    expect(queue).to_contain_text("最晚是 3月5日", timeout=20_000)
    judge(page, "questions-phone-refused")
    queue.get_by_role("button", name="改一改").click()
    expect(told_at(form, "cleaned")).to_contain_text("最晚是 3月5日")
    expect(told_at(form, "meals")).to_have_count(0)
    asked(form, "cleaned").fill("2020-03-04")
    save.click()
    expect(page.get_by_text("已送到")).to_be_visible(timeout=20_000)
    (check,) = kept(office)
    answers = check.answers or {}
    assert (answers["meals"], answers["fuel"]) == (300, "gas")
    assert (answers["cleaned"], answers["leads"]) == ("2020-03-04", "金丝雀主任")
    assert "found" not in answers and answers["noon_adults"] == 200
