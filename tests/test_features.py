"""Every feature declares itself, once; what it names is there."""

from __future__ import annotations

import pytest

from forms_app.base.feature import Feature, switched_on
from forms_app.features import FEATURES, ROOMS
from tests.conftest import PROJECT
from tests.house.test_house import ORDER

PARTS = [
    "models",
    "blueprints",
    "set_up",
    "kinds",
    "listings",
    "exports",
    "scopes",
    "signed_in",
    "rules",
    "keeping",
    "unfinished",
    "unfinished_items",
    "records",
    "erased",
    "commands",
]


def test_every_room_with_a_declaration_is_listed_in_the_order_of_imports() -> None:
    declared = {
        ".".join(path.relative_to(PROJECT / "forms_app").parent.parts)
        for path in (PROJECT / "forms_app").rglob("feature.py")
    } - {"base"}
    assert declared == set(ROOMS)
    in_order = [room for room in ORDER if room in ROOMS]
    assert [room for room in ROOMS if room in ORDER] == in_order


@pytest.mark.parametrize("feature", FEATURES, ids=lambda one: one.name)
def test_what_a_feature_names_is_there(feature: Feature) -> None:
    for kind in PARTS:
        for part in getattr(feature, kind):
            assert feature.load(part) is not None
    for by_name in (feature.attachments, feature.panels, feature.facts):
        for part in by_name.values():
            assert callable(feature.load(part))
    assert feature.needs <= {one.name for one in FEATURES}
    for slug in feature.help:
        assert (PROJECT / "content" / "help" / f"{slug}.md").exists()


def test_what_needs_a_feature_that_is_off_is_off_too() -> None:
    every = {one.name for one in FEATURES}
    assert switched_on(FEATURES, None) == every
    without = switched_on(FEATURES, tuple(every - {"health_rules"}))
    assert every - without == {"health_rules", "rosters", "isolation", "gates"}


def test_what_an_office_cannot_do_without_stays() -> None:
    kept = switched_on(FEATURES, ())
    assert kept == {one.name for one in FEATURES if one.stays}
    assert {"accounts", "grid", "enterprises", "resumption", "retention"} <= kept


def test_a_slot_is_filled_by_rooms_above_the_one_that_has_it() -> None:
    declared: set[str] = set()
    for feature in FEATURES:
        assert {*feature.panels, *feature.facts} <= declared
        assert not feature.slots & declared
        declared |= feature.slots
