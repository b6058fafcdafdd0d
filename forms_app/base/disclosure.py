"""How counts of people are told so that nobody can be found out by subtracting one from
another. Pure.

Statistical disclosure control: people back at work, whom enterprises declare, are exact
but change only when three or more enterprises have contributed since, and so many people
that none of them is known to have fewer than five; who stays in, and what hangs on it,
is told in tens, and only when ten or more came or went. Nothing is said well before a
count falls below five: whoever watches every change knows the count at which it comes.
"""

from __future__ import annotations

SMALLEST = 5
CONTRIBUTORS = 3  # enterprises
STEP = 10  # people


def exact_but_late(counted: int, printed: int | None, contributed: int) -> int | None:
    """A count that many enterprises declare, of whom each has one at least: exact, but
    what was printed last until enough contributed since, and enough people.
    """
    if counted < SMALLEST:
        return None
    came = abs(counted - (printed or 0))
    is_many = contributed >= CONTRIBUTORS and came >= contributed + SMALLEST
    return counted if is_many else printed


def in_steps(counted: int, printed: int | None) -> int | None:
    """A count of people: in whole tens, what was printed last until ten more or fewer;
    None below ten, and again from five down.
    """
    if printed == STEP and counted <= SMALLEST:
        return None
    if abs(counted - (printed or 0)) < STEP:
        return printed
    return counted // STEP * STEP or None


def places_left(needed: int, taken: int) -> int | None:
    """How many places of a post are vacant; None while that tells of fewer than five
    people who took one, or soon might.
    """
    return needed - taken if taken > SMALLEST else None
