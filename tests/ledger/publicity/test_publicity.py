"""A letter hangs at every door and is acknowledged by every enterprise; the gaps are named; totals as exact as counted."""

from __future__ import annotations

import io

import pytest
from alembic import command
from openpyxl import load_workbook
from sqlalchemy import select, text

from forms_app.base import audit, logs
from forms_app.base.db import alembic_config
from forms_app.ledger.publicity.models import HandOut, Material, Posting
from forms_app.ledger.publicity.public import collect
from forms_app.ledger.publicity.rules import percent
from forms_app.permits.enterprises.models import Enterprise
from forms_app.publishing.service.publisher import Publisher
from tests import journeys
from tests.conftest import post, token

PAGE = "/app/staff/publicity/1/"


def test_a_hundred_percent_says_that_nobody_is_left_out() -> None:
    assert percent(199, 200) == 99 and percent(0, 0) is None


@pytest.fixture
def sheets(office):
    """Hands sheets of one leaflet out, each time so many of a qualifier."""
    of = {"community": "qiantou", "kind": "leaflet", "title": "示例宣传单"}
    day = office.clock.today()

    def hand_out(*counted: tuple[int, str]) -> None:
        with office.database.writing() as session:
            leaflet = Material(**of, since=day)
            session.add(leaflet)
            session.add_all(
                HandOut(
                    material=leaflet,
                    community="qiantou",
                    count=count,
                    qualifier=qualifier,
                    day=day,
                    by="x",
                )
                for count, qualifier in counted
            )

    return hand_out


@pytest.mark.parametrize(
    ("counted", "printed"),
    [
        ([(1500, "more"), (20, "exact")], (1520, "more")),
        ([(300, "about"), (80, "nearly")], (380, "about")),
        ([(3, "exact"), (0, "about")], (3, "exact")),
        ([], (0, "exact")),
    ],
)
def test_a_total_is_only_as_exact_as_what_was_not_taken_back(
    sheets, office, counted, printed
) -> None:
    sheets(*counted)
    assert (published(office)["sheets"], published(office)["qualifier"]) == printed


@pytest.mark.walk
def test_an_older_office_keeps_how_exactly_its_sheets_were_counted(
    sheets, office
) -> None:
    codes = ["exact", "nearly", "about", "more"]
    sheets(*((1, code) for code in codes))
    config = alembic_config(office.config.database_url)
    kept = text("SELECT qualifier FROM hand_outs ORDER BY id")
    command.downgrade(config, "0019")
    with office.database.reading() as session:
        assert list(session.scalars(kept)) == ["", "近", "约", "多"]
    command.upgrade(config, "head")
    with office.database.reading() as session:
        assert list(session.scalars(kept)) == codes


@pytest.fixture
def letter(app, client, staff):
    """A letter to two enterprises, one signed in; gives the reviewer, a grid worker and the references."""
    first = journeys.register(client)[0]
    second = journeys.register(
        app.test_client(), name="示例早餐店", address="示例路 9 号"
    )[0]
    reviewer = staff("reviewer", ("qiantou",))
    worker = staff("grid_worker", (), ("qiantou-2",))
    sent = {
        "community": "qiantou",
        "kind": "letter",
        "letter": "to-friends",
        "title": "",
    }
    answer = post(reviewer, "/app/staff/publicity/new/", **sent)
    assert answer.location == PAGE, answer.text
    return reviewer, worker, first, second


def published(office) -> dict:
    with office.database.reading() as session:
        return collect(session)["qiantou"][0]


