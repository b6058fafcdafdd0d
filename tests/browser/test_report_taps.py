"""The report of a day on which everybody is well: two taps from a bookmark or from the link of a reminder, also after the cookie is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms_app.people.isolation import reminders
from forms_app.people.isolation.models import SlotReport
from forms_app.permits.messages.outbox import Event
from tests import journeys
from tests.browser.axe import judge
from tests.browser.test_taps import Finger
from tests.conftest import NOW
from tests.people.isolation import daily

pytestmark = [pytest.mark.browser, pytest.mark.same_on_both(reason="about pages")]


def kept(office) -> list[int]:
    """How many people each report covers."""
    with office.database.reading() as session:
        return [one.covers for one in session.scalars(select(SlotReport))]


@pytest.fixture
def link(office, monkeypatch) -> str:
    """Where the reminder of a missing report leads."""
    told: list[Event] = []
    monkeypatch.setattr(
        reminders, "tell_all", lambda _session, _whom, event, _now: told.append(event)
    )
    with office.database.writing() as session:
        reminders.tell(session, reminders._slots(office, NOW)[0], NOW)
    return told[0].path


@pytest.mark.parametrize("scripts", [True, False])
def test_two_taps_report_that_all_are_well(
    browser, address, client, office, link, scripts
) -> None:
    reference, code = journeys.register(client)
    daily.people(office, staying=0)
    context = browser.new_context(java_script_enabled=scripts, locale="zh-CN")
    page: Page = context.new_page()
    assert link == daily.PAGE
    page.goto(f"{address}{link}")  # the cookie is gone
    page.get_by_label("单位编号").fill(reference)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="进入").click()
    expect(page).to_have_url(f"{address}{link}")
    if scripts:
        judge(page, "report-all-well")
    finger = Finger(page)
    finger.press("5 人今天都好，去核对")
    expect(page.get_by_text("其余 5 人都好")).to_be_visible()
    assert kept(office) == [], "nothing is sent before it was looked at"
    finger.press("对，发送")
    expect(page.get_by_role("heading", name="收到了")).to_be_visible()
    assert kept(office) == [5] and (finger.taps, finger.fields) == (2, [])
    context.close()


def test_whoever_stays_in_is_asked_one_by_one(client, office) -> None:
    journeys.register(client)
    daily.people(office, staying=1)
    assert "今天都好，去核对" not in client.get(daily.PAGE).text
