"""The map of a community: what its file says lies where, drawn so that nothing hides anything."""

from __future__ import annotations

from itertools import combinations

import pytest

from forms_app.permits.grid.content import read_community
from forms_app.permits.grid.squared import squares
from forms_app.publishing.site.community_map import MARK, draw_map
from forms_app.publishing.site.daily import Shop
from tests.conftest import PROJECT
from tests.publishing.site.test_drawing import community

pytestmark = pytest.mark.same_on_both(reason="about pages, not about the database")
COMMUNITIES = ("chengdong", "nanpu", "qiantou", "xunmei", "tongyuan", "tonghai")
FILE = (PROJECT / "content" / "communities" / "qiantou.md").read_text("utf-8")


def shop(name: str, spot: str) -> Shop:
    return Shop(name, "zh-Hans", "qiantou", "open", "", (), "", "", "", spot, "")


def judged(line: str) -> list[str]:
    """The faults of the file with one more line among its keys."""
    text = FILE.replace("\nMap-1:", f"\n{line}\nMap-1:")
    found, parsed = read_community(text.encode(), "communities/qiantou.md")
    assert (found is None) == bool(parsed.faults)
    return [fault.render() for fault in parsed.faults]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("B2", ((1, 1), (1, 1))),
        ("A1-C3", ((0, 0), (2, 2))),
        ("c3-a1", ((0, 0), (2, 2))),
        ("A3－C1", ((0, 0), (2, 2))),
        ("A1–L16", ((0, 0), (11, 15))),
        ("A1至B2", ((0, 0), (1, 1))),
        ("A0", None),
        ("A17", None),
        ("M1", None),
        ("", None),
        ("B", None),
    ],
)
def test_squares_are_read_as_people_count_them_off(written, place) -> None:
    assert squares(written) == place


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Map-90: qiantou-9 | A1", "没有“qiantou-9”这个网格、路、重点场所或监测点"),
        ("Map-90: qiantou-1 | Z1", "“Z1”不是图上的格子"),
        ("Map-90: qiantou-1 | A1-C99", "“A1-C99”不是图上的格子"),
    ],
)
def test_what_is_not_there_or_lies_off_the_paper_is_a_fault_with_its_line(
    line, says
) -> None:
    (fault,) = judged(line)
    assert says in fault and line in fault


def test_a_map_has_each_grid_road_place_and_shop_that_was_given_a_square() -> None:
    drawn = draw_map(community("qiantou"), [shop("示例粮油店", "E3"), shop("别处", "")])
    assert [area.name for area in drawn.areas] == [f"第{n}网格" for n in "一二三四"]
    assert [band.name for band in drawn.bands] == ["示例路", "示例街"]
    assert [(mark.number, mark.kind, mark.name) for mark in drawn.marks] == [
        (1, "place", "星光耀广场"),
        (2, "place", "城东万达商城"),
        (3, "place", "SOHO写字楼"),
        (4, "shop", "示例粮油店"),
    ]


@pytest.mark.parametrize("slug", COMMUNITIES)
def test_marks_lie_on_the_map_and_beside_one_another(slug) -> None:
    alike = [shop(f"示例店{n}", "A1") for n in range(3)]
    drawn = draw_map(community(slug), alike)
    for mark in drawn.marks:
        assert mark.x - MARK >= 0 and mark.x + MARK <= drawn.width
        assert mark.y - MARK >= 20, "below the name of a grid in the first row"
        assert mark.y + MARK <= drawn.height
    for one, other in combinations(drawn.marks, 2):
        assert max(abs(one.x - other.x), abs(one.y - other.y)) >= 2 * MARK
    for area in drawn.areas:
        assert area.x + area.width <= drawn.width
        assert area.y + area.height <= drawn.height


def test_a_grid_of_two_parts_is_named_once() -> None:
    text = FILE.replace("\nMap-1:", "\nMap-90: qiantou-1 | A6-B6\nMap-1:")
    found, parsed = read_community(text.encode(), "communities/qiantou.md")
    assert found, parsed.faults
    names = [area.name for area in draw_map(found, []).areas]
    assert names.count("第一网格") == 1 and names.count("") == 1


def test_a_community_that_nobody_drew_has_no_map() -> None:
    lines = [line for line in FILE.split("\n") if not line.startswith("Map-")]
    found, _parsed = read_community("\n".join(lines).encode(), "communities/qiantou.md")
    assert draw_map(found, [shop("示例粮油店", "E3")]) is None
    assert found.says["zh-Hans"] == "前头社区以商场和写字楼为主，小微企业和个体商户多。"
    assert "mall" in found.says["en"]
