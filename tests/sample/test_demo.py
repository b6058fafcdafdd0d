"""The demo: the figures its communities reported, the same bytes each time, ready in time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from forms_app import create_app, sample
from forms_app.base import audit
from forms_app.base.access import Actor, Role
from forms_app.base.config import Config
from forms_app.base.office import Office
from forms_app.base.worklist import Reader
from forms_app.ledger.items.labels import owner
from forms_app.ledger.items.models import Item
from forms_app.ledger.publicity.models import Group, GroupMessage, Material
from forms_app.ledger.publicity.queries import gaps
from forms_app.ledger.rounds.models import Duty
from forms_app.ledger.visits.models import Visit
from forms_app.office.desk.models import DayClose
from forms_app.office.desk.worklist import every
from forms_app.people.gates.points import gates
from forms_app.people.gates.queries import enterprises_with_people
from forms_app.people.isolation.missing_queries import who_is_missing
from forms_app.people.isolation.models import Case
from forms_app.people.isolation.rulebook import health_rule
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Permission
from forms_app.permits.resumption.models import Application
from forms_app.permits.resumption.rules import Stage
from forms_app.publishing.intake.check import check_tree
from tests.conftest import NOW

COMMUNITIES = ("chengdong", "nanpu", "qiantou", "xunmei", "tongyuan", "tonghai")


@pytest.fixture(scope="module")
def made(demo_office) -> Path:
    return demo_office


def site(made: Path, path: str) -> str:
    return (made / "site" / "tree" / path).read_text(encoding="utf-8")


def figures(made: Path) -> dict:
    return json.loads(site(made, "data/statistics.json"))["communities"]


@pytest.fixture(scope="module")
def kept(made) -> Iterator[Office]:
    """The same office, opened to look into its records."""
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(made)}))
    yield office
    office.database.close()


def counts(made: Path, feature: str) -> dict:
    return json.loads(site(made, "data/statistics.json"))[feature]["communities"]


def test_qiantou_has_the_figures_it_reported(made) -> None:
    qiantou = figures(made)["qiantou"]
    assert (
        qiantou["received"],
        qiantou["workers"],
        sum(qiantou["registered"].values()),
    ) == (108, 267, 186)
    assert json.loads(site(made, "data/enterprises/qiantou.json"))["count"] == 78


def test_tongyuan_has_the_figures_it_reported(made) -> None:
    tongyuan = figures(made)["tongyuan"]
    assert tongyuan["registered"] == {"enterprise": 700, "shop": 412}
    rows = json.loads(site(made, "data/enterprises/tongyuan.json"))["enterprises"]
    assert [
        sum(row["kind"] == kind for row in rows) for kind in ("shop", "enterprise")
    ] == [163, 64]


@pytest.mark.parametrize(
    ("community", "printed"),
    [
        ("qiantou", ["108个", "78家", "267人", "180多家", "200多家"]),
        ("tongyuan", ["约700家", "400多家", "5000多人", "160多家", "60多家"]),
        ("xunmei", ["5个"]),
    ],
)
def test_reported_figures_are_printed_with_their_qualifiers_and_sources(
    made, community, printed
) -> None:
    page = site(made, f"communities/{community}/index.html")
    assert [figure for figure in printed if f"<b>{figure}</b>" not in page] == []
    assert "2020年3月" in page and "不能相加" in page


def test_nanpu_and_tonghai_have_the_supplies_they_were_given(made) -> None:
    nanpu, tonghai = (
        site(made, f"communities/{slug}/index.html") for slug in ("nanpu", "tonghai")
    )
    assert (
        "近 3000 个" in nanpu and "12 桶" in nanpu and "没有署名的捐赠有 5 笔" in nanpu
    )
    assert (
        "1 把" in tonghai and "300 个" in tonghai and "没有署名的捐赠" not in tonghai
    ), "two are too few to count"
    assert "示例小区物业公司" not in tonghai, "for whom stays inside"


def test_chengdong_has_its_letter_everywhere_and_qiantou_names_its_gaps(
    made, kept
) -> None:
    shown = {slug: rows[0] for slug, rows in counts(made, "publicity").items()}
    assert [
        shown["chengdong"][name]
        for name in ("posted_percent", "acknowledged_percent", "sheets")
    ] == [100, 100, 29]
    assert [
        shown["tonghai"][name] for name in ("posted_percent", "sheets", "qualifier")
    ] == [100, 1500, "more"]
    assert (
        0
        < shown["qiantou"]["acknowledged_percent"]
        < shown["qiantou"]["posted_percent"]
        < 100
    )
    table = (
        site(made, "statistics/index.html")
        .partition('<h3 id="publicity">')[2]
        .partition('<table class="stack">')[2]
        .partition("<h3")[0]
    )
    assert ">1500多<" in table and table.count(">100%<") == 3
    with kept.database.reading() as session:
        for letter in session.scalars(
            select(Material).where(Material.kind == "letter")
        ):
            everybody = Actor(
                "staff", "office", Role.OFFICE, frozenset({letter.community})
            )
            assert bool(gaps(session, everybody, letter)) == (
                letter.community == "qiantou"
            )


def test_tonghai_has_its_teams_and_its_rounds_and_no_place_of_a_bin(made) -> None:
    page = site(made, "communities/tonghai/index.html")
    statistics = site(made, "statistics/index.html")
    for team in (
        "应急小分队",
        "党团突击队",
        "中心户长先锋队",
        "业委会委员服务队",
        "老协会成员监督队",
    ):
        assert f'<th scope="row">{team}</th>' in page
    assert "收隔离垃圾：约 50 个" in statistics and "单元门口" not in statistics
    for place in ("门卫", "值班室", "办公室", "会议室", "通勤班车", "员工餐厅"):
        assert place in statistics
    assert "3月5日 07:40" in statistics and "3月4日 14:10" in statistics, (
        "the meeting room waits this morning"
    )
    assert site(made, "communities/qiantou/index.html").count("先锋队") == 0


def test_a_squad_that_answers_for_a_duty_is_called_by_its_name(kept) -> None:
    with kept.database.reading() as session:
        names = {
            owner(kept, duty.owner, duty.where[0])
            for duty in session.scalars(select(Duty))
        }
    assert names == {"", "第一小分队", "党团突击队"}


def test_tongyuan_met_every_day_and_closed_nothing_without_answer_and_measure(
    made,
) -> None:
    said = counts(made, "meetings")["tongyuan"]
    assert (said["held"], said["online"], said["last"]) == (11, 11, "2020-03-05")
    assert said["closed"] == said["with_measure"] == 20, (
        "of the two on today's meeting one is answered, and carried over"
    )
    assert (said["raised"], said["answered"]) == (22, 21)


def test_the_desk_of_qiantou_is_not_flooded_and_yesterday_is_closed(made, kept) -> None:
    reviewer = Actor("staff", "qiantou-reviewer", Role.REVIEWER, frozenset({"qiantou"}))
    with create_app(kept).test_request_context(), kept.database.reading() as session:
        things = every(Reader(kept, session, reviewer, NOW))
        yesterday = session.scalars(select(DayClose)).one()
        assert (yesterday.community, yesterday.day.isoformat()) == (
            "qiantou",
            "2020-03-04",
        )
        assert len(yesterday.left) == 2 and all(left.reason for left in yesterday.left)
        assert 0 < sum(one.is_due(NOW) for one in things) <= 15
        assert {left.key for left in yesterday.left} <= {one.key for one in things}
        assert {"calls", "isolation", "service", "post-place"} <= {
            one.of for one in things
        }


def test_there_are_sample_people_and_one_stays_in(made, kept) -> None:
    with kept.database.reading() as session:
        people = session.scalars(select(Person)).all()
        assert len(people) == 15 and all(
            one.name.startswith("示例员工") for one in people
        )
        assert {one.outcome for one in people} == {"none", "home", "ask"}
        case = session.scalars(select(Case)).one()
        assert case.enterprise_supervisor and case.grid_supervisor == "qiantou-2-worker"
        evening = health_rule(kept).slots[1]
        missing = who_is_missing(
            session, Actor("staff", "admin", Role.ADMIN), date(2020, 3, 3), evening
        )
        assert len(missing) == 1 and missing[0].no_report
        of_kind = select(Item.status).where(Item.kind == "service")
        assert sorted(session.scalars(of_kind)) == ["done", "open"]
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in (made / "site" / "tree").rglob("*.html")
    )
    assert (
        "示例员工" not in text and "示例志愿者" not in text and "示例队员" not in text
    )


def test_no_total_is_printed_that_nobody_reported(made) -> None:
    page = site(made, "statistics/index.html")
    reported = {int(n) for n in re.findall(r"<b>[^<\d]*(\d+)", page)}
    assert not {78 + 160 + 60, 108 + 160, 700 + 400} & reported
    assert "合计" not in page


def test_xunmei_has_five_grids_and_chengdong_its_pilot(made) -> None:
    assert (
        site(made, "communities/xunmei/index.html").count('<th scope="row"><span>第')
        >= 5
    )
    rows = json.loads(site(made, "data/enterprises/chengdong.json"))["enterprises"]
    assert any(
        "开工样板" in site(made, f"enterprises/{row['reference']}/index.html")
        for row in rows
    )


def test_every_page_says_the_day_is_fixed_and_the_content_has_no_fault(made) -> None:
    for page in (
        "index.html",
        "enterprises/index.html",
        "statistics/index.html",
        "help/find/index.html",
        "404.html",
    ):
        assert "演示：停在 2020年3月5日" in site(made, page)
    assert check_tree(made / "content", NOW.date()).faults == []


def test_every_state_is_in_the_demo(kept) -> None:
    with kept.database.reading() as session:
        assert set(session.scalars(select(Application.stage))) == set(Stage)
        assert {"approved", "pending", "suspended", "revoked", "withdrawn"} <= set(
            session.scalars(select(Permission.status))
        )
        assert set(session.scalars(select(Visit.outcome))) == {"done", "nobody"}
        for kind, states in {
            "request": {"open", "done"},
            "suggestion": {"taken", "done"},
            "mistake": {"done"},
            "meeting": {"open", "done"},
            "training": {"taken", "done"},
            "post-place": {"open", "taken", "done"},
            "round": {"open", "taken", "done"},
        }.items():
            assert (
                set(session.scalars(select(Item.status).where(Item.kind == kind)))
                == states
            ), kind
        assert set(session.scalars(select(GroupMessage.state))) == {"pasted"}
        assert set(session.scalars(select(Group.community))) == set(COMMUNITIES)
        assert audit.verify(session) is None


def test_making_it_again_does_nothing(made) -> None:
    before = (made / "site" / "releases.log").stat().st_mtime_ns
    assert sample.make(made, lambda _says: None)
    assert (made / "site" / "releases.log").stat().st_mtime_ns == before


@pytest.mark.long
def test_the_same_seed_gives_the_same_content_and_site(made, tmp_path) -> None:
    again = tmp_path / "again"
    sample.make(again, lambda _says: None)
    for part in ("content", "accepted", "site/tree"):
        one = files_of(made / part)
        two = files_of(again / part)
        assert one == two, part


def files_of(folder: Path) -> dict[str, bytes]:
    """All but the time at which the publisher last looked, and what the office signs."""
    every = (
        path
        for path in folder.rglob("*")
        if path.is_file()
        and path.name != "version.json"
        and "data/log" not in path.as_posix()
    )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}


def test_the_commuter_bus_of_tonghai_stops_at_a_point_and_has_a_roster(kept) -> None:
    gate = next(one for one in gates(kept) if one.community.slug == "tonghai")
    with kept.database.reading() as session:
        firms = enterprises_with_people(session, gate)
    assert [firm.community for firm in firms] == ["tonghai"]
