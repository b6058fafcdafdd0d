"""The day of each decision in the public log: a page says it, and no damage to its file changes it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from forms_app.base import logs
from forms_app.base.dates import full_day, use_year
from forms_app.publishing.intake.logged import FILE, logged_in
from forms_app.publishing.service.publisher import Publisher
from tests.conftest import NOW, TestClock
from tests.publishing import cold
from tests.publishing.test_accept import GOOD, REFERENCE, put
from tests.publishing.test_crash import REVOKED
from tests.rule_files import CAMPAIGN

pytestmark = pytest.mark.same_on_both(reason="about files, not about the database")
KEY = f"{CAMPAIGN}/{REFERENCE}"
TODAY = NOW.date().isoformat()
LATER = NOW + timedelta(days=3)


def cycle(office, text: str, because: str = "content") -> Publisher:
    put(office, text)
    publisher = Publisher(office, logs.configure())
    publisher.cycle(because)
    return publisher


def page(office) -> str:
    file = office.site / "tree" / "enterprises" / REFERENCE / "index.html"
    return file.read_text(encoding="utf-8")


@pytest.mark.walk
def test_the_page_of_a_door_says_since_when_the_log_has_it(office, tmp_path) -> None:
    cycle(office, GOOD)
    assert "自 3月5日 起记在里面" in page(office)
    later = replace(office, clock=TestClock(moment=(LATER,)))
    publisher = cycle(later, REVOKED)
    assert "自 3月8日 起记在里面" in page(office)
    assert "In it since 8 March" in page(office)
    put(later, GOOD)
    relative = f"campaigns/{CAMPAIGN}/enterprises/qiantou/{REFERENCE}.md"
    publisher.cycle("content", {relative})
    publisher.later.settle()
    assert cold.released(later) == cold.built(later, tmp_path / "cold")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[: data.rfind(b"\n", 0, -1) + 1],
        lambda data: data.replace(TODAY.encode(), b"2019-03-05"),
        lambda data: data + b"9\tx",
    ],
    ids=["empty", "half", "a line less", "another day", "half a line more"],
)
def test_a_damaged_file_is_made_again_out_of_the_journal(office, damage) -> None:
    cycle(office, GOOD)
    file = office.accepted / FILE
    before = file.read_bytes()
    file.write_bytes(damage(before))
    cycle(office, GOOD, "start")
    assert file.read_bytes() == before
    assert logged_in(office.accepted)[KEY] == TODAY


@pytest.mark.walk
def test_what_was_decided_before_there_was_a_log_has_the_day_of_the_log(office) -> None:
    cycle(office, GOOD)
    for file in (office.accepted / FILE, office.data / "public-log" / "begun.json"):
        file.unlink()
    (office.site / "tree" / "enterprises" / REFERENCE / "index.html").unlink()
    (office.site / "releases.log").unlink()
    cycle(office, GOOD, "start")
    begun = json.loads((office.data / "public-log" / "begun.json").read_bytes())
    with use_year(NOW.year):
        day = full_day(begun["day"])
    assert f"自 {day} 公开日志开始起就在里面" in page(office)
    assert "起记在里面" not in page(office)
    cycle(office, REVOKED)
    assert "自 3月5日 起记在里面" in page(office)
    assert begun["sequence"] > 0


@pytest.mark.walk
def test_the_day_of_the_log_is_kept_when_its_file_is_made_again(office) -> None:
    cycle(office, GOOD)
    begun = office.data / "public-log" / "begun.json"
    begun.write_text(json.dumps({"sequence": 99, "day": "2020-03-01"}))
    (office.accepted / FILE).unlink()
    cycle(office, GOOD, "start")
    assert "自 3月1日 公开日志开始起就在里面" in page(office)
    assert "In it since the log began on 1 March" in page(office).replace("\n", " ")
