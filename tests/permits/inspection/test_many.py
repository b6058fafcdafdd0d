"""Very many subjects of an inspection: every one is on the list, on its pages, at the desk and in the figures, and nobody falls between two lists."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from forms_app.permits.campaigns.queries import campaigns
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.permits.inspection.public import collect
from forms_app.permits.resumption.models import SiteCheck
from tests import backlog
from tests.conftest import NOW
from tests.inspections import KITCHENS, LIST
from tests.permits.enterprises.test_search import cpu

TODAY = NOW.date()
YESTERDAY, TOMORROW = (TODAY + timedelta(days=days) for days in (-1, 1))
# status of the file, whether the last check passed, the first day of what failed, the
# day of what is due, and whether somebody has to go there today, and is told at the desk
STANDS: tuple[tuple[str | None, bool | None, date | None, bool, bool], ...] = (
    (None, None, None, True, False),
    ("withdrawn", False, TOMORROW, True, False),
    ("unchecked", None, None, True, False),
    (None, False, TOMORROW, True, False),  # nobody could write its file
    ("mending", False, YESTERDAY, True, True),
    ("mending", False, TODAY, True, True),
    ("mending", False, TOMORROW, False, False),
    ("mending", None, None, True, True),  # by an edit of the file
    ("mending", True, None, True, True),
    ("suspended", None, None, True, True),
    ("suspended", False, TOMORROW, True, True),
    ("suspended", True, None, True, True),
    ("passed", True, None, False, False),
    ("passed", None, None, False, False),
    ("passed", False, YESTERDAY, True, True),  # its file was faulty when it failed
    ("passed", False, TOMORROW, False, False),
)


def keep_many(session, count: int) -> None:
    """Each way to stand in turn, in two grids of one community."""
    like = backlog.unit_of("qiantou", 0)
    own = {c.key: getattr(like, c.key) for c in Enterprise.__table__.columns}
    units: list[dict[str, Any]] = []
    permissions: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    for number in range(count):
        status, passed, due_on, _due, _desk = STANDS[number % len(STANDS)]
        where = {"grid": f"qiantou-{number % 2 + 1}", "address": f"示例路 {number} 号"}
        said = {"reference": f"QT-{number:05}", "name": f"示例厂{number}", **where}
        units.append({**own, **said, "id": number + 1, "phone_index": f"{number}"})
        of = {"enterprise_id": number + 1, "campaign": KITCHENS}
        if status:
            permissions.append({**of, "status": status, "since": YESTERDAY})
        if passed is not None:
            checks.append(
                {
                    **of,
                    "purpose": "inspection",
                    "rule": "site-check@2020-03-01",
                    "lines": {"hose": "passed" if passed else "failed"},
                    "due_on": due_on,
                    "notes": {},
                    "visitors": ["gas"],
                    "confirmed": "",
                    "passed": passed,
                    "visited_at": backlog.LONG_AGO,
                    "recorded_at": backlog.LONG_AGO,
                    "recorded_by": "grid-worker-0-qiantou-2",
                }
            )
    for model, rows in (
        (Enterprise, units),
        (Permission, permissions),
        (SiteCheck, checks),
    ):
        session.execute(insert(model), rows)


@pytest.fixture(params=[201, 1_000, pytest.param(10_000, marks=pytest.mark.long)])
def count(request, office, gas) -> int:
    with office.database.writing() as session:
        keep_many(session, request.param)
    return request.param


@pytest.fixture
def officer(staff):
    return staff("office", ("qiantou",))


def number_of(count: int, place: int) -> int:
    """How many stand so that this place of STANDS says yes."""
    return sum(bool(STANDS[one % len(STANDS)][place]) for one in range(count))


def pages(who, address: str) -> Iterator[str]:
    while address:
        shown = who.get(address).text
        yield shown
        found = re.search(r'rel="next" href="([^"]+)"', shown)
        address = LIST + html.unescape(found[1]) if found else ""


@pytest.mark.walk
def test_every_subject_is_on_the_pages_of_its_list_once(count, officer) -> None:
    view = f"{LIST}?campaign={KITCHENS}&per=200"
    for state, wanted in (("due", number_of(count, 3)), ("", count)):
        seen = Counter()
        for shown in pages(officer, f"{view}&state={state}"):
            assert f"{wanted} 家" in shown or f"共 {wanted} " in shown, shown
            seen.update(re.findall(r'class="src">(QT-\d+)<', shown))
        assert len(seen) == wanted and set(seen.values()) == {1}


@pytest.mark.walk
def test_a_phone_says_when_it_carries_a_part(count, officer) -> None:
    carried = officer.get(f"{LIST}today.json").json
    due = number_of(count, 3)
    assert len(carried["stops"]) == min(due, 200) and carried["more"] == (due > 200)


def test_the_desk_tells_of_everybody_who_is_to_be_looked_at_again(
    count, officer
) -> None:
    desk = officer.get("/app/staff/").text
    again = number_of(count, 4)
    every = [int(number) for number in re.findall(r"<dd>(\d+)</dd>", desk)]
    assert every[-1] == again


@pytest.mark.walk
def test_the_figures_are_those_of_every_subject(count, office) -> None:
    with office.database.reading() as session:
        told = collect(session, campaigns(office)[KITCHENS], TODAY)
    stand = [STANDS[one % len(STANDS)] for one in range(count)]
    by_status = Counter(status for status, *_rest in stand)
    assert told == {
        "qiantou": {
            "subjects": count,
            "checked": sum(
                passed is not None or status in {"passed", "mending", "suspended"}
                for status, passed, *_rest in stand
            ),
            "passed": by_status["passed"],
            "mending": by_status["mending"],
            "overdue": sum(one[:3] == ("mending", False, YESTERDAY) for one in stand),
            "suspended": by_status["suspended"],
        }
    }


def once(session, who, path: str) -> float:
    """Seconds of the processor that a page takes."""
    begun = cpu(session)
    who.get(path)
    return cpu(session) - begun


@pytest.mark.walk
def test_no_page_is_slow(count, office, officer) -> None:
    views = ("", "&state=", "&state=overdue", "&sort=due_on", "&sort=-visited_at")
    paths = [f"{LIST}?campaign={KITCHENS}{view}" for view in views]
    took = {}
    for path in (*paths, f"{paths[1]}&from=150", f"{LIST}today.json", "/app/staff/"):
        officer.get(path)
        with office.database.reading() as session:
            took[path] = min(once(session, officer, path) for _again in range(3))
    print(f"\n{count}: { ({path: round(one * 1000) for path, one in took.items()}) }")
    assert max(took.values()) < 0.3, took


@pytest.mark.walk
def test_whoever_is_on_no_list_of_today_passed_or_has_a_day_to_come(
    office, gas, officer
) -> None:
    """Every way to stand, one by one: due, or on a list that a day brings back."""
    with office.database.writing() as session:
        keep_many(session, len(STANDS))
    due = "".join(pages(officer, f"{LIST}?campaign={KITCHENS}"))
    for number, (status, passed, due_on, is_due, _desk) in enumerate(STANDS):
        assert (f"QT-{number:05}<" in due) == is_due, STANDS[number]
        has_day = passed is False and due_on is not None and due_on > TODAY
        assert is_due or status == "passed" or has_day, STANDS[number]
