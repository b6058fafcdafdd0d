"""How counts of people are told so that nobody can be found out by subtracting one from
another. Pure.

Statistical disclosure control: people back at work, whom enterprises declare, are exact
but change only when three or more enterprises have contributed since; who stays in, and
what hangs on it, is told in tens, and only when ten or more came or went. Below five
nothing is said.
"""

from __future__ import annotations

SMALLEST = 5
CONTRIBUTORS = 3  # enterprises
STEP = 10  # people


def exact_but_late(counted: int, printed: int | None, contributed: int) -> int | None:
    """A count that many enterprises declare: exact, but what was printed last until
    enough contributed since.
    """
    if counted < SMALLEST:
        return None
    return counted if contributed >= CONTRIBUTORS else printed


def in_steps(counted: int, printed: int | None) -> int | None:
    """A count of people: in whole tens, what was printed last until ten more or fewer;
    None below ten.
    """
    if abs(counted - (printed or 0)) < STEP:
        return printed
    return counted // STEP * STEP or None


def places_left(needed: int, taken: int) -> int | None:
    """How many places of a post are vacant; None while that tells of fewer than five
    people who took one.
    """
    return needed - taken if taken >= SMALLEST else None
