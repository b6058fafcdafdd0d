"""Who did not report: shown by slot, called, reminded; and a missing slot is missing for good."""

from __future__ import annotations

import re
import time
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.exports.kinds import Asked
from forms_app.base.reads import Look
from forms_app.people.isolation import completeness, missing_queries, sheet
from forms_app.people.isolation.completeness import Kept, Mark
from forms_app.people.isolation.models import MissingCall, Reading, SlotReport
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Enterprise, Permission
from forms_app.sample.plans import SHANGHAI
from tests import journeys
from tests.conftest import NOW, post, post_and_open
from tests.people.isolation import daily
from tests.people.isolation.daily import GOOD, PAGE, fields, send
from tests.permissions import permit
from tests.rule_files import CAMPAIGN

ADMIN = Actor("staff", "admin", Role.ADMIN)
TODAY = NOW.date()


@pytest.fixture
def clerk(client, office):
    journeys.register(client)
    daily.people(office)
    return client


def missing(
    office,
    slot: str = "morning",
    day: date = TODAY,
    actor: Actor = ADMIN,
    **within: str,
):
    health = daily.rule(office)
    chosen = next(each for each in health.slots if each.id == slot)
    with office.database.reading() as session:
        found = missing_queries.who_is_missing(session, actor, day, chosen, **within)
        if "grid" not in within:
            units = missing_queries.units_missing(session, actor, day, chosen, **within)
            assert {one.id for one in units} == {one.enterprise.id for one in found}
        return found


def test_an_enterprise_without_a_report_is_missing_and_so_is_who_stays_in_without_a_reading(
    clerk, office
) -> None:
    found = missing(office)
    assert [(m.no_report, m.people) for m in found] == [
        (True, [(1, "示例甲"), (2, "示例乙")])
    ]
    send(clerk, ("36.5", "well"), ("", "unread"))
    assert [(m.no_report, m.people) for m in missing(office)] == [
        (False, [(2, "示例乙")])
    ]
    send(clerk, *GOOD)
    assert missing(office) == []
    assert [m.no_report for m in missing(office, "evening")] == [True], (
        "the morning does not stand for the evening"
    )


def test_nobody_today_is_a_report_but_no_reading(clerk, office) -> None:
    send(clerk, ("", "unread"), ("", "unread"), rest="nobody")
    assert [(m.no_report, len(m.people)) for m in missing(office)] == [(False, 2)]


def test_a_reading_of_ones_own_counts_for_the_person_and_not_for_the_enterprise(
    clerk, app, office
) -> None:
    with office.database.reading() as session:
        first = session.scalars(select(Person.id).where(Person.number == 1)).one()
    daily.case(office, first)
    shown = post_and_open(clerk, "/app/my/people/1/own-link/").text
    code = shown.partition('class="code">')[2].partition("<")[0].rpartition("/")[2]
    worker = app.test_client()
    post(worker, f"/app/own/{code}")
    worker.post("/app/own/", data=fields(worker, ("36.5", "well"), page="/app/own/"))
    assert [(m.no_report, m.people) for m in missing(office)] == [
        (True, [(2, "示例乙")])
    ]


def test_who_left_was_released_or_came_in_after_the_cut_off_is_not_missing(
    clerk, office
) -> None:
    with office.database.reading() as session:
        ids = session.scalars(select(Person.id).order_by(Person.number)).all()
    case = daily.case(office, ids[0])
    with office.database.writing() as session:
        session.execute(
            text(
                f"update isolation_cases set closed_at='2020-03-05 01:00:00' where id={case}"
            )
        )
        session.get_one(Person, ids[1]).left_on = TODAY
    late = daily.case(office, ids[2])
    with office.database.writing() as session:
        session.execute(
            text(
                f"update isolation_cases set opened_at='2020-03-05 03:00:00' where id={late}"
            )
        )
    assert [m.people for m in missing(office)] == [[]]
    assert [m.people for m in missing(office, "evening")] == [[(3, "示例丙")]]


