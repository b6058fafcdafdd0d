"""The lists of a desk: narrowed, sorted and counted by the database, from the address alone."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from forms_app.permits.enterprises.keys import set_keys
from forms_app.permits.enterprises.models import Enterprise
from forms_app.permits.resumption.models import Application, Call, Poster
from tests import backlog
from tests.conftest import NOW, download
from tests.permissions import permit
from tests.rule_files import CAMPAIGN
from tests.statements import counted
from tests.stored import everything_stored

STAGES = ("submitted", "accepted", "checked")
CLASSES = ("priority", "orderly", "deferred", None)


def unit(number: int, **changed) -> Enterprise:
    """One of two communities, registered one after the other."""
    community = ("qiantou", "xunmei")[number % 2]
    values = {
        "reference": f"QT-{number:05}",
        "name": f"示例厂{number:05}",
        "kind": "shop",
        "trade": "retail",
        "community": community,
        "grid": f"{community}-{number % 3 + 1}",
        "address": f"示例路 {number} 号",
        "contact_name": "示例联系人",
        "contact_phone": "13800000001",
        "phone_index": f"{number}",
        "safety_manager": "示例",
        "access_hash": "0" * 64,
        "channel": "door",
        "consent": "1",
        "registered_at": NOW - timedelta(minutes=number),
    }
    made = Enterprise(**{**values, **changed})
    set_keys(made, ())
    return made


def application(of: int, number: int) -> Application:
    return Application(
        enterprise_id=of,
        campaign=CAMPAIGN,
        number=1,
        stage=STAGES[number % 3],
        answers={},
        suggested_class=CLASSES[number % 4],
        started_at=NOW,
        submitted_at=NOW - timedelta(days=number % 5),
        due_at=None if number % 7 == 0 else NOW + timedelta(minutes=number - 100),
        taken_by="office-2-qiantou-xunmei" if number % 10 == 0 else None,
    )


def grow(office, count: int, called: Sequence[str] = ()) -> None:
    with office.database.writing() as session:
        units = [unit(number) for number in range(count)]
        for made, name in zip(units, called, strict=False):
            made.name = name
            set_keys(made, ())
        backlog.keep(session, units)
        ids = dict(session.query(Enterprise.reference, Enterprise.id).all())
        pairs = [(ids[f"QT-{number:05}"], number) for number in range(count)]
        backlog.keep(session, [application(*pair) for pair in pairs])
        backlog.keep(
            session,
            [
                Call(
                    enterprise_id=key,
                    about=("approved", "returned")[number % 2],
                    text="请看",
                    at=NOW - timedelta(minutes=number),
                    outcome="no-answer" if number % 3 == 0 else None,
                )
                for key, number in pairs
            ],
        )


@pytest.fixture
def officer(office, staff):
    grow(office, 201)
    return staff("office", ("qiantou", "xunmei"))


def total(page: str) -> int:
    found = re.search(r"共 (\d+) 条", page)
    return int(found[1]) if found else 0


def names(page: str) -> list[int]:
    return [int(number) for number in re.findall(r">示例厂(\d{5})<", page)]


APPLICATIONS = {
    "": 201,
    "?stage=checked": 67,
    "?stage=": 201,
    "?stage=approved": 0,
    "?class=priority": 51,
    "?community=xunmei": 100,
    "?grid=xunmei-2": 34,
    "?since=2020-03-05": 41,
    "?since=2020-03-02&until=2020-03-03": 80,
    "?since=nonsense": 201,
    "?late=1": 85,
    "?mine=1": 21,
    "?late=1&stage=checked&community=qiantou": 14,
    "?words=00123": 1,
}
REGISTER = {
    "": 201,
    "?community=qiantou": 101,
    "?standing=none": 201,
    "?standing=approved": 0,
    "?kind=hotel": 0,
    "?manager=none": 201,
    "?until=2020-03-04": 0,
}
CALLS = {
    "": 201,
    "?about=approved": 101,
    "?outcome=untried": 134,
    "?outcome=no-answer": 67,
}


def test_every_filter_counts_what_it_lets_through(officer) -> None:
    for path, views in (
        ("/app/staff/applications/", APPLICATIONS),
        ("/app/staff/enterprises/", REGISTER),
        ("/app/staff/calls/", CALLS),
    ):
        assert {
            asked: total(officer.get(path + asked).text) for asked in views
        } == views


@pytest.mark.parametrize("path", ["enterprises", "applications", "calls"])
def test_a_search_in_a_list_shows_the_best_first_unless_another_order_is_asked(
    office, staff, path
) -> None:
    ranks = ["大示例茶行", "示例茶行北峰店", "示例茶行", "示例北峰大茶行"]
    grow(office, len(ranks), ranks)
    officer = staff("office", ("qiantou", "xunmei"))

    def shown(**asked: str) -> list[str]:
        page = officer.get(f"/app/staff/{path}/", query_string=asked).text
        rows = page.split("data-row>")[1:]
        return [re.search("[大示例茶行北峰店]{4,}", row)[0] for row in rows]

    best_first = ["示例茶行", "示例茶行北峰店", "大示例茶行", "示例北峰大茶行"]
    assert shown(words="示例 茶行", sort="") == best_first
    assert shown(words="示例 茶行") == best_first
    by_name = shown(words="示例 茶行", sort="name")
    assert by_name == shown(sort="name") != best_first


@pytest.mark.parametrize("path", ["applications", "calls"])
def test_a_list_offers_similar_names_that_it_has_where_nothing_fits(
    officer, office, staff, path
) -> None:
    with office.database.writing() as session:
        session.add(unit(201, name="示例鑫旺五金店"))
        had = session.query(Enterprise).filter_by(reference="QT-00007").one()
        had.name = "示例鑫望五金店"
        set_keys(had, ())
    address = f"/app/staff/{path}/"
    page = officer.get(f"{address}?words=示例鑫王五金店&community=qiantou").text
    assert "名称和“示例鑫王五金店”相近的有" in page
    assert "示例鑫望五金店" in page and "示例鑫旺五金店" not in page
    link = re.search(r'href="(\?[^"]*)">示例鑫望五金店<', page)[1]
    all_of_it = officer.get(address + html.unescape(link)).text.split("data-row>")[1:]
    assert ["示例鑫望五金店" in row for row in all_of_it] == [True]
    elsewhere = staff("office", ("qiantou",)).get(f"{address}?words=示例鑫王五金店")
    assert "示例鑫望五金店" not in elsewhere.text
    assert "相近" not in officer.get(f"{address}?words=大洋彼岸").text


def test_a_list_is_sorted_by_any_column_both_ways_with_the_empty_ones_last(
    officer,
) -> None:
    path = "/app/staff/applications/"
    assert names(officer.get(f"{path}?sort=name").text) == [*range(50)]
    assert names(officer.get(f"{path}?sort=-name").text) == [*range(200, 150, -1)]
    last = officer.get(f"{path}?from=200").text
    assert names(last) == [196], "without a time of its own: after all others"
    assert names(officer.get(f"{path}?sort=-due_at&from=200").text) == [0]
    assert names(officer.get(f"{path}?sort=nonsense").text)[0] == 1


def test_a_page_takes_two_hundred_at_once(officer) -> None:
    page = officer.get("/app/staff/applications/?per=200&stage=").text
    assert len(names(page)) == 200 and "第 1 到 200 条" in page


@pytest.mark.parametrize("name", ["applications", "enterprises", "calls"])
def test_a_longer_page_asks_the_database_no_more(officer, office, name) -> None:
    asked = []
    for size in (50, 200):
        officer.get(f"/app/staff/{name}/?per={size}")
        with counted(office) as said:
            officer.get(f"/app/staff/{name}/?per={size}")
        asked.append(len(said))
    assert asked[0] == asked[1] <= 15


@pytest.mark.parametrize("name", ["applications", "enterprises", "calls"])
def test_the_sheet_has_the_very_rows_of_the_view_in_its_order(officer, name) -> None:
    view = "community=xunmei&sort=-name"
    page = f"/app/staff/{name}/?{view}"
    address = re.search(r'action="([^"]*/sheets/[^"]+)"', officer.get(page).text)
    sheet = load_workbook(
        io.BytesIO(download(officer, address[1].replace("&amp;", "&"), page).data)
    ).active
    rows = [dict(zip(next(sheet.values), row, strict=True)) for row in sheet.values][1:]
    assert [int(row["单位"][-5:]) for row in rows] == [*range(199, 0, -2)]
    assert rows[0]["社区和网格"].startswith("浔美社区") and rows[0]["联系人"]


def test_what_was_typed_to_find_somebody_is_not_kept_in_the_clear(
    officer, office
) -> None:
    page = "/app/staff/applications/?words=13800123456"
    officer.get(page)
    post_to = "/app/staff/sheets/applications/?list=words%3D13800123456"
    download(officer, post_to, "/app/staff/applications/")
    assert "13800123456" not in everything_stored(office)


def test_a_grid_worker_lists_and_counts_the_own_grid_only(office, staff) -> None:
    grow(office, 30)
    worker = staff("grid_worker", (), ("qiantou-1",))
    page = worker.get("/app/staff/applications/").text
    assert names(page) == [6, 12, 18, 24, 0] and total(page) == 5
    assert total(worker.get("/app/staff/enterprises/?community=xunmei").text) == 0


def test_approved_ones_are_found_by_how_far_their_poster_is(office, staff) -> None:
    today = NOW.date()
    with office.database.writing() as session:
        for number in (2, 4, 6, 8):
            made = unit(number)
            permission = permit(made)
            permission.checking = number == 8
            permission.poster_posted_at = NOW if number == 6 else None
            session.add(made)
            session.flush()
            if number != 2:
                session.add(
                    Poster(
                        enterprise_id=made.id,
                        campaign=CAMPAIGN,
                        since=today,
                        at=NOW,
                        serial=f"{number}",
                    )
                )
    officer = staff("office", ("qiantou",))
    found = {
        poster: names(officer.get(f"/app/staff/enterprises/?poster={poster}").text)
        for poster in ("none", "printed", "posted")
    }
    assert found == {"none": [2], "printed": [4], "posted": [6]}
