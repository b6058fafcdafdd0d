"""A day with very much left: one community does not hide what another has left, counts are true."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from forms_app.office.desk.models import DayLeft
from tests import backlog
from tests.conftest import post

KINDS = {
    "calls": backlog.calls,
    "alarms": backlog.alarms,
    "applications": backlog.applications,
    "cases": backlog.cases,
    "people to arrange": backlog.people_to_arrange,
}
DESK = "/app/staff/"
ELSEWHERE, HERE = (
    f"/app/staff/day/{community}/close/" for community in ("qiantou", "xunmei")
)


@pytest.fixture(params=[201, 1_000, pytest.param(10_000, marks=pytest.mark.long)])
def count(request) -> int:
    return request.param


@pytest.fixture(params=KINDS)
def officer(request, count, office, staff):
    """Somebody of two communities: one thing is left in one, very many of its kind in the other."""
    with office.database.writing() as session:
        KINDS[request.param](session, backlog.enterprise(session, "qiantou"), count)
        KINDS[request.param](session, backlog.enterprise(session, "xunmei"), 1)
    return staff("office", ("qiantou", "xunmei"))


def figures(desk: str) -> list[int]:
    """Overdue, due today, everything."""
    return [int(number) for number in re.findall(r"<dd>(\d+)</dd>", desk)]


@pytest.mark.walk
def test_every_count_is_true_and_a_close_names_what_is_left_of_its_own(
    officer, count, office
):
    desk = officer.get(DESK).text
    assert figures(desk)[1:] == [count + 1, count + 1]
    assert (
        f"共 {count + 1} 条，这里是第 1 到 100 条" in desk
        and desk.count("示例厂1</a>") == 100
    )
    close = officer.get(HERE).text
    assert (
        "还有 1 件没有办完" in close
        and "xunmei示例厂1" in close
        and "qiantou示例厂1" not in close
    )
    other = officer.get(ELSEWHERE).text
    assert (
        f"还有 {count} 件没有办完" in other
        and f"共 {count} 条，这里是第 1 到 100 条" in other
    )
    assert f"还有 {count} 件没有写为什么" in post(officer, ELSEWHERE, for_all="").text
    assert post(officer, HERE, for_all="").status_code == 200, (
        "the one thing needs its reason too"
    )
    assert post(officer, ELSEWHERE, for_all="人手不够").status_code == 302
    with office.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(DayLeft)) == count
    assert f"留下 {count} 件" in officer.get("/app/staff/day/").text


def test_the_desk_is_turned_to_its_last_line(office, staff) -> None:
    with office.database.writing() as session:
        backlog.calls(session, backlog.enterprise(session, "qiantou"), 201)
        backlog.calls(session, backlog.enterprise(session, "xunmei"), 1)
    officer = staff("office", ("qiantou", "xunmei"))
    pages = [officer.get(f"{DESK}?lang=en").text]
    while following := re.search(r'rel="next" href="([^"]+)"', pages[-1]):
        pages.append(officer.get(DESK + following[1].replace("&amp;", "&")).text)
    seen = re.findall(r"(\w+)示例厂1</a>", "".join(pages))
    assert (
        "202 in all, here 1 to 100" in pages[0]
        and "202 in all, here 201 to 202" in pages[-1]
    )
    assert (seen.count("qiantou"), seen.count("xunmei")) == (201, 1)


def test_the_reason_for_all_goes_to_what_is_on_another_page(office, staff) -> None:
    with office.database.writing() as session:
        backlog.calls(session, backlog.enterprise(session, "qiantou"), 150)
    officer = staff("office", ("qiantou",))
    last = f"{ELSEWHERE}?from=100"
    shown = re.findall(r'name="reason-(call/\d+)"', officer.get(last).text)
    assert len(shown) == 50 and "翻页以前写的不会留下" in officer.get(last).text
    post(officer, last, for_all="人手不够", **{f"reason-{shown[0]}": "约好明天"})
    with office.database.reading() as session:
        reasons = {left.key: left.reason for left in session.scalars(select(DayLeft))}
    assert reasons.pop(shown[0]) == "约好明天"
    assert len(reasons) == 149 and set(reasons.values()) == {"人手不够"}
