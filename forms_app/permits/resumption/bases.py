"""What a decision may rest on: the documents behind the rules in force and the notices
and policies of the office, by their titles.
"""

from __future__ import annotations

from forms_app.base.catalogue import language
from forms_app.base.contentfile.rulefile import in_force
from forms_app.base.documents.queries import originals, title_of
from forms_app.base.documents.sections import NOTICES, POLICIES
from forms_app.base.office import Office
from forms_app.permits.grid.queries import rule, rules
from forms_app.permits.resumption.priority_file import PRIORITY


def basis_in_force(office: Office, campaign: str = "") -> str:
    """What the rule of priorities in force in a campaign rests on; empty where there is
    none.
    """
    found = rule(office, PRIORITY, office.clock.today(), campaign)
    return found.basis if found else ""


def bases(office: Office, campaign: str = "") -> list[tuple[str, str]]:
    """Slug and title of each, in the order of `slugs`."""
    lang = language()
    return [(slug, title_of(office, slug, lang)) for slug in slugs(office, campaign)]


def slugs(office: Office, campaign: str = "") -> list[str]:
    """First what the rule of priorities rests on, then what other rules in force do,
    then every other notice and policy, newest file last.
    """
    today = office.clock.today()
    known = rules(office, campaign)
    of_rules = [
        found.basis
        for one in sorted({one.id for one in known})
        if (found := in_force(known, one, today))
    ]
    documents = [
        document.slug
        for section in (NOTICES, POLICIES)
        for document in originals(office, section)
    ]
    every = [basis_in_force(office, campaign), *sorted(of_rules), *documents]
    return [slug for slug in dict.fromkeys(every) if slug]
