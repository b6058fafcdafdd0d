"""Rows that are ticked are done together: told first, one operation for each, none lost over another."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from forms_app.base import audit
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption import take_deed
from forms_app.permits.resumption.deeds import DEEDS
from forms_app.permits.resumption.models import Application, Call, Intent, Poster
from tests import backlog
from tests.conftest import NOW, post
from tests.permissions import permit
from tests.permits.resumption.test_lists import unit
from tests.rule_files import CAMPAIGN, DECISIONS
from tests.statements import counted

SQUAD = "qiantou-squad-1"
APPLICATIONS = "/app/staff/applications/"


def reference(number: int) -> str:
    """One that a content file may have."""
    return "QT-" + f"{number:06}".translate(str.maketrans("0123456789", "ACDEFHJKMN"))


def hand_in(office, count: int, stage: str = "submitted", **changed) -> list[int]:
    """So many applications of one grid; their ids."""
    place = {"community": "qiantou", "grid": "qiantou-1"}
    with office.database.writing() as session:
        units = [
            unit(number, reference=reference(number), **place)
            for number in range(count)
        ]
        backlog.keep(session, units)
        made = [
            Application(
                campaign=CAMPAIGN,
                enterprise_id=one.id,
                number=1,
                answers={},
                suggested_class="orderly",
                started_at=NOW,
                submitted_at=NOW,
                **{"stage": stage, **changed},
            )
            for one in units
        ]
        backlog.keep(session, made)
        return [one.id for one in made]


def offered(reviewer, path: str) -> list[str]:
    """The rows of a page that says what will happen, as they would be sent."""
    return re.findall(r'name="row" value="([^"]+)"', reviewer.get(path).text)


def rows(path: str, ids: list[int]) -> str:
    return f"{path}?" + "&".join(f"row={one}" for one in ids)


def together(reviewer, path: str, ids: list[int], **terms: object) -> str:
    page = rows(path, ids)
    return post(reviewer, path, page, row=offered(reviewer, page), **terms).text


def accepted(office, reviewer, count: int) -> list[int]:
    """Applications that were accepted together, with their files."""
    ids = hand_in(office, count)
    terms = {"batch": 2, "basis": "resumption-2020-08"}
    told = together(reviewer, f"{APPLICATIONS}together/accept/", ids, **terms)
    assert f"办好了 {count} 件" in told
    return ids


def files(office) -> list[tuple[str, str]]:
    """The reference and the text of every content file there is of these."""
    folder = office.content / DECISIONS / "qiantou"
    found = sorted(folder.glob("QT-[A-N]*.md"))
    mine = {reference(number) for number in range(60)}
    return [(one.stem, one.read_text()) for one in found if one.stem in mine]


def set_stage(office, ids: list[int], stage: str) -> None:
    with office.database.writing() as session:
        for one in ids:
            session.get_one(Application, one).stage = stage


def entries(office, action: str) -> int:
    with office.database.reading() as session:
        units = session.scalars(select(Enterprise.reference)).all()
        return sum(
            entry.action == action
            for reference in units
            for entry, _reason in audit.history(session, reference)
        )


def test_ten_checked_ones_are_approved_together_and_one_that_changed_is_not(
    office, staff
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = accepted(office, reviewer, 11)
    set_stage(office, ids, "checked")
    path = f"{APPLICATIONS}together/approve/"
    seen = offered(reviewer, rows(path, ids))
    set_stage(office, ids[:1], "to-put-right")
    page = post(reviewer, path, rows(path, ids), row=seen).text
    assert "办好了 10 件" in page and "没有办的 1 件" in page
    assert "别人已经处理过这一件" in page and "打印这些单位的喜报" in page
    written = [text for _reference, text in files(office)]
    assert ["Status: approved" in text for text in written] == [False, *[True] * 10]
    assert {"Revision: 2" in text for text in written[1:]} == {True}
    with office.database.reading() as session:
        asked = session.scalars(
            select(Intent.reference).where(Intent.action == "approve")
        )
        assert sorted(asked) == [reference(number) for number in range(1, 11)]


def test_what_cannot_be_done_is_told_before_with_its_reason(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = accepted(office, reviewer, 4)
    set_stage(office, ids[1:], "checked")
    with office.database.writing() as session:
        for number, one in enumerate(ids):
            session.get_one(Application, one).enterprise.code = f"{number}"
    file = office.content / DECISIONS / "qiantou" / f"{reference(3)}.md"
    file.write_text(file.read_text().replace("Status: pending", "Status: nonsense"))
    page = reviewer.get(rows(f"{APPLICATIONS}together/approve/", [*ids, 999])).text
    assert "准予开工：2 件" in page and "办不了的：3 件" in page
    assert "现在是“已受理，等上门核验”" in page
    assert "内容文件有错" in page and "1 件已经不在了" in page


def test_a_unit_that_was_registered_twice_is_not_accepted_twice(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = hand_in(office, 2)
    with office.database.writing() as session:
        for one in ids:
            session.get_one(Application, one).enterprise.code = "91350503MA2XXXXX0X"
    terms = {"batch": 1, "basis": "resumption-2020-08"}
    with office.database.writing() as session:
        permit(session.get_one(Application, ids[0]).enterprise)
    page = together(reviewer, f"{APPLICATIONS}together/accept/", ids, **terms)
    assert "办好了 1 件" in page
    assert (
        "同一个代码已经以 QT-AAAAAA 办理"
        in reviewer.get(rows(f"{APPLICATIONS}together/accept/", ids)).text
    )


def test_a_slip_in_giving_to_a_squad_is_taken_back(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = hand_in(office, 3, stage="accepted", squad=SQUAD)
    path = f"{APPLICATIONS}together/assign/"
    page = together(reviewer, path, ids, squad="qiantou-squad-2")
    assert "办好了 3 件" in page
    done = re.findall(r'name="row" value="([^"]+)"', page)
    set_stage(office, ids[:1], "checked")
    undone = post(reviewer, f"{path}undo/", rows(path, ids), row=done).text
    assert "办好了 2 件" in undone and "没有办的 1 件" in undone
    with office.database.reading() as session:
        squads = session.scalars(select(Application.squad).order_by(Application.id))
        assert list(squads) == ["qiantou-squad-2", SQUAD, SQUAD]
    assert entries(office, "application.assign") == 5


def test_calls_are_noted_together_and_a_slip_puts_them_back(office, staff) -> None:
    worker = staff("grid_worker", (), ("qiantou-1",))
    hand_in(office, 3)
    with office.database.writing() as session:
        units = session.scalars(select(Enterprise)).all()
        made = [backlog.call(one) for one in units]
        for call in made:
            call.note = "请下午打"
        backlog.keep(session, made)
        ids = [call.id for call in made]
    path = "/app/staff/calls/together/calls/"
    page = together(worker, path, ids, outcome="reached", note="")
    assert "办好了 3 件" in page
    again = worker.get(rows(path, ids)).text
    assert "办不了的：3 件" in again and "已经告知过了" in again
    done = re.findall(r'name="row" value="([^"]+)"', page)
    assert "共 3 条" in worker.get("/app/staff/calls/?state=made").text
    undone = post(worker, f"{path}undo/", "/app/staff/calls/?state=made", row=done[:2])
    assert "办好了 2 件" in undone.text
    with office.database.reading() as session:
        calls = session.scalars(select(Call).order_by(Call.id)).all()
        assert [call.done_at is None for call in calls] == [True, True, False]
        assert {call.note for call in calls} == {"请下午打"}
    assert entries(office, "call.log") == 3 and entries(office, "call.reopen") == 2


def test_the_posters_of_the_chosen_are_numbered_and_printed_in_one_go(
    office, staff
) -> None:
    officer = staff("office", ("qiantou",))
    hand_in(office, 3)
    with office.database.writing() as session:
        units = session.scalars(select(Enterprise).order_by(Enterprise.id)).all()
        for one in units[:2]:
            permit(one)
        ids = [one.id for one in units]
    page = together(officer, "/app/staff/enterprises/together/posters/", ids)
    assert "办好了 2 件" in page
    link = re.search(r'href="(/app/staff/enterprises/posters/[^"]+)"', page)
    sheets = officer.get(link[1].replace("&amp;", "&")).text
    assert sheets.count('class="poster"') == 2 == sheets.count("开工喜报 QT-AAAAA")
    with office.database.reading() as session:
        assert len(session.scalars(select(Poster)).all()) == 2


def test_whatever_breaks_in_one_row_the_others_are_done(
    office, staff, monkeypatch
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = hand_in(office, 3)

    def take(reader, one, form) -> None:
        if one.id == ids[1]:
            one.taken_by = None
            raise ZeroDivisionError
        take_deed._take(reader, one, form)

    monkeypatch.setitem(DEEDS, "take", replace(take_deed.TAKE, do=take))
    page = together(reviewer, f"{APPLICATIONS}together/take/", ids)
    assert "办好了 2 件" in page and "系统出了错，这一件没有办" in page
    assert entries(office, "application.take") == 2


def test_nobody_does_together_what_is_not_theirs(office, staff) -> None:
    ids = hand_in(office, 2)
    worker = staff("grid_worker", (), ("qiantou-1",))
    path = rows(f"{APPLICATIONS}together/approve/", ids)
    assert worker.get(path).status_code == 403
    assert "together/approve" not in worker.get(APPLICATIONS).text
    elsewhere = staff("reviewer", ("xunmei",))
    assert "2 件已经不在了，或者不归您看" in elsewhere.get(path).text
    assert elsewhere.get(f"{APPLICATIONS}together/nonsense/").status_code == 404


@pytest.mark.parametrize("name", ["accept", "approve"])
def test_what_will_happen_to_more_rows_asks_the_database_no_more(
    office, staff, name
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = hand_in(office, 60)
    path = f"{APPLICATIONS}together/{name}/"
    asked = []
    for some in (ids[:3], ids):
        with counted(office) as said:
            reviewer.get(rows(path, some))
        asked.append(len(said))
    assert asked[0] == asked[1]


def test_more_than_a_page_is_not_done_at_once_and_says_so(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    page = reviewer.get(rows(f"{APPLICATIONS}together/take/", [*range(1, 202)]))
    assert "一次最多办 200 件" in page.text
