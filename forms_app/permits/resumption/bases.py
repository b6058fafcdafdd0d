"""What a decision may rest on: the documents behind the rules in force and the notices
and policies of the office, by their titles.
"""

from __future__ import annotations

from forms_app.base.catalogue import language
from forms_app.base.office import Office
from forms_app.permits.grid.queries import notice_title, rule, rules

SECTIONS = ("notices", "policies")
RULE = "priority"  # says which class an application is of, and so whether it may open


def basis_in_force(office: Office) -> str:
    """What the rule of priorities in force rests on; empty where there is none."""
    found = rule(office, RULE, office.clock.today())
    return found.basis if found else ""


def bases(office: Office) -> list[tuple[str, str]]:
    """Slug and title of each: first what the rule of priorities rests on, then what
    other rules in force do, then every other notice and policy, newest file last.
    """
    today = office.clock.today()
    holding = {one.id for one in rules(office)}
    of_rules = [
        found.basis for one in sorted(holding) if (found := rule(office, one, today))
    ]
    documents = [
        path.stem
        for section in SECTIONS
        for path in sorted((office.accepted / section).glob("*.md"))
        if not path.stem.endswith(".en")
    ]
    slugs = dict.fromkeys([basis_in_force(office), *sorted(of_rules), *documents])
    lang = language()
    return [(slug, notice_title(office, slug, lang)) for slug in slugs if slug]
