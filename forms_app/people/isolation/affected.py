"""Whom the rules in force today move, compared with the version that determined them:
looked at before anything moves.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from forms_app.base.contentfile.rulefile import RuleFile, in_force
from forms_app.base.office import Office
from forms_app.people.health_rules.affected import Rules, determine_for
from forms_app.people.health_rules.isolation_file import ISOLATION
from forms_app.people.health_rules.regions_file import REGIONS
from forms_app.people.health_rules.rules import Determination
from forms_app.people.isolation.case_queries import Within, with_determinations
from forms_app.people.rosters import determining
from forms_app.people.rosters.models import Determination as Kept
from forms_app.people.rosters.models import Person
from forms_app.permits.grid.queries import rules as rule_files

# of the regions, of the isolation rule
Versions = tuple[RuleFile | None, RuleFile | None]


@dataclass(frozen=True)
class Moved:
    """Somebody to whom the rules of today say something else.

    `kept` is what is in force, an officer's word included.
    """

    person: Person
    kept: Kept
    before: Determination
    after: Determination

    @property
    def is_decided(self) -> bool:
        """Whether somebody's word is in force, which gives way when the rule is applied
        again.
        """
        return bool(self.kept.overridden_to)


def moved(session: Session, office: Office, within: Within) -> list[Moved]:
    """Everybody the versions of today would move, in the order of enterprises and
    numbers.

    Both versions are asked about today, so that what only the days have changed is not
    taken for a change of the rule.
    """
    today = office.clock.today()
    files = rule_files(office)
    new = determining.rulebook(office, today)
    read: dict[tuple[str, ...], Rules] = {}
    found = []
    for person in with_determinations(session, within):
        if not person.determinations:
            continue
        kept = person.determinations[-1]
        versions = _said_by(files, kept)
        names = tuple(file.version if file else "" for file in versions)
        if names == _names(new):
            continue
        old = read[names] = read.get(names) or _read(versions)
        before, after = (
            determine_for(determining.facts(person, rules), rules, today)
            for rules in (old, new)
        )
        if (before.outcome, before.sentence, before.ends_on) != (
            after.outcome,
            after.sentence,
            after.ends_on,
        ):
            found.append(Moved(person, kept, before, after))
    return found


def _said_by(files: list[RuleFile], kept: Kept) -> Versions:
    """The versions a determination names; where it names none, those in force when it
    was made.
    """
    by_version = {file.version: file for file in files}
    day = kept.at.date()
    regions = (
        by_version.get(kept.regions)
        if kept.regions
        else in_force(files, REGIONS.id, day)
    )
    return regions, by_version.get(kept.isolation) if kept.isolation else in_force(
        files, ISOLATION.id, day
    )


def _names(rules: Rules) -> tuple[str, ...]:
    return tuple(
        rule.version if rule else "" for rule in (rules.regions, rules.isolation)
    )


def _read(versions: Versions) -> Rules:
    regions, isolation = versions
    return Rules(REGIONS.of(regions), ISOLATION.of(isolation))
