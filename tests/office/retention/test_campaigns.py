"""What was written in a campaign goes by the end of that campaign, whatever else still runs, and the certificate says which."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from forms_app.office.retention.schedule import Schedule
from forms_app.permits.resumption.models import Application, Call, SiteCheck
from tests import campaigns
from tests.campaigns import TYPHOON
from tests.conftest import NOW, SHANGHAI
from tests.office.retention import filled
from tests.office.retention.filled import TODAY
from tests.rule_files import CAMPAIGN

LAST = date(2020, 2, 20)
OF_THE_END = "applications", "calls", "site-checks"


@pytest.fixture
def two(office, rule):
    """A typhoon that is over beside the epidemic: an application, a check and a call that nobody made in each."""
    campaigns.copy(office.content, **{"from": "2020-02-08", "to": str(LAST)})
    rule()
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        for number, campaign in enumerate((CAMPAIGN, TYPHOON), 1):
            own = {"enterprise_id": unit.id, "campaign": campaign}
            session.add(Application(
                number=number, stage="approved", answers={"x": {}}, workers=3,
                started_at=NOW, decided_at=NOW, **own,
            ))  # fmt: skip
            session.add(SiteCheck(
                purpose="opening", rule="site-check@2020-02-08", lines={}, passed=True,
                notes={"gate": "词"}, visitors=[], confirmed="词", visited_at=NOW,
                recorded_at=NOW, recorded_by="x", **own,
            ))  # fmt: skip
            session.add(Call(about="approved", text="词", at=NOW, **own))


def left(office) -> set[tuple[str, str]]:
    """What still says something, by table and campaign."""
    with office.database.reading() as session:
        found = [
            ("applications", one.campaign)
            for one in session.scalars(select(Application))
            if one.answers
        ]
        found += [
            ("site-checks", one.campaign)
            for one in session.scalars(select(SiteCheck))
            if one.confirmed
        ]
        return {
            *found,
            *(("calls", one.campaign) for one in session.scalars(select(Call))),
        }


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, 10, tzinfo=SHANGHAI)


def test_days_count_from_the_end_of_the_own_campaign(office, two, forget, rule) -> None:
    everything = {(kind, slug) for kind in OF_THE_END for slug in (CAMPAIGN, TYPHOON)}
    due = LAST + timedelta(days=31)
    assert forget(at(due - timedelta(days=1))).deleted == ()
    assert left(office) == everything
    done = forget(at(due))
    assert set(done.deleted) == {
        ("applications", f"{TYPHOON}/applications", 1),
        ("site-checks", f"{TYPHOON}/site-checks", 1),
        ("calls", f"{TYPHOON}/calls-ended", 1),
    }
    assert left(office) == {(kind, CAMPAIGN) for kind in OF_THE_END}
    text = (office.data / "certificates" / f"{done.name}.txt").read_text("utf-8")
    assert f"申请里填的内容（专项行动 {TYPHOON} 结束后 30 天）：1" in text


def test_the_end_of_the_emergency_is_that_of_every_other_campaign_only(
    office, two, forget, rule
) -> None:
    path = office.content / "campaigns" / TYPHOON / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("mode =", "ended_on = 2020-05-01\nmode ="), "utf-8")
    rule(("from = 2020-02-08", f"from = 2020-02-08\nended_on = {TODAY}"))
    forget(at(TODAY + timedelta(days=30)))
    assert left(office) == {(kind, TYPHOON) for kind in OF_THE_END}
    forget(at(date(2020, 5, 31)))
    assert left(office) == set()


def test_the_next_night_is_counted_over_all_campaigns(
    office, two, forget, staff
) -> None:
    schedule = Schedule.of(office, LAST + timedelta(days=31))
    with office.database.reading() as session:
        due = {one.row.name: one.number for one in schedule.due(session) if one.number}
    assert due[f"{TYPHOON}/applications"] == 1 and "applications" not in due
    forget(at(LAST + timedelta(days=31)))
    done = staff("office", ("qiantou",)).get(
        "/app/staff/retention/2020-03-22-1/?lang=en"
    )
    assert f"30 days after the campaign {TYPHOON} ended" in done.text


@pytest.mark.parametrize(
    ("to", "ended_on"), [(LAST, LAST), (LAST, date(2019, 5, 1)), (None, TODAY)]
)
def test_an_end_that_is_not_after_the_last_day_is_a_fault(
    office, accept, to, ended_on
) -> None:
    said = {"from": "2020-02-08", "ended_on": str(ended_on)}
    campaigns.copy(office.content, **said, **({"to": str(to)} if to else {}))
    path = f"campaigns/{TYPHOON}/campaign.toml"
    (fault,) = [one for one in accept().faults if one.path == path]
    assert fault.line and "最后一天" in fault.message
