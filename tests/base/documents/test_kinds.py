"""What kinds there are of documents, measures, sessions, duties, services and findings is content: content/rules/kinds.toml and the groups of a campaign."""

from __future__ import annotations

import re
import tomllib

import pytest

from forms_app.base.vocabulary import NEUTRAL
from forms_app.permits.campaigns.queries import vocabulary_in
from tests.conftest import NOW, PROJECT
from tests.rule_files import rule_path

FLOOD = """id = "kinds"
title = "汛期的分类"
basis = "canteen"
from = 2020-02-01
[[notices]]
id = "water"
name = "水情"
name_en = "Water levels"
[[topics]]
id = "boats"
name = "冲锋舟"
name_en = "Boats"
[[duties]]
id = "pump"
name = "排水"
name_en = "Pumping"
[[services]]
id = "sandbags"
name = "搬沙袋"
name_en = "Sandbags"
[[findings]]
id = "nobody-back"
name = "地下室没有人"
name_en = "Nobody in the cellar"
"""
NOTICE = (
    "Title: 示例水情\nDate: 2020-03-01\nIssuer: 示例社区\nKind: {kind}\n\n水位在退。\n"
)


def write(office, text: str = FLOOD) -> None:
    (office.content / "rules" / "kinds.toml").write_text(text, encoding="utf-8")


def notice(office, kind: str) -> None:
    path = office.content / "notices" / "water-levels.md"
    path.write_text(NOTICE.format(kind=kind), encoding="utf-8")


def without_kinds(office) -> None:
    """Nothing of the sample is of a kind that another office has not."""
    for folder in ("notices", "letters", "policies", "plans", "help"):
        for path in (office.content / folder).glob("*.md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"(?m)^Kind: .*\n", "", text), encoding="utf-8")


@pytest.mark.walk
def test_a_notice_is_of_a_kind_that_the_office_has_and_is_listed_so(
    office, publish, accept
) -> None:
    without_kinds(office)
    write(office)
    notice(office, "水情")
    (fault,) = accept().faults
    assert (fault.allowed, fault.corrected) == ("water", "Kind: water")
    notice(office, "water")
    publish()
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert faults.startswith("没有"), faults
    listed = (office.site / "tree" / "notices" / "index.html").read_text("utf-8")
    assert "水情 · 示例社区" in listed


def test_the_kinds_of_the_office_are_offered_on_its_pages(
    office, accept, staff
) -> None:
    without_kinds(office)
    write(office)
    assert accept().faults == []
    worker = staff("grid_worker", (), ("qiantou-2",))
    duties = worker.get("/app/staff/rounds/new/").text
    assert "排水" in duties and "消毒" not in duties
    reviewer = staff("reviewer", ("qiantou",))
    sessions = reviewer.get("/app/staff/training/new/").text
    assert "冲锋舟" in sessions and "疫情防控" not in sessions
    found = vocabulary_in(office.accepted, NOW.date())
    assert [one.zh for one in found.list("services")] == ["搬沙袋"]
    assert [one.en for one in found.list("findings")] == ["Nobody in the cellar"]


def test_an_office_that_says_nothing_has_the_neutral_ones(
    office, accept, staff
) -> None:
    without_kinds(office)
    (office.content / "rules" / "kinds.toml").unlink()
    notice(office, "prevention")
    (fault,) = accept().faults
    assert fault.allowed == "service | other"
    notice(office, "service")
    assert accept(1).faults == []
    worker = staff("grid_worker", (), ("qiantou-2",))
    assert str(NEUTRAL["duties"][0]) in worker.get("/app/staff/rounds/new/").text


@pytest.mark.walk
def test_measures_are_grouped_as_the_campaign_groups_them(office, publish) -> None:
    path = rule_path(office.content, "campaign.toml")
    text = path.read_text(encoding="utf-8")
    text = text.replace('id = "crowds"', 'id = "shops"').replace("防聚集", "店里怎么做")
    path.write_text(text, encoding="utf-8")
    publish()
    faults = (office.content / "FAULTS.txt").read_text(encoding="utf-8")
    assert "Group: crowds" in faults and "imported | shops" in faults
    for measure in (office.content / "measures").glob("*.md"):
        text = measure.read_text(encoding="utf-8")
        measure.write_text(text.replace("Group: crowds", "Group: shops"), "utf-8")
    publish()
    page = (office.site / "tree" / "measures" / "index.html").read_text("utf-8")
    assert "<h2>店里怎么做</h2>" in page and "防聚集" not in page


@pytest.mark.parametrize("name", NEUTRAL)
def test_the_sample_has_its_own_list_of_each(name) -> None:
    kinds = tomllib.loads((PROJECT / "content/rules/kinds.toml").read_text("utf-8"))
    assert name == "measures" or len(kinds[name]) > 2
