"""One person under the rules in force, and whom another version of them moves.

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from forms_app.people.health_rules.regions import Regions, class_of
from forms_app.people.health_rules.rules import (
    Determination,
    IsolationRule,
    Origin,
    Placed,
    determine,
)


@dataclass(frozen=True)
class Rules:
    """What is in force together. None: no such rule is."""

    regions: Regions | None
    isolation: IsolationRule | None


class Person(NamedTuple):
    """What a determination needs to know of somebody.

    `symptoms` has fever in it; None: nobody has asked.
    """

    id: str
    origin: Origin | None
    area: str | None
    community: str | None
    arrived_on: date | None
    symptoms: bool | None


@dataclass(frozen=True)
class Affected:
    """Somebody to whom another version says something else."""

    id: str
    before: Determination
    after: Determination


def determine_for(person: Person, rules: Rules, today: date) -> Determination:
    """The same for a person: the class of the area, as of the day of arrival, goes
    before the class that was stated.
    """
    placed: Origin | Placed | None = person.origin
    if person.area:
        placed = (
            class_of(person.area, person.arrived_on or today, rules.regions)
            if rules.regions
            else None
        )
    return determine(
        rules.isolation,
        origin=placed,
        community=person.community,
        arrived_on=person.arrived_on,
        today=today,
        symptoms=person.symptoms,
    )


def affected(
    people: Iterable[Person], old_rules: Rules, new_rules: Rules, today: date
) -> list[Affected]:
    """Whom a new version moves, from what to what, in the order given: looked at before
    anything moves.
    """
    found = []
    for person in people:
        before, after = (
            determine_for(person, rules, today) for rules in (old_rules, new_rules)
        )
        if (before.outcome, before.sentence, before.ends_on) != (
            after.outcome,
            after.sentence,
            after.ends_on,
        ):
            found.append(Affected(person.id, before, after))
    return found
