"""The health rule in force: slots, cut-offs and limits of content/rules/health.toml."""

from __future__ import annotations

from datetime import date

from forms_app.base.office import Office
from forms_app.base.refusal import NotSetUp
from forms_app.people.health_rules.health_file import HEALTH
from forms_app.people.health_rules.readings import HealthRule
from forms_app.permits.grid.queries import rule


def health_rule(office: Office, day: date | None = None) -> HealthRule:
    """The rule of a day, of today without one.

    Raises:
        NotSetUp: no rule is in force.
    """
    found = rule(office, HEALTH, day or office.clock.today())
    if found is None:
        raise NotSetUp(
            "社区还没有写好体温报备的规则（content/rules/health.toml）。请先拨打社区电话报。"
        )
    return found
