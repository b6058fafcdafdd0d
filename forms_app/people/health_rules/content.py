"""What the rule files of isolation say on a day, and what they leave open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from forms_app.base.catalogue import gettext as _
from forms_app.base.contentfile.rulefile import RuleFile
from forms_app.people.health_rules.affected import Rules
from forms_app.people.health_rules.health_file import HEALTH
from forms_app.people.health_rules.isolation_file import ISOLATION
from forms_app.people.health_rules.readings import HealthRule
from forms_app.people.health_rules.regions_file import REGIONS
from forms_app.people.health_rules.rules import Origin, gaps


def gaps_told(files: Mapping[str, RuleFile], communities: Collection[str]) -> list[str]:
    """For whoever checks the content: what each version, by path, leaves to an officer.

    A gap is no fault.
    """
    told = []
    for path, rule in sorted(files.items()):
        read = ISOLATION.of(rule) if rule.id == ISOLATION.id else None
        open_to: dict[Origin, list[str]] = {}
        for origin, community in gaps(read, communities) if read else ():
            open_to.setdefault(origin, []).append(community)
        for origin, where in open_to.items():
            values = {"path": path, "origin": str(origin), "where": ", ".join(where)}
            told.append(
                _(
                    "%(path)s：没有一行说到 %(origin)s（%(where)s），一律先问社区",
                    **values,
                )
            )
    return told


def rules_on(rules: Iterable[RuleFile], day: date) -> Rules:
    """The regions and the isolation rule in force on a day, from accepted rule files."""
    known = list(rules)
    return Rules(REGIONS.on(known, day), ISOLATION.on(known, day))


def health_on(rules: Iterable[RuleFile], day: date) -> HealthRule | None:
    """The health rule in force on a day, from accepted rule files."""
    return HEALTH.on(rules, day)
