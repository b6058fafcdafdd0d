"""People from the paste to the day somebody is free, in a real browser at phone size, in both languages.

Found by names of fields and not by words, so that one journey is walked in Chinese and in English.
"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.base.office import Office
from forms_app.people.isolation.models import Case, SlotReport
from forms_app.permits.enterprises.models import Enterprise
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.browser.axe import judge
from tests.browser.door import Door, enter_as_staff
from tests.browser.test_journey import say_why
from tests.people.rosters.test_roster import HEADER, LETTERS, ROW
from tests.permissions import permit

pytestmark = pytest.mark.browser
SAID = {
    "zh-Hans": {
        "home": "在家或宿舍单独居住",
        "clear": "您不用隔离",
        "missing": "缺报",
        "late": "晚",
        "free": "已解除",
    },
    "en": {
        "home": "at home",
        "clear": "need not stay in",
        "missing": "Missing",
        "late": "late",
        "free": "Released",
    },
}


def thirty() -> str:
    """Three came back from another province, the others stayed; four rows are wrong."""
    came = [ROW.format(n=n, place="广东深圳", day="2020-02-25") for n in range(3)]
    made = came + [
        ROW.format(n=n, place="", day="").replace("\t否\t", "\t是\t")
        for n in range(3, 30)
    ]
    made = [
        row.replace(f"示例{n}\t", f"示例{LETTERS[n]}\t") for n, row in enumerate(made)
    ]
    made[2] = made[2].replace("2020-02-25", "2020-03-25")
    made[5] = made[5].replace("13800001205", "1380000120")
    made[9] = made[9].replace("\t是\t", "\t也许\t")
    made[19] = made[19].replace("13800001219", "13800001218")
    return HEADER + "".join(made)


def at(office: Office, *moment: int) -> None:
    """The office's clock, which every page looks at."""
    object.__setattr__(
        office.clock, "moment", (datetime(2020, 3, *moment, tzinfo=SHANGHAI),)
    )


def mend(page: Page, **fields: str) -> None:
    """The first row that is wrong."""
    page.locator("ul.list").first.locator("a").first.click()
    for name, value in fields.items():
        field = page.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            page.locator(f"[name={name}][value={value}]").check()
        else:
            field.fill(value)
    page.locator("main form button").first.click()


def report(page: Page, address: str, *temperatures: str) -> None:
    """Two taps and a number for each who stays in, one tap for everybody else, a look, and it is sent."""
    page.goto(f"{address}/app/my/report/")
    for n, celsius in enumerate(temperatures):
        page.locator(f"[name=staying-{n}-celsius]").fill(celsius)
        page.locator(f"[name=staying-{n}-how][value=well]").check()
    page.locator("[name=rest][value=well]").check()
    page.locator("button[name=step][value=look]").click()
    page.locator("#review button").first.click()
    expect(page.locator("#received, .note.good").first).to_be_visible(timeout=20_000)


def sign_in(page: Page, address: str, name: str, lang: str) -> None:
    enter_as_staff(page, f"{address}/app/staff/?lang={lang}", name)


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_from_thirty_pasted_to_the_day_somebody_is_free(
    page, address, client, office, staff, context, lang
) -> None:
    said = SAID[lang]
    reference, code = journeys.register(client)
    with office.database.writing() as session:
        enterprise = session.scalars(select(Enterprise)).one()
        permit(enterprise, since=date(2020, 3, 1))
    Door(address, reference, code).enter(page)
    page.goto(f"{address}/app/my/people/paste/?lang={lang}")
    page.locator("[name=rows]").fill(thirty())
    page.locator("main form button").first.click()
    page.locator("main form button").first.click()  # the good ones are taken
    mend(page, arrived_on="2020-02-25")
    mend(page, phone="13800001205")
    mend(page, stayed="yes")
    mend(page, phone="13800001219")
    page.locator("main form button").first.click()
    page.goto(f"{address}/app/my/people/1/")
    expect(page.locator("main")).to_contain_text(said["home"])
    page.goto(f"{address}/app/my/people/4/")
    expect(page.locator("main")).to_contain_text(said["clear"])
    report(page, address, "36.5", "36度6", "367")

    worker = staff("grid_worker", (), ("qiantou-2",))
    assert worker
    desk = context.browser.new_context(
        viewport={"width": 375, "height": 800}
    ).new_page()
    sign_in(desk, address, "grid-worker-0-qiantou-2", lang)
    open_case(desk, address, reference, office)
    at(office, 5, 19, 0)
    desk.goto(f"{address}/app/staff/reports/")
    expect(desk.locator("main")).to_contain_text(said["missing"])
    judge(desk, f"people-missing-{lang}")
    desk.locator("button[name=outcome]").first.click()
    report(page, address, "36.4", "36.4", "36.4")
    with office.database.reading() as session:
        kept = [
            (each.slot, each.is_late)
            for each in session.scalars(select(SlotReport).order_by(SlotReport.id))
        ]
    assert kept == [("morning", False), ("evening", True)]
    desk.goto(f"{address}/app/staff/reports/{reference}/")
    expect(desk.locator("main")).to_contain_text(said["late"])

    at(office, 10, 9, 0)
    say_why(desk, address)
    desk.goto(f"{address}/app/staff/isolation/1/release/")
    desk.locator("[name=reason]").fill("示例理由")
    desk.locator("main form button").first.click()
    expect(desk.locator("main")).to_contain_text(said["free"])
    judge(desk, f"people-released-{lang}")
    with office.database.reading() as session:
        assert session.scalars(select(Case)).one().state == "released"
    page.goto(f"{address}/app/my/report/")
    expect(page.locator("[name=staying-2-celsius]")).to_have_count(
        0
    )  # one of the three is free


def open_case(desk: Page, address: str, reference: str, office: Office) -> None:
    """For the first who must stay in: what is known stands in the form already."""
    desk.goto(f"{address}/app/staff/isolation/open/{reference}/1/")
    desk.locator("[name=follow_up]").fill("示例随访")
    desk.locator("main form button").first.click()
    with office.database.reading() as session:
        assert session.scalars(select(Case)).one().state == "open"
