"""Who must stay in, by the rows of content/rules/isolation-*.toml; day counting; the
words all of it is said in.

A determination only says NONE where a
row says none; everything the rows do not say is ASK. Days are days of the office and
the day of arrival is day 1. Imports the standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

DECIDE_WITHIN_HOURS = 4  # where the rule names no other number


class Origin(StrEnum):
    """Where somebody came from: the five classes an application counts its people by."""

    CITY = "city"
    PROVINCE = "province"
    OTHER_PROVINCE = "other_province"
    KEY_AREA = "key_area"
    ABROAD = "abroad"


class Outcome(StrEnum):
    NONE = "none"
    HOME = "home"
    DESIGNATED = "designated"  # a place the street names
    ASK = "ask"


class Sentence(StrEnum):
    """Which sentence says it; for ASK, why an officer must be asked."""

    NOT_NEEDED = "not-needed"
    DAYS_ARE_FULL = "days-are-full"
    AT_HOME = "at-home"
    AT_PLACE = "at-place"
    ASK_UNWELL = "ask-unwell"
    ASK_HEALTH = "ask-health"  # nobody has asked how they are
    ASK_NO_RULE = "ask-no-rule"
    ASK_ORIGIN = "ask-origin"
    ASK_COMMUNITY = "ask-community"
    ASK_ARRIVAL = "ask-arrival"
    ASK_FUTURE = "ask-future"
    ASK_GAP = "ask-gap"  # no row fits
    ASK_OVER = "ask-over"  # the days of the row are over, and no row says what then
    ASK_BY_RULE = "ask-by-rule"  # the row itself says ask


@dataclass(frozen=True)
class IsolationRow:
    """A row of isolation.toml.

    It fits an origin, in `communities` (none named: everywhere), after `after_days`
    full days.

    `days` are the full days to stay in. A row with `arrival_needed` false fits also who
    never left.
    """

    id: str
    origins: frozenset[Origin]
    outcome: Outcome
    days: int | None = None
    communities: frozenset[str] = frozenset()
    after_days: int | None = None
    arrival_needed: bool = True
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class IsolationRule:
    """One version of isolation.toml; its rows in order, the first that fits wins.

    `basis` is the slug of its notice. An officer who is asked decides within so many
    hours.
    """

    version: str
    basis: str
    rows: tuple[IsolationRow, ...]
    decide_within_hours: int = DECIDE_WITHIN_HOURS


@dataclass(frozen=True)
class Placed:
    """The class of an origin, and the row that says so; without a row somebody stated
    it.
    """

    origin: Origin
    regions: str = ""
    row: str = ""


@dataclass(frozen=True)
class Determination:
    """What applies to one person on one day, and every row and version it rests on.

    `day` counts from 1, the day of arrival; `ends_on` is the day on which `days` full
    days are over.
    """

    outcome: Outcome
    sentence: Sentence
    origin: Origin | None = None
    regions: str = ""
    region_row: str = ""
    isolation: str = ""
    isolation_row: str = ""
    basis: str = ""
    day: int | None = None
    days: int | None = None
    ends_on: date | None = None
    note: str = ""
    note_en: str = ""


def day_of(arrived_on: date, today: date) -> int:
    """Which day today is: 1 on the day of arrival, below 1 before it."""
    return (today - arrived_on).days + 1


def due_on(arrived_on: date, days: int) -> date:
    """The day on which so many full days are over: 14 days from 20 February 2020 are
    over on 5 March.
    """
    # The calendar itself ends; a date mistyped near its end must not raise.
    return date.fromordinal(min(arrived_on.toordinal() + days, date.max.toordinal()))


def decide_by(asked_at: datetime, isolation: IsolationRule | None) -> datetime:
    """Until when an officer has to say what applies to somebody of whom the rule asked
    at this moment.
    """
    hours = isolation.decide_within_hours if isolation else DECIDE_WITHIN_HOURS
    return asked_at + timedelta(hours=hours)


def determine(
    isolation: IsolationRule | None,
    *,
    origin: Origin | Placed | None,
    community: str | None,
    arrived_on: date | None,
    today: date,
    symptoms: bool | None,
) -> Determination:
    """What applies today.

    Whatever is unknown, contradicts itself or is in no row gives ASK with the reason.
    """
    placed = Placed(origin) if isinstance(origin, Origin) else origin
    base = _known(isolation, placed, arrived_on, today)
    if symptoms:
        return replace(base, sentence=Sentence.ASK_UNWELL)
    if isolation is None:
        return replace(base, sentence=Sentence.ASK_NO_RULE)
    if arrived_on and arrived_on > today:
        return replace(base, sentence=Sentence.ASK_FUTURE)
    if placed is None:
        return base
    row = _first_fit(isolation.rows, placed.origin, community, base.day)
    if isinstance(row, Sentence):
        return replace(base, sentence=row)
    base = _by_row(base, row, arrived_on)
    outcome, sentence = _says(row, base.day, symptoms)
    return replace(base, outcome=outcome, sentence=sentence)


def _known(
    isolation: IsolationRule | None,
    placed: Placed | None,
    arrived_on: date | None,
    today: date,
) -> Determination:
    """What it rests on, as far as that is known; an officer is to be asked."""
    base = Determination(Outcome.ASK, Sentence.ASK_ORIGIN)
    if placed:
        base = replace(
            base, origin=placed.origin, regions=placed.regions, region_row=placed.row
        )
    if isolation:
        base = replace(base, isolation=isolation.version, basis=isolation.basis)
    if arrived_on and arrived_on <= today:
        base = replace(base, day=day_of(arrived_on, today))
    return base


def _by_row(
    base: Determination, row: IsolationRow, arrived_on: date | None
) -> Determination:
    """With the row that fits, and how long it says."""
    days = row.after_days if row.days is None else row.days
    ends_on = due_on(arrived_on, days) if arrived_on and days is not None else None
    return replace(
        base,
        isolation_row=row.id,
        days=days,
        ends_on=ends_on,
        note=row.note,
        note_en=row.note_en,
    )


def _first_fit(
    rows: Iterable[IsolationRow], origin: Origin, community: str | None, day: int | None
) -> IsolationRow | Sentence:
    """The first row that fits; or, when that hangs on something unknown, why it cannot
    be told.
    """
    for row in rows:
        if origin not in row.origins:
            continue
        if row.communities:
            if community is None:
                return Sentence.ASK_COMMUNITY
            if community not in row.communities:
                continue
        if day is None and (row.arrival_needed or row.after_days is not None):
            return Sentence.ASK_ARRIVAL
        if day is not None and row.after_days is not None and day <= row.after_days:
            continue
        return row
    return Sentence.ASK_GAP


def _says(
    row: IsolationRow, day: int | None, symptoms: bool | None
) -> tuple[Outcome, Sentence]:
    if row.outcome is Outcome.ASK:
        return Outcome.ASK, Sentence.ASK_BY_RULE
    if row.outcome is Outcome.NONE:
        # not knowing may keep somebody in, but never lets anybody go
        if symptoms is None:
            return Outcome.ASK, Sentence.ASK_HEALTH
        return (
            Outcome.NONE,
            Sentence.NOT_NEEDED if row.after_days is None else Sentence.DAYS_ARE_FULL,
        )
    if day is None or row.days is None:
        return Outcome.ASK, Sentence.ASK_ARRIVAL if day is None else Sentence.ASK_GAP
    if day > row.days:
        return Outcome.ASK, Sentence.ASK_OVER
    return (
        row.outcome,
        Sentence.AT_HOME if row.outcome is Outcome.HOME else Sentence.AT_PLACE,
    )


def days_named(isolation: IsolationRule | None, origin: Origin | None) -> int | None:
    """How many full days the rule names for an origin, whatever the community: what an
    officer starts from where the row that fits says ask.
    """
    rows = isolation.rows if isolation else ()
    named = [row.days or row.after_days or 0 for row in rows if origin in row.origins]
    return max(named, default=0) or None


def gaps(
    isolation: IsolationRule, communities: Iterable[str]
) -> list[tuple[Origin, str]]:
    """For which origin in which community no row fits somebody who arrives today:
    allowed, and told; they are ASK.
    """
    return [
        (origin, community)
        for origin in Origin
        for community in communities
        if _first_fit(isolation.rows, origin, community, 1) is Sentence.ASK_GAP
    ]
