"""Readings are read: on the case, on the person's record, on an enterprise's reports; as a picture and as numbers."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from sqlalchemy import select

from forms_app.people.isolation import labels, temperatures
from forms_app.people.isolation.completeness import Mark
from forms_app.people.isolation.models import Alarm, Reading, SlotReport
from forms_app.permits.enterprises.models import Enterprise
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.conftest import post
from tests.people.isolation import daily

CASE = "/app/staff/isolation/1/"


@pytest.fixture
def measured(client, office):
    """Somebody in isolation whose fever came by phone this morning, and was normal yesterday evening."""
    reference, _code = journeys.register(client)
    daily.people(office, 2, 1)
    daily.case(office, 1)
    with office.database.writing() as session:
        unit = session.scalars(select(Enterprise)).one()
        report = reported(unit, date(2020, 3, 4), "evening")
        report.readings.append(read(1, date(2020, 3, 4), "evening", "36.4"))
        session.add(report)
    return reference


def reported(unit: Enterprise, day: date, slot: str):
    at = datetime(day.year, day.month, day.day, 17, tzinfo=SHANGHAI)
    return SlotReport(
        enterprise_id=unit.id, day=day, slot=slot, client_id=f"{day}{slot}", written_at=at,
        received_at=at, source="enterprise", covers=0, is_late=False, nobody=False, by="enterprise:test",
    )  # fmt: skip


def read(person_id: int, day: date, slot: str, celsius: str) -> Reading:
    at = datetime(day.year, day.month, day.day, 17, tzinfo=SHANGHAI)
    return Reading(
        person_id=person_id, day=day, slot=slot, celsius=celsius, received_at=at
    )


def by_phone(who, page: str, celsius: str, how: str) -> dict[str, str]:
    """The form of a reading told by phone, filled in."""
    hidden = r'<input type="hidden" name="([^"]+)" value="([^"]*)"'
    said = {"staying-0-celsius": celsius, "staying-0-how": how}
    return {**dict(re.findall(hidden, who.get(page).text)), **said}


def test_a_reading_noted_from_the_case_is_on_every_page_where_somebody_decides(
    measured, staff
) -> None:
    officer = staff("office", ("qiantou",))
    shown = officer.get(CASE).text
    link = f"/app/staff/reports/{measured}/1/?case=1"
    assert link in shown and "36.4 ℃" in shown
    fields = by_phone(officer, link, "37.8", "unwell")
    kept = officer.post(link, data=fields)
    assert kept.location == CASE, kept.text[:300]
    officer.get(f"/app/staff/enterprises/{measured}/people/1/")
    record = f"/app/staff/enterprises/{measured}/people/1/"
    post(officer, record, why="check")
    for page in (CASE, record, f"/app/staff/reports/{measured}/"):
        shown = officer.get(page).text
        assert "<svg" in shown and "36.4 ℃" in shown, page
        assert "<b>37.8 ℃，不舒服</b>" in shown, page
        assert "2 次体温，36.4 到 37.8 ℃，发热 1 次" in shown, page
        assert "未到时间" in shown, f"tonight is no 'need not report': {page}"
    for page in (CASE, record):
        shown = officer.get(page).text
        assert 'href="/app/staff/alarms/1/"' in shown and "等再量一次" in shown


def test_any_slot_that_may_be_reported_is_noted_from_the_case(measured, staff) -> None:
    officer = staff("office", ("qiantou",))
    page = f"/app/staff/reports/{measured}/1/?case=1"
    assert "?day=2020-03-04&amp;slot=morning&amp;case=1" in officer.get(page).text
    earlier = f"{page}&day=2020-03-04&slot=morning"
    fields = by_phone(officer, earlier, "36.6", "well")
    assert officer.post(earlier, data=fields).location == CASE
    assert "36.6 ℃" in officer.get(CASE).text


def test_an_alarm_that_is_over_still_stands_on_the_case(
    measured, staff, office
) -> None:
    with office.database.writing() as session:
        session.add(
            Alarm(
                person_id=1,
                enterprise_id=1,
                community="qiantou",
                grid="qiantou-2",
                kind="fever",
                state="closed",
                raised_at=datetime(2020, 3, 3, 9, tzinfo=SHANGHAI),
                closed_at=datetime(2020, 3, 4, 9, tzinfo=SHANGHAI),
            )
        )
    assert "发热 3月3日 09:00" in staff("office", ("qiantou",)).get(CASE).text


def test_two_weeks_say_what_is_missing_and_what_nobody_had_to_report(
    measured, office
) -> None:
    now = datetime(2020, 3, 5, 11, tzinfo=SHANGHAI)
    health = daily.rule(office)
    with office.database.reading() as session:
        both = temperatures.courses(session, [1, 2], health, now)
    marks = [cell.mark for cell in both[1].cells]
    assert len(marks) == 28
    # the case was opened two days ago at 9:30: its first report was that morning's
    assert set(marks[:22]) == {Mark.NOT_DUE}
    assert marks[22:] == [
        *(Mark.MISSING, Mark.MISSING),
        *(Mark.MISSING, Mark.IN_TIME),
        *(Mark.MISSING, Mark.NOT_YET),
    ]
    assert {cell.mark for cell in both[2].cells[:-1]} == {Mark.NOT_DUE}
    assert [round(x, 2) for x, _y, _cell in both[1].points()] == [0.93]
    assert "1 次体温" in labels.told(both[1])
