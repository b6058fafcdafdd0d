"""A sweep: every unit of an area on a list, walked until nothing is left out, and the roster by class that comes of it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select

from forms_app.base import audit
from forms_app.ledger.sweeps.models import Sweep, SweepUnit
from forms_app.ledger.sweeps.rules import Result, coverage
from tests import journeys
from tests.conftest import download, post
from tests.people.rosters.test_roster import HEADER, paste, rows, take


@pytest.fixture
def begun(client, staff):
    """A sweep over one registered enterprise and two buildings; gives the reviewer."""
    journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    sent = {
        "community": "qiantou",
        "title": "3 月 5 日排查",
        "others": "第二网格 8号楼\nqiantou-1 示例大厦",
    }
    answer = post(reviewer, "/app/staff/sweeps/begin/", **sent)
    assert answer.location == "/app/staff/sweeps/1/", answer.text
    return reviewer


def units(office) -> list[SweepUnit]:
    with office.database.reading() as session:
        return list(session.scalars(select(SweepUnit).order_by(SweepUnit.id)))


def test_every_unit_is_walked_until_nothing_is_left_out(begun, office) -> None:
    shown = begun.get("/app/staff/sweeps/1/").text
    assert (
        "示例箱包厂" in shown
        and "8号楼" in shown
        and "0%" in shown
        and shown.count("没走到") == 3
    )
    post(begun, "/app/staff/sweeps/1/1/", result="listed")
    post(begun, "/app/staff/sweeps/1/2/", result="not-in", note="下午再来")
    walked = begun.get("/app/staff/sweeps/1/").text
    assert "33%" in walked, "nobody in is no visit"
    assert walked.count(" reviewer-1-qiantou") == 2, "when and by whom"
    refused = post(begun, "/app/staff/sweeps/1/close/", reason="")
    assert refused.status_code >= 400 and "还有 2 处没有走到" in refused.text
    for unit in (2, 3):
        post(begun, f"/app/staff/sweeps/1/{unit}/", result="nobody-back")
    assert "100%" in begun.get("/app/staff/sweeps/1/").text
    assert post(begun, "/app/staff/sweeps/1/close/").status_code == 302
    with office.database.reading() as session:
        actions = [
            entry.action for entry, _reason in audit.history(session, "qiantou/sweep-1")
        ]
    assert actions == ["sweep.begin", *["sweep.visit"] * 4, "sweep.close"]


def test_a_sweep_with_gaps_is_closed_only_with_a_reason_that_stays(
    begun, office
) -> None:
    assert (
        post(
            begun, "/app/staff/sweeps/1/close/", reason="大风停工，明天另开"
        ).status_code
        == 302
    )
    assert "大风停工" in begun.get("/app/staff/sweeps/1/").text
    with office.database.reading() as session:
        assert session.scalars(select(Sweep)).one().closed_at


def test_a_closed_sweep_takes_no_visit_more(begun) -> None:
    post(begun, "/app/staff/sweeps/1/close/", reason="大风停工，明天另开")
    late = post(begun, "/app/staff/sweeps/1/1/", result="listed")
    assert late.status_code >= 400 and "已经结束" in late.text


def test_a_slip_is_taken_back_and_both_stay_in_the_trail(begun, office) -> None:
    post(begun, "/app/staff/sweeps/1/1/", result="refused")
    assert (
        post(
            begun, "/app/staff/sweeps/1/1/take-back/", "/app/staff/sweeps/1/"
        ).status_code
        == 302
    )
    assert units(office)[0].result == "" and units(office)[0].visited_at is None
    with office.database.reading() as session:
        assert (
            audit.history(session, "qiantou/sweep-1")[-1][0].action == "sweep.take_back"
        )


def test_a_grid_worker_walks_the_own_grid_alone(begun, staff) -> None:
    worker = staff("grid_worker", (), ("qiantou-2",))
    shown = worker.get("/app/staff/sweeps/1/").text
    assert "8号楼" in shown and "示例大厦" not in shown
    assert worker.get("/app/staff/sweeps/1/3/").status_code == 404, (
        "a unit of another grid"
    )
    assert worker.get("/app/staff/sweeps/1/close/").status_code == 403
    elsewhere = staff("grid_worker", (), ("xunmei-1",))
    assert elsewhere.get("/app/staff/sweeps/1/").status_code == 404
    assert "还没有排查" in elsewhere.get("/app/staff/sweeps/").text


def test_what_is_to_be_visited_needs_a_grid_that_exists(client, staff) -> None:
    journeys.register(client)
    reviewer = staff("reviewer", ("qiantou",))
    answer = post(
        reviewer,
        "/app/staff/sweeps/begin/",
        community="qiantou",
        title="排查",
        others="qiantou-9 8号楼",
    )
    assert (
        answer.status_code == 200 and "第 1 行：请先写网格（第一网格、" in answer.text
    )


def test_a_sweep_over_nothing_is_refused_in_words(staff, office) -> None:
    answer = post(
        staff("reviewer", ("qiantou",)),
        "/app/staff/sweeps/begin/",
        community="qiantou",
        title="排查",
    )
    assert answer.status_code >= 400 and "没有要走访的" in answer.text
    with office.database.reading() as session:
        assert session.scalars(select(Sweep)).all() == []


def test_the_roster_by_class_is_excel_with_key_areas_first_and_leaves_an_entry(
    client, staff, office
) -> None:
    journeys.register(client)
    made = [rows(3)[0], *rows(3, place="湖北武汉")[1:]]
    take(client, paste(client, HEADER + "".join(made)))
    reviewer = staff("reviewer", ("qiantou",))
    answer = download(reviewer, "/app/staff/sweeps/roster.xlsx", "/app/staff/sweeps/")
    table = list(load_workbook(io.BytesIO(answer.data)).active.values)
    assert table[0][:4] == ("序号", "类别", "姓名", "手机号")
    assert [row[1] for row in table[1:]] == ["重点地区", "重点地区", "外省"] and table[
        3
    ][2] == "示例甲"
    with office.database.reading() as session:
        entry = audit.history(session, "roster-by-class")[0][0]
    assert entry.details == {"table": "roster-by-class", "rows": 3, "export": 1}
    elsewhere = download(
        staff("reviewer", ("xunmei",)),
        "/app/staff/sweeps/roster.xlsx",
        "/app/staff/sweeps/",
    )
    assert len(list(load_workbook(io.BytesIO(elsewhere.data)).active.values)) == 1, (
        "another community's people"
    )


@given(st.lists(st.sampled_from(["", *Result])))
def test_coverage_is_whole_only_when_nothing_is_left(results) -> None:
    covered = coverage(results)
    assert (covered.percent == 100) == (
        bool(results) and covered.visited == covered.units
    )


HOME = "/app/staff/sweeps/1/2/"


def test_somebody_without_an_employer_is_registered_at_a_unit_and_counted_by_class(
    begun, office, staff
) -> None:
    post(begun, HOME, result="to-list", note="二楼有人回来")
    assert "有，还没有登记" in begun.get("/app/staff/").text, "it waits on the desk"
    refused = post(begun, "/app/staff/day/qiantou/close/", for_all="")
    assert "还有 1 件没有写" in refused.text and "8号楼" in refused.text
    who = {
        "name": "金丝雀住户", "phone": "13900008888", "place": "湖北武汉", "arrived_on": "2020-03-04", "stayed": "no",
        "symptoms": "no", "transport": "train", "room": "8号楼 201", "grid": "qiantou-2",
    }  # fmt: skip
    shown = begun.get(f"{HOME}add/").text
    assert "念给本人听的告知" in shown and 'value="8号楼"' in shown
    assert "请先把告知念给本人听" in post(begun, f"{HOME}add/", **who).text
    assert post(begun, f"{HOME}add/", **who, consent="y").location == HOME
    unit = units(office)[1]
    assert unit.result == "listed", "whoever was to be listed is"
    for page in (HOME, "/app/staff/sweeps/1/"):
        shown = begun.get(page).text
        assert "重点地区" in shown and "按来源类别" in shown, page
    assert "金丝雀住户" in begun.get(HOME).text
    desk = begun.get("/app/staff/").text
    assert "有，还没有登记" not in desk
    assert "1 号先问了社区，等决定" in desk, "the same rules as for anybody"
    elsewhere = staff("grid_worker", (), ("qiantou-1",))
    assert elsewhere.get(f"{HOME}add/").status_code == 404


def test_what_is_left_to_walk_is_one_line_on_the_desk(begun, staff) -> None:
    assert "还有 3 处没有走到" in begun.get("/app/staff/").text
    post(begun, "/app/staff/sweeps/1/3/", result="nobody-back")
    assert "还有 2 处没有走到" in begun.get("/app/staff/").text
    worker = staff("grid_worker", (), ("qiantou-1",))
    assert "没有走到" not in worker.get("/app/staff/").text, "the own grid is done"


def test_a_sweep_with_people_on_no_list_is_closed_only_with_a_reason(begun) -> None:
    for unit in (1, 2, 3):
        post(begun, f"/app/staff/sweeps/1/{unit}/", result="to-list")
    close = "/app/staff/sweeps/1/close/"
    assert "还有 3 处的人没有登记" in begun.get(close).text
    assert post(begun, close, reason="").status_code >= 400
    assert post(begun, close, reason="明天登记").status_code == 302
