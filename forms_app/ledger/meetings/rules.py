"""What a meeting makes of an item: closed, under way with an answer and a measure, or
carried over. Pure.
"""

from __future__ import annotations

from enum import StrEnum

CODE = "meeting"  # of the kind of items


class Mode(StrEnum):
    """How it is held (on line instead of in one room)."""

    WECHAT = "wechat"
    VIDEO = "video"
    ON_SITE = "on-site"


class Chair(StrEnum):
    """The post that leads it; never a name."""

    SECRETARY = "secretary"
    DIRECTOR = "director"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"


class Body(StrEnum):
    """A level or body that takes part (cadres of city and district who are
    stationed in the community).
    """

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    SQUAD = "squad"
    HEALTH = "health"
    POLICE = "police"
    ENTERPRISE = "enterprise"


class Outcome(StrEnum):
    CLOSED = "closed"
    # answered and with a measure, which somebody carries out until its day
    UNDER_WAY = "under-way"
    CARRIED = "carried"  # an answer or a measure is missing


ONLINE = frozenset({Mode.WECHAT, Mode.VIDEO})


def outcome(is_finished: bool, answer: str, measure: str) -> Outcome:
    if is_finished:
        return Outcome.CLOSED
    return Outcome.UNDER_WAY if answer.strip() and measure.strip() else Outcome.CARRIED
