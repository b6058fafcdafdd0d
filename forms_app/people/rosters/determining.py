"""What the rule says of somebody on a roster, kept with the version and the row that
say so.

The rule itself is pure, in origins/; here it meets the record. A new determination is
kept when it differs from the last.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms_app.base.office import Office
from forms_app.people.health_rules import affected, regions
from forms_app.people.health_rules import rules as origins
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.content import rules_on
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.grid.queries import rules as rule_files

KEPT = (
    "outcome",
    "sentence",
    "origin",
    "regions",
    "region_row",
    "isolation",
    "isolation_row",
    "basis",
    "days",
    "ends_on",
    "note",
    "note_en",
)


def rulebook(office: Office, day: date) -> Rules:
    """The regions and the isolation rule in force on a day."""
    return rules_on(rule_files(office), day)


def facts(person: Person, rules: Rules) -> affected.Person:
    """What the rule needs to know.

    Whoever stayed over the holiday came from nowhere: they are of the city.
    """
    area = (
        regions.area_of(person.place, rules.regions)
        if rules.regions and person.place
        else None
    )
    origin = origins.Origin(person.origin) if person.origin else None
    if person.stayed:
        area = None
        origin = origins.Origin.CITY
    elif person.place and area is None and origin is None:
        origin = None  # the place says nothing the rule knows: an officer is asked
    arrived = None if person.stayed else person.arrived_on
    return affected.Person(
        str(person.id),
        origin,
        area,
        person.enterprise.community,
        arrived,
        person.symptoms,
    )


def determine(
    session: Session, person: Person, rules: Rules, now: datetime
) -> Determination:
    """Ask the rule, and keep its word when it is a new one; gives the determination in
    force.
    """
    known = facts(person, rules)
    found = affected.determine_for(known, rules, now.date())
    person.area = known.area or ""
    said = {name: value for name, value in asdict(found).items() if name in KEPT}
    said["origin"] = found.origin or ""
    newest = person.determinations[-1] if person.determinations else None
    if newest is None or any(getattr(newest, name) != said[name] for name in KEPT):
        newest = Determination(at=now, **said)
        person.determinations.append(newest)
        session.flush()
    person.outcome = newest.in_force
    if newest.ends_on or not newest.overridden_to:
        person.ends_on = newest.ends_on
    return newest


def days_by_rule(person: Person, rules: Rules) -> int | None:
    """How many full days the rule names for where somebody came from."""
    newest = person.determinations[-1] if person.determinations else None
    if newest and newest.days:
        return newest.days
    origin = origins.Origin(newest.origin) if newest and newest.origin else None
    return origins.days_named(rules.isolation, origin)


def ends_by_rule(person: Person, rules: Rules) -> date | None:
    """The day on which those days are over; None where nobody knows since when."""
    days = days_by_rule(person, rules)
    if days is None or person.stayed or person.arrived_on is None:
        return None
    return origins.due_on(person.arrived_on, days)


def decide(
    session: Session,
    person: Person,
    outcome: str,
    reason: str,
    *,
    by: str,
    now: datetime,
) -> Determination:
    """Keep somebody's word beside the rule's, which stays as it was said: rows,
    versions and days.

    An earlier word is not written over: the rule's word is then kept once more, with
    the new word beside it. Unless the rule says something new, the word stays in force.
    Needs a determination.
    """
    newest = person.determinations[-1]
    if newest.overridden_to:
        newest = Determination(at=now, **{name: getattr(newest, name) for name in KEPT})
        person.determinations.append(newest)
    newest.overridden_to = outcome
    newest.overridden_reason = reason
    newest.overridden_by = by
    newest.overridden_at = now
    session.flush()
    person.outcome = outcome
    return newest


def as_found(
    kept: Determination, today: date, arrived_on: date | None
) -> origins.Determination:
    """What was kept, as the rule gave it, with the day it is now."""
    said = {name: getattr(kept, name) for name in KEPT}
    said["outcome"] = origins.Outcome(kept.in_force)
    said["sentence"] = origins.Sentence(kept.sentence)
    said["origin"] = origins.Origin(kept.origin) if kept.origin else None
    return origins.Determination(
        day=origins.day_of(arrived_on, today) if arrived_on else None, **said
    )
