"""The demo: the figures its communities reported, the same bytes each time, ready in time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from forms_app import demo
from forms_app.config import Config
from forms_app.office import Office
from forms_app.publishing.check import check_tree
from tests.conftest import NOW


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "office"
    demo.make(folder, lambda _says: None)
    return folder


def site(made: Path, path: str) -> str:
    return (made / "site" / "tree" / path).read_text(encoding="utf-8")


def figures(made: Path) -> dict:
    return json.loads(site(made, "data/statistics.json"))["communities"]


def test_qiantou_has_the_figures_it_reported(made) -> None:
    qiantou = figures(made)["qiantou"]
    assert (qiantou["received"], qiantou["workers"], sum(qiantou["registered"].values())) == (108, 267, 186)
    assert json.loads(site(made, "data/enterprises/qiantou.json"))["count"] == 78


def test_tongyuan_has_the_figures_it_reported(made) -> None:
    tongyuan = figures(made)["tongyuan"]
    assert tongyuan["registered"] == {"enterprise": 700, "shop": 412}
    rows = json.loads(site(made, "data/enterprises/tongyuan.json"))["enterprises"]
    assert [sum(row["kind"] == kind for row in rows) for kind in ("shop", "enterprise")] == [163, 64]


@pytest.mark.parametrize(
    ("community", "printed"),
    [
        ("qiantou", ["108个", "78家", "267人", "180多家", "200多家"]),
        ("tongyuan", ["约700家", "400多家", "5000多人", "160多家", "60多家"]),
        ("xunmei", ["5个"]),
    ],
)
def test_reported_figures_are_printed_with_their_qualifiers_and_sources(made, community, printed) -> None:
    page = site(made, f"communities/{community}/index.html")
    assert [figure for figure in printed if f"<b>{figure}</b>" not in page] == []
    assert "2020年3月" in page and "不能相加" in page


def test_nanpu_and_tonghai_have_the_supplies_they_were_given(made) -> None:
    nanpu, tonghai = (site(made, f"communities/{slug}/index.html") for slug in ("nanpu", "tonghai"))
    assert "近 3000 个" in nanpu and "12 桶" in nanpu and "没有署名的捐赠有 5 笔" in nanpu
    assert "1 把" in tonghai and "300 个" in tonghai and "没有署名的捐赠" not in tonghai, "two are too few to count"
    assert "示例小区物业公司" not in tonghai, "for whom stays inside"


def test_no_total_is_printed_that_nobody_reported(made) -> None:
    page = site(made, "statistics/index.html")
    reported = {int(n) for n in re.findall(r"<b>[^<\d]*(\d+)", page)}
    assert not {78 + 160 + 60, 108 + 160, 700 + 400} & reported
    assert "合计" not in page


def test_xunmei_has_five_grids_and_chengdong_its_pilot(made) -> None:
    assert site(made, "communities/xunmei/index.html").count('<th scope="row">第') >= 5
    rows = json.loads(site(made, "data/enterprises/chengdong.json"))["enterprises"]
    assert any("开工样板" in site(made, f"enterprises/{row['reference']}/index.html") for row in rows)


def test_every_page_says_the_day_is_fixed_and_the_content_has_no_fault(made) -> None:
    for page in ("index.html", "enterprises/index.html", "statistics/index.html", "help/find/index.html", "404.html"):
        assert "演示：日期固定在 2020-03-05" in site(made, page)
    assert check_tree(made / "content", NOW.date()).faults == []


def test_every_state_is_in_the_demo(made) -> None:
    office = Office.open(Config.from_environ({"KAIGONG_OFFICE": str(made)}))
    with office.database.reading() as session:
        from sqlalchemy import select

        from forms_app import audit
        from forms_app.enterprises.models import Enterprise
        from forms_app.resumption.models import Application
        from forms_app.resumption.rules import Stage

        assert set(session.scalars(select(Application.stage))) == set(Stage)
        assert {"approved", "pending", "suspended", "revoked", "withdrawn"} <= set(
            session.scalars(select(Enterprise.status))
        )
        from forms_app.items.models import Item
        from forms_app.visits.models import Visit

        assert set(session.scalars(select(Visit.outcome))) == {"done", "nobody"}
        assert set(session.scalars(select(Item.status).where(Item.kind == "request"))) == {"open", "done"}
        assert audit.verify(session) is None
    office.database.close()


def test_making_it_again_does_nothing(made) -> None:
    before = (made / "site" / "releases.log").stat().st_mtime_ns
    assert demo.make(made, lambda _says: None)
    assert (made / "site" / "releases.log").stat().st_mtime_ns == before


@pytest.mark.long
def test_the_same_seed_gives_the_same_content_and_site(made, tmp_path) -> None:
    again = tmp_path / "again"
    demo.make(again, lambda _says: None)
    for part in ("content", "accepted", "site/tree"):
        one, two = files_of(made / part), files_of(again / part)
        assert one == two, part


def files_of(folder: Path) -> dict[str, bytes]:
    """All but the time at which the publisher last looked."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.name != "version.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in every}
