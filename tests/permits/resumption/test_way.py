"""Whoever works through a list is led from one decision to the next row of the same view."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from forms_app.permits.resumption.models import Application
from tests import journeys
from tests.conftest import post
from tests.permissions import permit
from tests.permits.resumption.test_together import (
    APPLICATIONS,
    accepted,
    hand_in,
    set_stage,
)

VIEW = "stage=submitted&sort=name"


def page_of(key: int, view: str = VIEW) -> str:
    return f"{APPLICATIONS}{key}/?list={quote(view)}"


def version(reviewer, page: str) -> str:
    return re.search(r'name="version" value="(\d+)"', reviewer.get(page).text)[1]


DECISIONS = {
    "accept": {
        "priority": "orderly",
        "reason": "",
        "batch": 1,
        "squad": "qiantou-squad-1",
        "basis": "resumption-2020-08",
    },
    "return": {"supplies": "请写明口罩的数量"},
    "refuse": {"reason": "不在这个社区"},
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_after_a_decision_the_next_one_of_the_same_view_is_one_click_away(
    office, staff, decision
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = hand_in(office, 4)
    set_stage(office, ids[2:3], "accepted")
    page = page_of(ids[1])
    assert "第 2 件，共 3 件" in reviewer.get(page).text
    address = f"{APPLICATIONS}{ids[1]}/{decision}/?list={quote(VIEW)}"
    said = {"version": version(reviewer, page), **DECISIONS[decision]}
    answer = post(reviewer, address, page, **said)
    told = reviewer.get(answer.location).text
    assert "办好了，下一件：示例厂00003" in told
    following = re.search(r'rel="next"\s+href="([^"]+)"', told)[1]
    assert following.startswith(f"{APPLICATIONS}{ids[3]}/?list=")
    last = reviewer.get(following.replace("&amp;", "&")).text
    assert "第 2 件，共 2 件" in last and 'rel="next"' not in last


def test_after_approving_one_checked_application_the_next_one_is_told(
    office, staff
) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    ids = accepted(office, reviewer, 2)
    set_stage(office, ids, "checked")
    with office.database.writing() as session:
        permit(session.get_one(Application, ids[0]).enterprise, "pending")
    page = reviewer.get(page_of(ids[0], "stage=checked&sort=name")).text
    approve = re.search(r'href="([^"]+/approve/[^"]*)"', page)[1]
    answer = post(reviewer, approve.replace("&amp;", "&"))
    assert "办好了，下一件：示例厂00001" in reviewer.get(answer.location).text


def test_the_last_one_says_so_and_leads_back_to_the_view(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    (key,) = hand_in(office, 1)
    page = page_of(key)
    answer = post(
        reviewer,
        f"{APPLICATIONS}{key}/refuse/?list={quote(VIEW)}",
        page,
        version=version(reviewer, page),
        **DECISIONS["refuse"],
    )
    told = reviewer.get(answer.location).text
    assert "没有下一件了" in told and f"{APPLICATIONS}?stage=submitted" in told


def test_whoever_comes_from_elsewhere_is_led_nowhere(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    (key,) = hand_in(office, 1)
    page = reviewer.get(f"{APPLICATIONS}{key}/").text
    assert "下一件" not in re.sub(r"(?s)<details.*?</details>", "", page)
    assert journeys.accept(reviewer, key).location == f"{APPLICATIONS}{key}/"


def test_nobody_is_told_the_name_of_what_is_not_theirs(office, staff) -> None:
    ids = hand_in(office, 2)
    with office.database.writing() as session:
        unit = session.get_one(Application, ids[1]).enterprise
        unit.community = "xunmei"
        unit.grid = "xunmei-1"
    reviewer = staff("reviewer", ("qiantou",))
    told = reviewer.get(f"{page_of(ids[0])}&then={ids[1]}").text
    assert "示例厂00001" not in told


def test_sentences_stand_ready_for_what_is_returned(office, staff) -> None:
    reviewer = staff("reviewer", ("qiantou",))
    (key,) = hand_in(office, 1)
    page = reviewer.get(f"{APPLICATIONS}{key}/").text
    stock = re.search(r'(?s)<datalist id="supplies-stock">(.*?)</datalist>', page)[1]
    assert "请补充说明：口罩数量够用" in stock and "入口有人测温" not in stock
