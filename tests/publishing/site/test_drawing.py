"""The four-level tree and the key places on a community's page."""

from __future__ import annotations

import itertools

from forms_app.permits.grid.content import read_community
from forms_app.publishing.site.drawing import draw
from tests.conftest import PROJECT


def community(slug: str):
    found, parsed = read_community(
        (PROJECT / "content" / "communities" / f"{slug}.md").read_bytes(),
        f"communities/{slug}.md",
    )
    assert found, parsed.faults
    return found


def test_the_four_levels_are_drawn_each_unit_above_its_own() -> None:
    drawing = draw(community("tonghai").tree)
    assert {box.level for box in drawing.boxes} == {1, 2, 3, 4}
    assert len(drawing.lines) == len(drawing.boxes) - 1, (
        "every unit but the first hangs on another"
    )
    by_level = {
        level: [box for box in drawing.boxes if box.level == level]
        for level in range(1, 5)
    }
    for level in by_level.values():
        places = sorted(box.x for box in level)
        assert all(
            right - left >= drawing.box_width
            for left, right in itertools.pairwise(places)
        )
    assert draw(()) is None


def test_key_places_stand_on_the_community_page_with_their_post() -> None:
    assert {place.kind for place in community("nanpu").places} == {
        "农贸市场",
        "物流园区",
        "工业园区",
    }
    assert {"中骏世界城", "虎都工业园区"} <= {
        place.name for place in community("tongyuan").places
    }
    assert all(
        place.post
        for slug in ("nanpu", "tongyuan", "qiantou")
        for place in community(slug).places
    )


def test_the_list_for_a_phone_branches_as_the_picture_does() -> None:
    tree = community("tonghai").tree
    drawing = draw(tree)

    def paths(branches, path=()):
        for number, one in enumerate(branches, 1):
            yield (*path, number), one.unit, one.post
            yield from paths(one.below, (*path, number))

    assert sorted(paths(drawing.branches)) == sorted(
        (node.path, node.unit, node.post) for node in tree
    )
