"""Every list of the staff that may grow long is turned to its last row and says of how many."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.attachments.models import Attachment
from forms_app.ledger.meetings.models import Meeting
from forms_app.ledger.publicity.models import Group, GroupMessage
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.training.models import Training
from forms_app.ledger.visits.models import Visit
from forms_app.office.desk.models import DayClose
from forms_app.office.retention.operations import RUN
from forms_app.people.gates.models import Passage
from forms_app.people.isolation.models import CaseEvent, Hint, MissingCall
from forms_app.permits.enterprises.models import Enterprise
from tests import backlog
from tests.conftest import NOW, post

COUNT = 201
POINT = "xunmei-point-1"
UNIT = "QI-00001"


def days(number: int) -> timedelta:
    return timedelta(days=number)


def enterprises(session: Session, _unit: Enterprise) -> None:
    for number in range(2, COUNT + 1):
        backlog.enterprise(session, "qiantou", number)


def applications(session: Session, unit: Enterprise) -> None:
    backlog.applications(session, unit, COUNT)


def calls(session: Session, unit: Enterprise) -> None:
    backlog.calls(session, unit, COUNT)


def alarms(session: Session, unit: Enterprise) -> None:
    backlog.alarms(session, unit, COUNT)


def closed_alarms(session: Session, unit: Enterprise) -> None:
    made = [
        backlog.alarm(unit, who) for who in backlog.people(session, unit, COUNT, "none")
    ]
    for one in made:
        one.state = "closed"
        one.closed_at = NOW
    backlog.keep(session, made)


def hints(session: Session, unit: Enterprise) -> None:
    backlog.keep(
        session,
        [
            Hint(enterprise_id=unit.id, day=NOW.date(), kind="all-at-once")
            for _ in range(COUNT)
        ],
    )


def people_to_arrange(session: Session, unit: Enterprise) -> None:
    backlog.people_to_arrange(session, unit, COUNT)


def cases_over(session: Session, unit: Enterprise) -> None:
    backlog.cases(session, unit, COUNT)


def cases_going_on(session: Session, unit: Enterprise) -> None:
    due_on = NOW.date() + days(3)
    staying_in = backlog.people(session, unit, COUNT, "none")
    backlog.keep(session, [backlog.case(unit, who, due_on) for who in staying_in])


def needs(session: Session, unit: Enterprise) -> None:
    case = backlog.case(unit, backlog.people(session, unit, 1, "none")[0])
    backlog.keep(session, [case])
    of = {
        "case_id": case.id,
        "kind": "need",
        "day": NOW.date(),
        "at": NOW,
        "by": "staff:x",
        "code": "meals",
    }
    backlog.keep(
        session, [CaseEvent(note=f"事{number}件", **of) for number in range(COUNT)]
    )


def calls_to_missing(session: Session, unit: Enterprise) -> None:
    of = {
        "enterprise_id": unit.id,
        "day": NOW.date(),
        "slot": "morning",
        "at": NOW,
        "by": "x",
        "outcome": "reached",
    }
    backlog.keep(
        session, [MissingCall(note=f"第{number}次", **of) for number in range(COUNT)]
    )


def roster(session: Session, unit: Enterprise) -> None:
    backlog.people(session, unit, COUNT, "none")


def meetings(session: Session, _unit: Enterprise) -> None:
    of = {
        "community": "qiantou",
        "mode": "video",
        "chair": "director",
        "bodies": [],
        "opened_at": NOW,
        "closed_at": NOW,
    }
    backlog.keep(
        session,
        [Meeting(day=NOW.date() - days(number), **of) for number in range(COUNT)],
    )


def trainings(session: Session, _unit: Enterprise) -> None:
    of = {
        "community": "qiantou",
        "topic": "safety",
        "place": "示例",
        "trainer": "示例",
        "seats": 9,
        "at": NOW + days(2),
    }
    backlog.keep(
        session, [Training(title=f"第{number}场", **of) for number in range(COUNT)]
    )


def sweeps(session: Session, _unit: Enterprise) -> None:
    made = [
        Sweep(community="qiantou", title="示例", begun_at=NOW) for _ in range(COUNT)
    ]
    for one in made:
        one.units = [SweepUnit(grid="qiantou-1", label="示例楼")]
    backlog.keep(session, made)


def passage(number: int, outcome: str) -> Passage:
    gate = {
        "point": POINT,
        "community": "xunmei",
        "kind": "vehicle",
        "direction": "in",
        "reason": "work",
        "heads": 1,
    }
    said = {
        "vehicle": "car",
        "plate": f"闽C{number:05}",
        "outcome": outcome,
        "why": "fever",
        "by": "keeper",
    }
    return Passage(client_id=f"{number}", at=NOW, received_at=NOW, **gate, **said)


def passages(session: Session, _unit: Enterprise) -> None:
    backlog.keep(session, [passage(number, "work") for number in range(COUNT)])


def messages(session: Session, _unit: Enterprise) -> None:
    group = Group(community="qiantou", name="示例群", robot="")
    backlog.keep(session, [group])
    of = {
        "group_id": group.id,
        "notice_version": "1",
        "text": "x",
        "state": "sent",
        "asked_at": NOW,
        "asked_by": "x",
    }
    backlog.keep(
        session,
        [
            GroupMessage(slug=f"n{number}", title=f"第{number}份", **of)
            for number in range(COUNT)
        ],
    )


def certificates(session: Session, _unit: Enterprise) -> None:
    kept = {"rule": "retention-2020", "deleted": {}}
    for number in range(COUNT):
        by = {"actor": Actor("system", "x"), "now": NOW}
        audit.record(session, action=RUN, subject=f"night-{number}", details=kept, **by)


def closed_days(session: Session, _unit: Enterprise) -> None:
    of = {
        "community": "qiantou",
        "closed_at": NOW,
        "closed_by": "x",
        "figures": {},
        "head": "0" * 64,
    }
    last = date(2020, 3, 4)
    backlog.keep(
        session, [DayClose(day=last - days(number), **of) for number in range(COUNT)]
    )


def attachments(session: Session, unit: Enterprise) -> None:
    where = {
        "community": "qiantou",
        "grid": "qiantou-1",
        "enterprise_id": unit.id,
        "belongs_to": "application/1",
    }
    file = {
        "kind": "pdf",
        "size": 1,
        "sealed_hash": "0" * 64,
        "made_at": NOW,
        "made_by": "x",
    }
    made = [Attachment(file=f"{number}", **where, **file) for number in range(COUNT)]
    backlog.keep(session, made)


def visit(unit: Enterprise, number: int, **answers: str) -> Visit:
    said = {
        "channel": "in-person",
        "visitors": [],
        "outcome": "done",
        "rule": "1",
        "materials_left": [],
        "by": "x",
    }
    at = NOW - days(COUNT) + timedelta(hours=number)
    when = {"at": at, "recorded_at": at}
    return Visit(
        client_id=f"{number}", enterprise_id=unit.id, answers=answers, **when, **said
    )


def visits(session: Session, unit: Enterprise) -> None:
    backlog.keep(session, [visit(unit, number) for number in range(COUNT)])


@dataclass(frozen=True)
class LongList:
    """How it grows, the page it is on, and what tells its rows apart there."""

    grow: Callable[[Session, Enterprise], None]
    page: str
    row: str

    def __str__(self) -> str:
        return f"{self.grow.__name__} {self.page}"


OF_UNIT = f"/app/staff/enterprises/{UNIT}/"
LISTS = [
    LongList(enterprises, "/app/staff/enterprises/", r"/enterprises/(QI-\d+)/"),
    LongList(
        enterprises, "/app/staff/enterprises/?words=qiantou", r"/enterprises/(QI-\d+)/"
    ),
    LongList(
        applications, "/app/staff/applications/?grid=qiantou-1", r"/applications/(\d+)/"
    ),
    LongList(calls, "/app/staff/calls/", r'id="text-(\d+)"'),
    LongList(alarms, "/app/staff/alarms/", r"/alarms/(\d+)/"),
    LongList(closed_alarms, "/app/staff/alarms/", r"/alarms/(\d+)/"),
    LongList(hints, "/app/staff/hints/", r"/hints/(\d+)/seen/"),
    LongList(
        people_to_arrange,
        "/app/staff/isolation/?community=qiantou",
        rf"/open/{UNIT}/(\d+)/",
    ),
    LongList(cases_over, "/app/staff/isolation/", r"/isolation/(\d+)/"),
    LongList(cases_going_on, "/app/staff/isolation/", r"/isolation/(\d+)/"),
    LongList(needs, "/app/staff/isolation/", r"事(\d+)件"),
    LongList(calls_to_missing, f"/app/staff/reports/{UNIT}/", r"第(\d+)次"),
    LongList(roster, f"{OF_UNIT}people/", r"people/(\d+)/"),
    LongList(meetings, "/app/staff/lists/meetings/", r"/meetings/(\d+)/"),
    LongList(trainings, "/app/staff/training/", r"/training/(\d+)/"),
    LongList(sweeps, "/app/staff/sweeps/", r"/sweeps/(\d+)/"),
    LongList(passages, "/app/staff/gates/", rf"/{POINT}/(\d+)/"),
    LongList(messages, "/app/staff/publicity/groups/1/", r"第(\d+)份"),
    LongList(certificates, "/app/staff/retention/", r"/retention/(night-\d+)/"),
    LongList(closed_days, "/app/staff/day/", r"/day/qiantou/([\d-]+)/"),
    LongList(attachments, OF_UNIT, r"/attachments/(\d+)/"),
    LongList(visits, OF_UNIT, r"/visits/(\d+)/"),
]
SAYS = {
    "zh-Hans": r"共 (\d+) 条，这里是第 (\d+) 到 (\d+) 条",
    "en": r"(\d+) in all, here (\d+) to (\d+)",
}


@pytest.mark.parametrize("long_list", LISTS, ids=str)
def test_a_long_list_is_turned_to_its_last_row_and_says_of_how_many(
    long_list, office, staff
):
    with office.database.writing() as session:
        long_list.grow(session, backlog.enterprise(session, "qiantou"))
    officer = staff("office", ("qiantou", "xunmei"))
    for language, says in SAYS.items():
        officer.get(f"/app/staff/?lang={language}")
        address = long_list.page
        rows: list[str] = []
        places: list[tuple[int, ...]] = []
        while address:
            page = officer.get(address).text
            rows += dict.fromkeys(re.findall(long_list.row, page))
            places += [tuple(map(int, place)) for place in re.findall(says, page)]
            following = re.search(r'rel="next" href="([^"]+)"', page)
            address = (
                urljoin(address, following[1].replace("&amp;", "&"))
                if following
                else ""
            )
        assert len(rows) == len(set(rows)) == COUNT, "each row on one page"
        size = places[0][2]
        firsts = range(1, COUNT + 1, size)
        assert places == [
            (COUNT, first, min(first + size - 1, COUNT)) for first in firsts
        ]


def test_a_fever_waits_on_top_however_many_came_after_it(office, staff) -> None:
    with office.database.writing() as session:
        backlog.keep(session, [passage(0, "ask")])
        backlog.keep(session, [passage(number, "work") for number in range(1, COUNT)])
    shown = staff("office", ("xunmei",)).get("/app/staff/gates/").text
    assert re.findall(rf"/{POINT}/(\d+)/", shown)[0] == "1"


def test_what_was_handled_before_decisions_had_names_is_still_shown(
    office, staff
) -> None:
    done = passage(0, "ask")
    done.handled_at = NOW
    done.handled_by = "staff:x"
    with office.database.writing() as session:
        backlog.keep(session, [done])
    officer = staff("office", ("xunmei",))
    for page in ("/app/staff/gates/", f"/app/staff/gates/{POINT}/1/"):
        assert "闽C00000" in officer.get(page).text


def test_who_looks_back_reads_how_many_there_were_and_the_sheet_has_all(
    office, staff
) -> None:
    with office.database.writing() as session:
        passages(session, backlog.enterprise(session, "xunmei"))
    officer = staff("office", ("xunmei",))
    page = f"/app/staff/gates/{POINT}/look-back/"
    asked = {
        "begins": "2020-03-05T09:00",
        "ends": "2020-03-05T10:00",
        "reason": "查一辆车",
    }
    found = post(officer, page, **asked).text
    assert (
        f"登记（{COUNT} 条）" in found
        and "只显示前 100 条" in found
        and found.count("闽C") == 100
    )
    sheet = load_workbook(
        io.BytesIO(post(officer, page, export="y", **asked).data)
    ).active
    assert sheet.max_row == 1 + COUNT


def test_what_needs_somebody_is_above_every_message_that_came_after_it(
    office, staff
) -> None:
    with office.database.writing() as session:
        messages(session, backlog.enterprise(session, "qiantou"))
        session.get_one(GroupMessage, 1).state = "paste"
    shown = staff("office", ("qiantou",)).get("/app/staff/publicity/groups/1/").text
    assert "messages/1/pasted/" in shown


def test_what_a_visit_saw_of_the_health_records_stands_whatever_follows(
    office, staff
) -> None:
    with office.database.writing() as session:
        unit = backlog.enterprise(session, "qiantou")
        backlog.keep(session, [visit(unit, 0, **{"health-records": "yes"})])
        backlog.keep(session, [visit(unit, number) for number in range(1, COUNT)])
    assert (
        "走访看到的健康档案：已建立" in staff("office", ("qiantou",)).get(OF_UNIT).text
    )
