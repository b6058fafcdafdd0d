"""Whoever keeps every figure that was ever published, of every release, and knows the rules by heart, subtracts one from another."""

from __future__ import annotations

from random import Random

import pytest

from forms_app.base.disclosure import exact_but_late, in_steps, places_left

DAYS = 10_000


def walked(random: Random, most: int, step: int) -> list[int]:
    """A count from day to day, by a few people at a time."""
    counts = [random.randrange(most)]
    while len(counts) < DAYS:
        after = counts[-1] + random.randint(-step, step)
        counts.append(min(most, max(0, after)))
    return counts


@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("most", [8, 14, 40])
@pytest.mark.parametrize("seed", range(3))
def test_nobody_ever_knows_that_fewer_than_five_stay_in(seed, most, step) -> None:
    """The attacker knows how many may come or go between two releases."""
    printed = None
    possible = {(count, None) for count in range(most + 1)}
    for count in walked(Random(seed), most, step):
        printed = in_steps(count, printed)
        after = {
            (other, in_steps(other, before))
            for was, before in possible
            for other in range(max(0, was - step), was + step + 1)
        }
        possible = {one for one in after if one[1] == printed}
        assert max(other for other, _printed in possible) >= 5


@pytest.mark.parametrize("seed", range(3))
def test_no_enterprise_is_known_to_have_fewer_than_five_back(seed) -> None:
    """The list says who was approved and when; each has one person at least."""
    random = Random(seed)
    total = 0
    printed = None
    contributed = 0
    changes = 0
    for _day in range(DAYS):
        for _enterprise in range(random.choice((0, 0, 1, 2, 5))):
            total += random.choice((1, 1, 1, 2, 3, 8, 30))
            contributed += 1
        told = exact_but_late(total, printed, contributed)
        if told != printed:
            came = told - (printed or 0)
            assert came - (contributed - 1) >= 5, "one of them may have five"
            printed = told
            contributed = 0
            changes += 1
    assert changes > 100, "what is never told needs no protection"


@pytest.mark.parametrize("seed", range(3))
def test_nobody_ever_knows_how_few_took_a_post(seed) -> None:
    """All that is known beforehand: at first nobody had taken a place."""
    needed = 12
    possible = set(range(needed + 1))
    for count in walked(Random(seed), needed, 1):
        told = places_left(needed, count)
        near = {other + by for other in possible for by in (-1, 0, 1)}
        seen = {
            other
            for other in near
            if 0 <= other <= needed and places_left(needed, other) == told
        }
        assert count in seen
        assert len(seen) > 1 or min(seen) >= 5
        possible = seen
