"""Counts: by community, from our own rows; people never so that one could be found out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from forms_app.statistics.public import collect, published_people
from tests import journeys
from tests.conftest import NOW


def test_received_decided_and_left_are_counted_by_community(client, office) -> None:
    journeys.register(client)
    journeys.apply(client)
    with office.database.reading() as session:
        counted = collect(session, NOW, {}, {})["communities"]
    assert list(counted) == ["qiantou"]
    assert {
        name: counted["qiantou"][name] for name in ("received_today", "decided_today", "left_today", "received")
    } == {
        "received_today": 1,
        "decided_today": 0,
        "left_today": 1,
        "received": 1,
    }
    assert counted["qiantou"]["workers"] is None, "nobody is back before the approval"


@given(st.lists(st.integers(0, 60), min_size=2, max_size=30))
def test_people_are_never_shown_below_five_nor_in_steps_one_could_subtract(counts) -> None:
    before: int | None = None
    for count in counts:
        shown = published_people(count, before)
        assert shown is None or shown >= 5
        if shown is not None and before is not None:
            assert shown == before or abs(shown - before) >= 5
        before = before if shown is None else shown


def test_the_time_of_the_figures_stays_while_they_do(client, office) -> None:
    from datetime import timedelta

    with office.database.reading() as session:
        first = collect(session, NOW, {}, {})
        assert collect(session, NOW + timedelta(hours=1), first, {}) == first