def test_an_enterprise_that_is_not_approved_owes_no_report_but_its_isolation_is_watched(
    clerk, office
) -> None:
    with office.database.writing() as session:
        permit(session.scalars(select(Enterprise)).one(), "suspended")
    assert [(m.no_report, len(m.people)) for m in missing(office)] == [(False, 2)]


def test_by_community_and_grid(clerk, office) -> None:
    assert (
        missing(office, community="xunmei") == []
        and missing(office, grid="qiantou-1") == []
    )
    assert len(missing(office, community="qiantou", grid="qiantou-2")) == 1
    other = Actor("staff", "w", Role.GRID_WORKER, grids=frozenset({"qiantou-1"}))
    assert missing(office, actor=other) == []


def test_staff_see_who_is_missing_call_and_note_what_came_of_it(
    clerk, office, staff
) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    page = worker.get("/app/staff/reports/").text
    assert (
        'href="tel:13800009876"' in page
        and "3月5日早上的报备还没有收到" in page
        and "示例甲" in page
    )
    reference = clerk.get(f"{PAGE}token/").json["whose"]
    path = f"/app/staff/reports/{reference}/call/"
    answer = post(
        worker,
        path,
        "/app/staff/reports/",
        day="2020-03-05",
        slot="morning",
        outcome="will-report",
        note="马上",
    )
    assert answer.status_code == 302
    shown = worker.get(answer.location).text
    assert "答应马上报" in shown and "马上" in shown, (
        "still missing until it is reported"
    )
    with office.database.reading() as session:
        assert session.scalars(select(MissingCall)).one().note == "马上"
        assert [entry.action for entry, _r in audit.history(session, reference)][
            -1
        ] == "missing.call"
    send(clerk, *GOOD)
    assert "都报了" in worker.get("/app/staff/reports/").text


def test_the_desk_says_which_enterprise_is_missing_and_opens_nobody(
    clerk, app, office, staff
) -> None:
    daily.move(app, office, NOW + timedelta(hours=1))
    desk = staff("office", ("qiantou",)).get("/app/staff/").text
    assert "3月5日早上没有报" in desk and "示例甲" not in desk
    with office.database.reading() as session:
        assert session.scalars(select(Look).where(Look.of.like("person:%"))).all() == []


def test_a_call_with_no_outcome_or_of_another_grid_keeps_nothing(
    clerk, office, staff
) -> None:
    reference = clerk.get(f"{PAGE}token/").json["whose"]
    path = f"/app/staff/reports/{reference}/call/"
    page = "/app/staff/password/"
    own = staff("grid_worker", (), ("qiantou-2",))
    other = staff("grid_worker", (), ("qiantou-1",))
    post(own, path, page, day="2020-03-05", slot="morning", outcome="maybe", note="")
    assert (
        post(
            other,
            path,
            page,
            day="2020-03-05",
            slot="morning",
            outcome="reached",
            note="",
        ).status_code
        == 404
    )
    with office.database.reading() as session:
        assert session.scalars(select(MissingCall)).all() == []


def test_the_reminder_names_nobody(clerk, staff) -> None:
    page = staff("reviewer", ("qiantou",)).get("/app/staff/reports/").text
    words = page.partition("<textarea")[2].partition("</textarea>")[0]
    assert "示例箱包厂" in words and "示例甲" not in words


def test_a_missing_slot_is_missing_for_good_and_late_stays_late(
    clerk, app, office, staff
) -> None:
    daily.move(app, office, NOW.replace(hour=10, minute=30))
    send(clerk, *GOOD)
    daily.move(app, office, NOW + timedelta(days=3))
    for client, path in (
        (clerk, f"{PAGE}history/"),
        (
            staff("reviewer", ("qiantou",)),
            f"/app/staff/reports/{clerk.get(f'{PAGE}token/').json['whose']}/",
        ),
    ):
        row = (
            client.get(path)
            .text.partition('<th scope="row">3月5日</th>')[2]
            .partition("</tr>")[0]
        )
        assert (
            "晚报" in row
            and "3月5日 10:30" in row
            and "缺报" in row
            and "按时" not in row
        )
        assert ("单位报的" in row) == (client is not clerk), "who reported"


