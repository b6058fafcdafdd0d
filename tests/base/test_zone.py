"""The office's time zone: by which clock it shows and stores, and what stays when it is changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import alembic.command
import pytest
from sqlalchemy import select, text

from forms_app.base import audit, db
from forms_app.base.access import Actor
from forms_app.base.audit import AuditEntry
from forms_app.base.audit_entries import PLAIN
from forms_app.base.clock import OfficeClock, real_now
from forms_app.base.dates import NoDate, read_day, read_moment
from forms_app.base.office import Office
from forms_app.base.profile import FILE
from forms_app.base.zone import start_of
from forms_app.publishing.service import selfcheck
from forms_app.publishing.site.feeds import Feed, Item, feed
from tests.conftest import NOW, PROJECT

ACTOR = Actor("staff", "qiantou-reviewer")
BERLIN = ZoneInfo("Europe/Berlin")
# 2:30 is there twice: summer time ends at 3:00
BEFORE = datetime(2020, 10, 25, 0, 30, tzinfo=UTC)
AFTER = BEFORE + timedelta(hours=1)


def say(folder: Path, zone: str) -> None:
    """Another zone in the office.toml of a folder."""
    own = (PROJECT / "content" / FILE).read_text(encoding="utf-8")
    (folder / FILE).write_text(f'{own}\ntimezone = "{zone}"\n', encoding="utf-8")


def move_to(office: Office, zone: str) -> OfficeClock:
    """Another zone, as accepted; gives the clock of such an office."""
    say(office.accepted, zone)
    clock = OfficeClock()
    clock.now()
    return clock


def note(office: Office, subject: str, now: datetime) -> None:
    with office.database.writing() as session:
        audit.record(session, actor=ACTOR, action="x", subject=subject, now=now)


def moments(office: Office) -> list[datetime]:
    with office.database.reading() as session:
        return list(session.scalars(select(AuditEntry.at).order_by(AuditEntry.number)))


@pytest.mark.parametrize("zone", ["Asia/Urumqi", "Europe/Berlin", "America/Lima"])
def test_the_office_clock_shows_the_time_of_its_own_place(office, zone) -> None:
    now = move_to(office, zone).now()
    assert now.utcoffset() == real_now().astimezone(ZoneInfo(zone)).utcoffset()
    assert start_of(date(2020, 7, 1)) == datetime(2020, 7, 1, tzinfo=ZoneInfo(zone))


def test_both_hours_at_the_end_of_summer_time_are_kept_apart(office) -> None:
    move_to(office, "Europe/Berlin")
    for moment in (BEFORE, AFTER):
        note(office, "QT-1", moment)
    kept = moments(office)
    assert [f"{moment:%H:%M %z}" for moment in kept] == ["02:30 +0200", "02:30 +0100"]
    assert [moment.astimezone(UTC) for moment in kept] == [BEFORE, AFTER]


def test_another_zone_moves_nothing_that_was_written(office) -> None:
    note(office, "QT-1", NOW)
    move_to(office, "Europe/Berlin")
    note(office, "QT-2", NOW)
    assert moments(office) == [NOW, NOW]
    assert [f"{moment:%H:%M}" for moment in moments(office)] == ["02:30", "02:30"]
    with office.database.reading() as session:
        assert audit.verify(session) is None
        found = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        assert [f"{entry.office_time:%H:%M %z}" for entry in found] == [
            "09:30 +0800",
            "02:30 +0100",
        ]


@pytest.mark.walk
def test_the_migration_keeps_the_moments_of_an_older_database(
    office, monkeypatch
) -> None:
    monkeypatch.setattr(audit, "KEYED", PLAIN)  # as that database was written
    note(office, "QT-1", NOW.replace(microsecond=999999))
    at = text("SELECT CAST(at AS VARCHAR(26)) FROM audit_entries")
    config = db.alembic_config(office.database.url)
    alembic.command.downgrade(config, "0019")
    with office.database.engine.connect() as connection:
        assert connection.scalar(at) == "2020-03-05 09:30:00.999999"
    alembic.command.upgrade(config, "head")
    with office.database.engine.connect() as connection:
        assert connection.scalar(at) == "2020-03-05 01:30:00.999999"
    assert moments(office) == [NOW.replace(microsecond=999999)]
    with office.database.reading() as session:
        assert audit.verify(session) is None


@pytest.mark.long
def test_the_zone_is_an_input_of_the_site(office, publish) -> None:
    publish()
    feed = office.site / "tree" / "feeds" / "notices.atom.xml"
    assert "T00:00:00+08:00" in feed.read_text(encoding="utf-8")
    say(office.content, "Europe/Berlin")
    publish()
    assert "+08:00" not in feed.read_text(encoding="utf-8")
    assert "T00:00:00+01:00" in feed.read_text(encoding="utf-8")
    assert selfcheck.compare(office).paths == []


@pytest.mark.parametrize("written", ["", "2020-02-30", "2月3日", "2020-03-05T08:00"])
def test_what_is_no_day_is_told_in_one_sentence(written) -> None:
    with pytest.raises(NoDate) as told:
        read_day(written)
    assert told.value.says == "请写成 2020-02-28 这样的日期"


def test_a_moment_is_read_by_the_clock_of_the_zone_or_by_its_own_offset() -> None:
    assert read_moment(" 2020-07-01 08:00", BERLIN) == datetime(
        2020, 7, 1, 6, tzinfo=UTC
    )
    read = read_moment("2020-07-01T08:00+08:00", BERLIN)
    assert f"{read:%H:%M %z}" == "02:00 +0200"
    for written in ("", "tomorrow", "0001-01-01T00:00+14:00"):
        with pytest.raises(NoDate):
            read_moment(written, BERLIN)


def test_a_day_of_a_feed_begins_where_the_office_is() -> None:
    about = Feed("https://x.example", "x.xml", "/", "x", "zh-Hans", "Europe/Berlin")
    made = feed(about, [Item("a", "/a/", "2020-07-01")])
    assert b"2020-07-01T00:00:00+02:00" in made
