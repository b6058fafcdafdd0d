"""Who does not know the grid is placed by the address, and somebody who knows the place confirms it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.enterprises.rules import GridBy
from forms_app.permits.enterprises.spots import NOWHERE, Placed, placed
from forms_app.permits.grid.community import Road
from forms_app.permits.grid.content import read_community
from forms_app.permits.grid.guess import guess
from forms_app.permits.grid.queries import directory
from tests import journeys
from tests.conftest import PROJECT, post

SAMPLE = PROJECT / "content/communities/qiantou.md"


def unit(office) -> Enterprise:
    with office.database.reading() as session:
        return session.scalars(select(Enterprise)).one()


@pytest.mark.parametrize(
    ("address", "grid"),
    [
        ("示例路 8 号 2 楼", "qiantou-2"),
        ("城东街道示例路６１号", "qiantou-3"),
        ("示例路 8-1 号", "qiantou-2"),
        ("示例街", "qiantou-4"),
        ("星光耀广场 3 层", "qiantou-1"),
        ("SOHO写字楼 12 层", "qiantou-1"),
        ("soho 写字楼", "qiantou-1"),
        ("示例路 300 号", None),  # no grid has that house
        ("示例路", None),  # lies in two
        ("别处 1 号", None),
        ("", None),
    ],
)
def test_an_address_tells_the_grid_by_its_road_or_building(address, grid) -> None:
    community, parsed = read_community(SAMPLE.read_bytes(), "communities/qiantou.md")
    assert parsed.faults == []
    found = guess([community], address)
    assert (found.grid if found else None) == grid


def test_the_longer_name_tells_more_than_the_shorter_and_two_with_one_claim_tell_nothing() -> (
    None
):
    community, _parsed = read_community(SAMPLE.read_bytes(), "communities/qiantou.md")
    roads = (Road("南路", "qiantou-1"), Road("江南路", "qiantou-2"))
    town = replace(community, roads=roads)
    assert guess([town], "江南路 3 号").grid == "qiantou-2"
    other = replace(town, slug="other", roads=(Road("江南路", "other-1"),))
    assert guess([town, other], "江南路 3 号") is None
    assert guess([other], "江南路 3 号").community == "other"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("示例路 | 1-60 | qiantou-9", "没有“qiantou-9”这个网格"),
        ("示例路 | 一到六十 | qiantou-2", "“一到六十”不是门牌号"),
        ("示例路 | qiantou-2", ""),
    ],
)
def test_a_slip_in_a_road_is_told_with_its_line(row, says) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    text = text.replace("Road-1: 示例路 | 1-60 | qiantou-2", f"Road-1: {row}")
    _community, parsed = read_community(text.encode(), "communities/qiantou.md")
    assert parsed.faults and says in parsed.faults[0].message and parsed.faults[0].line


def test_what_is_said_comes_before_what_is_guessed(office) -> None:
    known = directory(office)
    said = placed(known, "qiantou-3", "示例路 8 号")
    assert said == Placed("qiantou", "qiantou-3", GridBy.SAID)
    guessed = Placed("qiantou", "qiantou-2", GridBy.GUESSED)
    assert placed(known, "qiantou", "示例路 8 号") == guessed
    assert placed(known, NOWHERE, "示例路 8 号") == guessed
    unknown = Placed("xunmei", known["xunmei"].grids[0].slug, GridBy.UNKNOWN)
    assert placed(known, "xunmei", "示例路 8 号") == unknown, "not of another community"
    assert placed(known, NOWHERE, "别处 1 号") is None
    assert placed(known, "gone", "别处 1 号") is None


def test_who_knows_nothing_is_placed_and_staff_confirm_it(
    client, office, staff
) -> None:
    reference, _code = journeys.register(client, spot=NOWHERE)
    assert (unit(office).grid, unit(office).grid_by) == ("qiantou-2", "guessed")
    journeys.apply(client)
    worker = staff("grid_worker", (), ("qiantou-2",))
    own = f"/app/staff/enterprises/{reference}/"
    for page in (own, "/app/staff/applications/1/"):
        shown = worker.get(page).text
        assert (
            "网格要核对：前头社区 第二网格" in shown
            and "照地址“示例路 8 号”认的" in shown
        )
    stranger = staff("grid_worker", (), ("qiantou-1",))
    assert post(stranger, f"{own}grid/", "/app/staff/").status_code == 404
    assert unit(office).grid_by == "guessed"
    assert post(worker, f"{own}grid/", own).status_code == 302
    assert unit(office).grid_by == ""
    shown = worker.get(own).text
    assert "网格要核对" not in shown and "确认了网格" in shown


def test_another_grid_that_staff_write_needs_no_confirming(
    client, office, staff
) -> None:
    reference, _code = journeys.register(client, spot="qiantou", address="别处 1 号")
    assert (unit(office).grid, unit(office).grid_by) == ("qiantou-1", "unknown")
    reviewer = staff("reviewer", ("qiantou",))
    own = f"/app/staff/enterprises/{reference}/"
    assert "也认不出" in reviewer.get(own).text
    where = {"grid": "qiantou-4", "address": "别处 1 号", "place": ""}
    assert post(reviewer, f"{own}registration/where/", **where).status_code == 302
    assert (unit(office).grid, unit(office).grid_by) == ("qiantou-4", "")
    assert "网格要核对" not in reviewer.get(own).text


def test_an_address_that_tells_no_community_asks_for_one(client) -> None:
    client.get("/app/register/")
    who = {name: value for name, value in journeys.WHO.items() if value}
    post(client, "/app/register/who/", **who)
    where = {"spot": NOWHERE, "address": "别处 1 号"}
    told = post(client, "/app/register/where/", **where)
    assert told.status_code == 200 and "照这个地址认不出是哪个社区" in told.text
    assert 'value="别处 1 号"' in told.text and 'value="?" selected' in told.text
    for spot in ("", "qiantou-99"):
        told = post(client, "/app/register/where/", spot=spot, address="示例路 8 号")
        assert "请选一个；不清楚网格" in told.text, spot
    assert client.get("/app/register/contact/").status_code == 302


def test_whoever_is_contact_and_safety_manager_is_named_once(client, office) -> None:
    journeys.register(client, safety_manager="")
    assert unit(office).safety_manager == journeys.CONTACT["contact_name"]


def test_categories_are_offered_in_a_shopkeepers_words(client) -> None:
    client.get("/app/register/")
    page = client.get("/app/register/who/").text
    assert "商铺：沿街、市场、商场里的店" in page and "餐饮：面馆、小吃店" in page
    english = client.get("/app/register/who/?lang=en").text
    assert "Restaurants and catering: noodle shops" in english