@pytest.mark.parametrize(
    ("kept", "now", "mark"),
    [
        (None, (9, 59), Mark.WAITING),
        (None, (10, 0), Mark.WAITING),
        (None, (10, 1), Mark.MISSING),
        (Kept(NOW, False, ""), (23, 0), Mark.IN_TIME),
        (Kept(NOW, True, ""), (23, 0), Mark.LATE),
    ],
)
def test_the_mark_of_a_slot(office, kept, now, mark) -> None:
    morning = daily.rule(office).slots[0]
    moment = datetime(2020, 3, 5, *now, tzinfo=SHANGHAI)
    assert completeness.mark(TODAY, morning, kept, moment) is mark


def test_before_somebody_had_to_report_nothing_is_missing(office) -> None:
    days = completeness.last_days(TODAY, 3)
    marks = completeness.marks(
        daily.rule(office), {}, days, TODAY - timedelta(days=1), NOW
    )
    assert [[mark for _slot, mark, _at in day.slots] for day in marks] == [
        [Mark.WAITING, Mark.NOT_YET],
        [Mark.MISSING, Mark.MISSING],
        [Mark.NOT_DUE, Mark.NOT_DUE],
    ]


def fill(office, enterprises: int, people: int, days: int, silent: int) -> None:
    """Enterprises with people, one in twenty in isolation, and reports of every slot but those of `silent` enterprises."""
    with office.database.writing() as session:
        example = session.scalars(select(Enterprise)).one()
        columns = {
            c.name: getattr(example, c.name)
            for c in Enterprise.__table__.columns
            if c.name != "id"
        }
        rows = [
            {**columns, "reference": f"QT-{n:06}", "grid": f"qiantou-{n % 4}"}
            for n in range(enterprises)
        ]
        session.execute(insert(Enterprise), rows)
        firms = session.scalars(
            select(Enterprise.id)
            .where(Enterprise.id != example.id)
            .order_by(Enterprise.id)
        ).all()
        permission = {
            "campaign": CAMPAIGN,
            "status": "approved",
            "since": date(2020, 2, 10),
        }
        session.execute(
            insert(Permission), [{**permission, "enterprise_id": one} for one in firms]
        )
        each = people // enterprises
        example_person = daily.person(example, 1, "none", 20)
        shared = {
            c.name: getattr(example_person, c.name)
            for c in Person.__table__.columns
            if c.name != "id"
        }
        shared |= {
            "origin": "",
            "area": "",
            "place": "",
            "transport": "",
            "room": "",
            "version": 1,
        }
        made = []
        for n in range(people):
            outcome = "home" if n % 20 == 0 else "none"
            firm = firms[n // each % len(firms)]
            number = n % each + 1
            made.append(
                {
                    **shared,
                    "enterprise_id": firm,
                    "number": number,
                    "phone_index": str(n),
                    "outcome": outcome,
                }
            )
        session.execute(insert(Person), made)
        staying = session.execute(
            select(Person.id, Person.enterprise_id).where(Person.outcome == "home")
        ).all()
        inside: dict[int, list[int]] = {}
        for person_id, firm in staying:
            inside.setdefault(firm, []).append(person_id)
        for back in range(days):
            for slot in ("morning", "evening"):
                _slot(
                    session, TODAY - timedelta(days=back), slot, firms[silent:], inside
                )


def _slot(
    session, day: date, slot: str, firms: list[int], inside: dict[int, list[int]]
) -> None:
    same = {"day": day, "slot": slot, "received_at": NOW, "is_late": False}
    report = {
        "written_at": NOW,
        "source": "enterprise",
        "covers": 10,
        "nobody": False,
        "follows": "",
        "by": "e",
    }
    rows = [
        {**same, **report, "enterprise_id": firm, "client_id": f"{day}-{slot}"}
        for firm in firms
    ]
    ids = session.scalars(insert(SlotReport).returning(SlotReport.id), rows).all()
    reading = {
        "day": day,
        "slot": slot,
        "celsius": "36.5",
        "unwell": False,
        "absent": False,
        "received_at": NOW,
    }
    read = [
        {**reading, "report_id": report_id, "person_id": person_id}
        for report_id, firm in zip(ids, firms, strict=True)
        for person_id in inside.get(firm, [])
    ]
    session.execute(insert(Reading), read)


def measured(office, most: float, **sizes: int) -> None:
    fill(office, **sizes)
    with office.database.writing() as session:
        session.execute(
            text("analyze")
        )  # as PostgreSQL does by itself a minute after so many rows came in
    began = time.perf_counter()
    found = missing(office)
    took = time.perf_counter() - began
    began = time.perf_counter()
    missing(office, community="qiantou", grid="qiantou-2")
    grid = time.perf_counter() - began
    print(
        f"\nwho_is_missing over {sizes}: {took * 1000:.0f} ms for everybody, {grid * 1000:.0f} ms for a grid"
    )
    assert sum(m.no_report for m in found) == sizes["silent"] and took < most


def test_who_is_missing_does_not_grow_slow_with_the_roster(clerk, office) -> None:
    with office.database.writing() as session:
        session.execute(text("delete from people"))
    measured(office, 2.0, enterprises=200, people=5_000, days=3, silent=40)


@pytest.mark.long
def test_who_is_missing_over_fifty_thousand_people_and_two_weeks(clerk, office) -> None:
    with office.database.writing() as session:
        session.execute(text("delete from people"))
    measured(office, 2.0, enterprises=2_000, people=50_000, days=14, silent=300)
    began = time.perf_counter()
    with office.database.reading() as session:
        asked = Asked({"community": "qiantou", "days": 14}, ADMIN, NOW)
        data = sheet.make(session, office, asked, lambda _rows, _share: None)
    print(
        f"\nthe sheet of two weeks, {len(data) // 1024} KB: {time.perf_counter() - began:.1f} s"
    )
    assert time.perf_counter() - began < 60


def test_what_somebody_tells_by_phone_is_theirs_alone_and_says_who_wrote_it(
    clerk, office, staff
) -> None:
    reference = clerk.get(PAGE).text and missing(office)[0].enterprise.reference
    worker = staff("grid_worker", (), ("qiantou-2",))
    path = f"/app/staff/reports/{reference}/1/"
    assert (
        f'href="{path}?day=2020-03-05&amp;slot=morning"'
        in worker.get("/app/staff/reports/").text
    )
    sent = dict(
        re.findall(
            r'<input type="hidden" name="([^"]+)" value="([^"]*)"',
            worker.get(path).text,
        )
    )
    wrong = worker.post(
        path, data={**sent, "staying-0-celsius": "99", "staying-0-how": "well"}
    )
    assert wrong.status_code == 200 and 'id="summary"' in wrong.text
    told = {**sent, "staying-0-celsius": "38.2", "staying-0-how": "unwell"}
    assert [worker.post(path, data=told).status_code for _twice in range(2)] == [
        302,
        302,
    ]
    assert [(m.no_report, m.people) for m in missing(office)] == [
        (True, [(2, "示例乙")])
    ], "the enterprise did not report"
    with office.database.reading() as session:
        kept = session.scalars(select(SlotReport)).one()
        assert (kept.source, kept.covers, kept.by) == (
            "staff",
            0,
            "staff:grid-worker-0-qiantou-2",
        )
        entry = audit.history(session, reference)[-1][0]
    assert (entry.actor_id, entry.details["source"], entry.details["alarms"]) == (
        "grid-worker-0-qiantou-2",
        "staff",
        1,
    )
    send(clerk, *GOOD)
    assert missing(office) == []
    assert worker.get(path.replace("/1/", "/3/")).status_code == 404, (
        "who works is reported by the enterprise"
    )
