"""Duties that come back: laid out once, done with two taps or at the place, overdue until then, public without a bin."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.base.access import Actor
from forms_app.base.refusal import Refused
from forms_app.ledger.items.models import Item
from forms_app.ledger.rounds import operations, public, queries
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.rounds.occurrences import lay_out
from forms_app.ledger.rounds.plan import times_of
from forms_app.ledger.rounds.rules import State, moments
from forms_app.people.isolation.models import CaseEvent
from tests.conftest import NOW, post
from tests.office.retention import filled
from tests.stored import everything_stored

SYSTEM = {"actor": Actor("system", "test"), "now": NOW}
LIST = "/app/staff/rounds/"


@given(
    st.lists(st.times(), min_size=1, max_size=12),
    st.sampled_from([",", "，", " ", "、 "]),
)
def test_times_are_kept_in_order_and_once_each_however_they_are_written(
    clocks, between
) -> None:
    kept = times_of(between.join(f"{clock.hour}:{clock:%M}" for clock in clocks))
    assert (
        kept
        == ",".join(sorted({f"{clock:%H:%M}" for clock in clocks}))
        == times_of(kept)
    )
    assert len(moments(kept, NOW.date(), NOW - timedelta(days=1))) == len(
        kept.split(",")
    )


@pytest.mark.parametrize(
    "text", ["", "上午", "25:00", "8:61", ",".join(["08:00"] * 13)]
)
def test_what_is_no_list_of_times_is_refused(text) -> None:
    with pytest.raises(Refused):
        times_of(text)


def made(office, **values) -> int:
    given = {
        "kind": "disinfection",
        "community": "qiantou",
        "grid": "qiantou-2",
        "place": "示例大厦门卫",
        "is_public": True,
    }
    with office.database.writing() as session:
        since = {**SYSTEM, "now": NOW - timedelta(days=1)}
        return operations.make(
            session, {**given, "times": "08:00,16:00", **values}, **since
        ).id


def states(office, now=NOW) -> list[tuple[str, State]]:
    with office.database.reading() as session:
        found = queries.of_day(
            session, queries.in_force(session, now.date()), now.date(), now
        )
    return sorted((f"{one.due_at:%H:%M}", one.state) for one in found)


def test_a_duty_is_laid_out_once_done_with_two_taps_overdue_until_then_and_missing_when_nobody_laid_it_out(
    office, app, staff, client
) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    sent = {
        "kind": "disinfection",
        "spot": "示例大厦值班室",
        "where": "qiantou/qiantou-2",
        "times": "16：00 8:00",
        "is_public": "y",
    }
    assert (
        post(worker, f"{LIST}new/", **{**sent, "task": "找 13800001234"}).status_code
        == 200
    ), "public: no phone number"
    answer = post(worker, f"{LIST}new/", **sent, task="84 消毒液喷洒")
    assert answer.location == f"{LIST}1/"
    assert states(office) == [("16:00", State.DUE)], (
        "what lay before it was made is not asked for"
    )
    made(office)
    assert (
        states(office)[0] == ("08:00", State.NOT_LAID_OUT)
        and "没有排" in worker.get(LIST).text
    )
    for number in ("2 new", "0 new"):
        assert number in app.test_cli_runner().invoke(args=["rounds", "lay-out"]).output
    assert states(office) == [
        ("08:00", State.OVERDUE),
        ("16:00", State.DUE),
        ("16:00", State.DUE),
    ]
    early = post(worker, f"{LIST}items/1/done/", LIST)
    assert early.status_code == 409 and "还没有到时间" in early.text
    with office.database.reading() as session:
        today = (
            select(Item)
            .where(Item.due_at > NOW - timedelta(hours=8))
            .order_by(Item.due_at)
        )
        late = session.scalars(today).first().id
        code = session.get(Duty, 2).code
    assert post(worker, f"{LIST}items/{late}/done/", LIST).status_code == 302
    assert (
        states(office)[0] == ("08:00", State.DONE)
        and "grid-worker" in worker.get(LIST).text
    )
    assert post(worker, f"{LIST}items/{late}/done/", LIST).status_code == 409, (
        "the second tap says so"
    )
    with office.database.reading() as session:
        assert [
            entry.action for entry, _r in audit.history(session, f"item/{late}")
        ] == ["round.raise", "round.finish"]
        shown = public.collect(session, NOW, {})["qiantou"]["plan"]
    assert [(row["place"], row["last"]) for row in shown] == [
        ("示例大厦值班室", ""),
        ("示例大厦门卫", "2020-03-05 09:30"),
    ]
    assert client.get(f"{LIST}at/{code}/").status_code == 302, (
        "a code needs a staff account"
    )
    assert (
        staff("grid_worker", (), ("qiantou-1",)).get(f"{LIST}at/{code}/").status_code
        == 404
    )
    assert "现在没有要做的" in worker.get(f"{LIST}at/{code}/").text
    before = office.clock.__class__.now
    office.clock.__class__.now = lambda _clock: NOW + timedelta(hours=6)
    try:
        assert post(worker, f"{LIST}at/{code}/").status_code == 302
        assert (f"{NOW:%d}" and "做了") in worker.get(f"{LIST}at/{code}/").text
    finally:
        office.clock.__class__.now = before
    assert "示例大厦值班室" not in everything_stored(office)


@pytest.mark.same_on_both
def test_times_and_owners_are_changed_by_sheet_and_what_is_no_more_is_taken_back(
    office, staff
) -> None:
    made(office, times="10:00,16:00")
    with office.database.writing() as session:
        lay_out(session, NOW.date(), **SYSTEM)
    reviewer = staff("reviewer", ("qiantou",))
    address = "/app/staff/lists/duties"
    book = load_workbook(io.BytesIO(reviewer.get(f"{address}.xlsx").data))
    cells = {cell.value: cell.column for cell in book.active[1]}
    book.active.cell(2, cells["每天几点"]).value = "16:00, 20:00"
    book.active.cell(2, cells["谁负责"]).value = "qiantou-squad-2"
    out = io.BytesIO()
    book.save(out)
    page = post(
        reviewer,
        f"{address}/upload/",
        sheet=(io.BytesIO(out.getvalue()), "duties.xlsx"),
    ).location
    assert "qiantou-squad-2" in reviewer.get(page).text
    assert post(reviewer, f"{page}take/", page).status_code in {200, 302}
    assert states(office) == [
        ("10:00", State.DROPPED),
        ("16:00", State.DUE),
        ("20:00", State.DUE),
    ]
    with office.database.reading() as session:
        owners = {
            item.owner
            for item in session.scalars(select(Item))
            if item.status == "taken"
        }
        assert (
            owners == {"qiantou-squad-2"}
            and audit.history(session, "duty/1")[-1][0].action == "duty.change"
        )


@pytest.mark.parametrize(
    "title, value",
    [
        ("每天几点", time(8, 0)),
        ("每天几点", "８：００"),
        ("到哪一天", date(2020, 3, 31)),
        ("到哪一天", datetime(2020, 3, 31, 8, 0)),
        ("到哪一天", "2020/3/31"),
        ("到哪一天", "2020年3月31日"),
        ("到哪一天", "3月31日"),
        ("谁负责", "#N/A"),
    ],
    ids=str,
)
@pytest.mark.same_on_both
def test_the_times_and_days_of_excel_are_taken_and_its_errors_are_not(
    office, staff, title, value
) -> None:
    duty = made(office, times="10:00,16:00", owner="qiantou-squad-2")
    reviewer = staff("reviewer", ("qiantou",))
    address = "/app/staff/lists/duties"
    book = load_workbook(io.BytesIO(reviewer.get(f"{address}.xlsx").data))
    cells = {cell.value: cell.column for cell in book.active[1]}
    book.active.cell(2, cells[title]).value = value
    out = io.BytesIO()
    book.save(out)
    sheet = (io.BytesIO(out.getvalue()), "duties.xlsx")
    page = post(reviewer, f"{address}/upload/", sheet=sheet).location
    post(reviewer, f"{page}take/", page)
    with office.database.reading() as session:
        kept = session.get(Duty, duty)
        found = {"每天几点": kept.times, "到哪一天": str(kept.ends_on)}
        wanted = {"每天几点": "08:00", "到哪一天": "2020-03-31"}
        assert kept.owner == "qiantou-squad-2"
        assert found.get(title) == wanted.get(title)


@pytest.mark.walk
@pytest.mark.same_on_both
def test_bins_hang_on_needs_are_counted_and_never_placed(
    office, staff, publish
) -> None:
    with office.database.writing() as session:
        unit = filled.enterprise(office, session)
        for number in range(1, 13):
            case = filled.case(session, filled.person(session, unit, number), None)
            case.due_on = NOW.date() + timedelta(days=3)
            need = {
                "kind": "need",
                "code": "bin",
                "note": "放金丝雀门口",
                "day": NOW.date(),
                "at": NOW,
                "by": "x",
            }
            case.events.append(CaseEvent(**need))
    made(office, place="示例菜市场", task="84 消毒液")
    worker = staff("grid_worker", (), ("qiantou-2",))
    for place in re.findall(rf"{LIST}bin/\d+/", worker.get(LIST).text):
        assert post(worker, place, LIST).status_code == 302
    assert "bin/" not in worker.get(LIST).text, "each need has its bin"
    assert post(worker, f"{LIST}bin/1/", LIST).status_code == 404
    assert "词isolation_cases.place" in worker.get(LIST).text
    listed = worker.get("/app/staff/lists/duties/").text
    assert "收隔离垃圾：2 号桶" in listed and "词isolation_cases.place" not in listed
    publish()
    figures = json.loads(
        (office.site / "tree" / "data" / "statistics.json").read_text(encoding="utf-8")
    )
    assert figures["rounds"]["qiantou"]["bins"] == 10
    with office.database.writing() as session:
        session.get(Duty, 2).ends_on = NOW.date() - timedelta(days=1)
    with office.database.reading() as session:
        printed = {"qiantou": {"bins": 20}}
        assert public.collect(session, NOW, printed)["qiantou"]["bins"] == 20, (
            "nine homes fewer do not show"
        )
        assert public.collect(session, NOW, {})["qiantou"]["bins"] == 10
    page = (office.site / "tree" / "statistics" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "收隔离垃圾：约 10 个" in page and "示例菜市场" in page
    built = b"".join(
        path.read_bytes()
        for path in (office.site / "tree").rglob("*")
        if path.suffix in {".html", ".json"}
    )
    assert "词isolation_cases".encode() not in built and "金丝雀".encode() not in built
    with office.database.writing() as session:
        titles = [item.title for item in session.scalars(select(Item))]
        for event in session.scalars(
            select(CaseEvent).where(CaseEvent.kind == "need")
        ).all():
            session.delete(event)
        session.flush()
        left = [duty.kind for duty in session.scalars(select(Duty))]
    assert left == ["disinfection"] and not any("词" in title for title in titles), (
        "it goes with the need"
    )


def test_a_duty_between_two_days_is_asked_for_only_then(office) -> None:
    made(office, ends_on=NOW.date())
    with office.database.writing() as session:
        assert lay_out(session, NOW.date() + timedelta(days=1), **SYSTEM) == 0
    assert states(office, datetime(2020, 3, 6, 9, tzinfo=NOW.tzinfo)) == []


def test_a_time_that_comes_back_is_due_again_and_what_was_owed_stays_missing_when_the_plan_changes(
    office,
) -> None:
    duty_id = made(
        office, times="08:00,17:00"
    )  # made yesterday, and nobody laid today out
    with office.database.writing() as session:
        duty = session.get(Duty, duty_id)
        for times in ("08:00,16:00", "08:00,17:00"):
            operations.change(session, duty, {"times": times}, **SYSTEM)
    standing = [one for one in states(office) if one[1] != State.DROPPED]
    assert standing == [("08:00", State.OVERDUE), ("17:00", State.DUE)]


def test_a_key_place_is_on_the_list_with_its_last_check_and_what_was_found(
    office, staff
) -> None:
    reviewer = staff("reviewer", ("nanpu",))
    places = "/app/staff/lists/key-places/"
    before = reviewer.get(places).text
    assert before.count("没有安排检查") == 3 and "市场管理办公室" in before
    link = re.search(r'href="([^"]+spot=[^"]+)"', before)[1].replace("&amp;", "&")
    planned = reviewer.get(link).text
    assert 'value="南埔农贸市场"' in planned
    duty = {"kind": "check", "spot": "南埔农贸市场", "where": "nanpu/nanpu-1"}
    assert post(reviewer, link, times="10:00", **duty).status_code == 302
    worker = staff("grid_worker", (), ("nanpu-1",))
    today = worker.get(LIST).text
    assert "检查重点场所：南埔农贸市场" in today and "写查到什么" in today
    item = "/app/staff/items/1/"
    answer = {"version": "1", "answer": "东门没有人测温，当场补上"}
    assert post(worker, f"{item}answer/", item, **answer).status_code == 302
    assert "没有人测温" not in reviewer.get(places).text, "until it is done"
    assert post(worker, f"{LIST}items/1/done/", LIST).status_code == 302
    after = reviewer.get(places).text
    assert "东门没有人测温，当场补上" in after and "3月5日" in after
    assert after.count("没有安排检查") == 2


def test_a_key_place_that_was_not_checked_in_time_is_overdue_on_the_list(
    office, staff
) -> None:
    made(
        office,
        kind="check",
        place="南埔物流园区",
        community="nanpu",
        grid="nanpu-2",
        times="08:00",
    )
    with office.database.writing() as session:
        lay_out(session, NOW.date(), **SYSTEM)
    worker = staff("grid_worker", (), ("nanpu-2",))
    page = worker.get("/app/staff/lists/key-places/").text
    assert "超期" in page and "南埔物流园区" in page
    assert "南埔农贸市场" not in page, "a place of another grid"
