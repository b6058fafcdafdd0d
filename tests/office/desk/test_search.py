"""The search of every staff page."""

from __future__ import annotations

import re

from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from tests import journeys
from tests.campaigns import NAME, TYPHOON, copy
from tests.permissions import permit
from tests.rule_files import CAMPAIGN


def test_it_finds_enterprises_their_applications_and_documents(client, staff) -> None:
    reference, _code = journeys.register(client, name="示例箱包加工厂")
    journeys.apply(client)
    reviewer = staff("reviewer", ("qiantou",))
    page = reviewer.get("/app/staff/search/?q=加工厂 箱包").text
    assert f"/app/staff/enterprises/{reference}/" in page
    assert re.search(r"/app/staff/applications/\d+/", page)
    assert "/notices/" in reviewer.get("/app/staff/search/?q=申请开工").text


def test_with_several_campaigns_it_says_how_one_stands_in_each(
    client, office, accept, staff
) -> None:
    copy(office.content)
    accept()
    journeys.register(client, name="示例箱包加工厂")
    for campaign in (CAMPAIGN, TYPHOON):
        journeys.apply(client, campaign)
    with office.database.writing() as session:
        permit(session.scalars(select(Enterprise)).one(), campaign=TYPHOON)
    found = staff("reviewer", ("qiantou",)).get("/app/staff/search/?q=箱包").text
    units, _heading, applications = found.partition("<h2>申请</h2>")
    assert _words(units).count("资料审核中 疫情防控期间复工开业") == 1
    assert _words(units).count(f"有效 {NAME}") == 1
    assert _words(applications).count(f"资料审核中 {NAME}") == 1


def _words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def test_nobody_is_told_of_what_is_not_theirs(client, staff) -> None:
    reference, _code = journeys.register(client, name="示例箱包加工厂")
    elsewhere = staff("reviewer", ("nanpu",)).get("/app/staff/search/?q=加工厂").text
    assert reference not in elsewhere
    assert "没有找到“加工厂”" in elsewhere


def test_what_is_only_similar_is_offered_and_says_so(client, staff) -> None:
    reference, _code = journeys.register(client, name="示例（丰泽）箱包加工厂")
    link = f"/app/staff/enterprises/{reference}/"
    reviewer = staff("reviewer", ("qiantou",))
    for typed in ("示例(丰泽)箱包加工厂", "示例丰泽箱包 加工厂"):
        exact = reviewer.get(f"/app/staff/search/?q={typed}").text
        assert link in exact and "相近" not in exact
    for typed in ("示列丰泽箱包加工厂", "泉州示例箱包加工总厂"):
        page = reviewer.get(f"/app/staff/search/?q={typed}").text
        assert f"没有找到“{typed}”。下面只是名称相近的" in page
        assert link in page
        page = reviewer.get(f"/app/staff/enterprises/?words={typed}").text
        assert f"名称和“{typed}”相近的有" in page
        assert link in page
    elsewhere = staff("reviewer", ("nanpu",))
    assert link not in elsewhere.get("/app/staff/search/?q=示列丰泽箱包加工厂").text
    page = elsewhere.get("/app/staff/enterprises/?words=示列丰泽箱包加工厂").text
    assert link not in page


def test_it_says_how_many_there_are_and_where_the_rest_is(client, app, staff) -> None:
    for number in range(10):
        journeys.register(app.test_client(), name=f"示例箱包{number}号店", anyway="1")
    page = staff("office", ("qiantou",)).get("/app/staff/search/?q=箱包").text
    assert "一共 10 条" in page
    assert "/app/staff/enterprises/?words=" in page


def test_words_that_are_markup_stay_words(staff) -> None:
    page = staff("office", ("qiantou",)).get("/app/staff/search/?q=<b>x</b>").text
    assert "<b>x</b>" not in page