def test_nobody_is_left_out_until_all_is_posted_and_acknowledged(
    letter, app, client, staff, office
) -> None:
    _reviewer, worker, first, second = letter
    assert (
        "示例箱包厂" in worker.get(PAGE).text and "示例早餐店" in worker.get(PAGE).text
    )
    assert "请看：《致来丰泽的朋友" in client.get("/app/my/").text
    assert post(worker, f"{PAGE}posted/{first}/", PAGE, spot="door").status_code == 302
    assert (
        post(worker, f"{PAGE}posted/{first}/", PAGE, spot="lift").status_code == 302
    ), "moved, not twice"
    assert (published(office)["posted_percent"], published(office)["sheets"]) == (50, 1)
    assert post(client, "/app/my/letters/1/", "/app/my/").status_code == 302
    assert post(client, "/app/my/letters/1/", "/app/my/").status_code == 409, (
        "the first time counts"
    )
    assert (
        "请看：《致来丰泽的朋友" not in client.get("/app/my/").text
        and "已阅知" in client.get("/app/my/letters/").text
    )
    assert f"enterprises/{first}/" not in worker.get(PAGE).text, (
        "posted and acknowledged: no gap any more"
    )
    post(worker, f"{PAGE}posted/{second}/", PAGE)
    assert (
        published(office)["posted_percent"] == 100
        and published(office)["acknowledged_percent"] == 50
    )
    post(worker, f"{PAGE}told/{second}/", PAGE)
    assert (
        "一家都不差" in worker.get(PAGE).text
        and published(office)["acknowledged_percent"] == 100
    )
    with office.database.reading() as session:
        actions = [
            entry.action for entry, _reason in audit.history(session, "material/1")
        ]
    assert actions == [
        f"material.{verb}"
        for verb in ("name", "post", "post", "acknowledge", "post", "acknowledge")
    ]
    journeys.register(app.test_client(), name="示例五金店", address="示例路 10 号")
    assert published(office)["posted_percent"] == 66, (
        "whoever registers is a gap at once"
    )
    assert "示例五金店" in worker.get(PAGE).text


def test_a_grid_drawn_anew_moves_its_enterprises_with_what_hangs_there(
    letter, staff, office
) -> None:
    _reviewer, worker, first, second = letter
    post(worker, f"{PAGE}posted/{first}/", PAGE)
    other = staff("grid_worker", (), ("qiantou-1",))
    assert "示例早餐店" not in other.get(PAGE).text
    assert other.post(
        f"{PAGE}posted/{second}/", data={"csrf_token": token(worker, PAGE)}
    ).status_code in {400, 404}
    with office.database.writing() as session:
        for one in session.scalars(select(Enterprise)):
            one.grid = "qiantou-1"
    assert (
        "示例早餐店" in other.get(PAGE).text
        and "示例早餐店" not in worker.get(PAGE).text
    )
    assert "示例箱包厂" in other.get("/app/staff/lists/postings/").text
    assert "示例箱包厂" not in worker.get("/app/staff/lists/postings/").text
    assert published(office)["posted_percent"] == 50


@pytest.mark.walk
def test_sheets_are_counted_as_exactly_as_they_were_and_put_right_by_excel(
    letter, office
) -> None:
    reviewer, worker, first, _second = letter
    post(worker, f"{PAGE}posted/{first}/", PAGE)
    sent = {
        "grid": "qiantou-2",
        "count": "1500",
        "qualifier": "more",
        "day": "2020-03-01",
    }
    assert post(worker, f"{PAGE}hand-out/", **sent).status_code == 302
    assert (
        post(worker, f"{PAGE}hand-out/", **{**sent, "day": "2020-03-09"}).status_code
        == 409
    ), "a day to come"
    refused = post(
        worker,
        f"{PAGE}place/",
        grid="qiantou-2",
        place="3号楼 13800001234",
        spot="lift",
    )
    assert refused.status_code == 200 and "这里有电话号码" in refused.text
    assert (
        post(
            worker, f"{PAGE}place/", grid="qiantou-2", place="3号楼", spot="lift"
        ).status_code
        == 302
    )
    assert (published(office)["sheets"], published(office)["qualifier"]) == (
        1502,
        "more",
    )
    publisher = Publisher(office, logs.configure())
    publisher.cycle("test")
    digest, _key = publisher.site.log.state().paths["statistics/index.html"]
    page = publisher.site.objects.path(digest).read_text(encoding="utf-8")
    assert "1502多" in page and "致来丰泽的朋友的一封信" in page
    book = load_workbook(
        io.BytesIO(reviewer.get("/app/staff/lists/postings.xlsx").data)
    )
    header, *rows = book.active.iter_rows()
    names = [cell.value for cell in header]
    of_shop = next(row for row in rows if row[names.index("单位")].value)
    of_shop[names.index("位置")].value = "大门口"
    changed = io.BytesIO()
    book.save(changed)
    upload = "/app/staff/lists/postings/upload/"
    answer = post(
        reviewer, upload, sheet=(io.BytesIO(changed.getvalue()), "postings.xlsx")
    )
    assert post(reviewer, f"{answer.location}take/", answer.location).status_code == 302
    with office.database.reading() as session:
        assert (
            session.scalars(
                select(Posting.spot).where(Posting.enterprise_id.is_not(None))
            ).one()
            == "gate"
        )
