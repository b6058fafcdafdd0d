"""What was determined, as the person, the clerk and the office read it."""

from __future__ import annotations

from datetime import date

from forms_app.base.catalogue import gettext as _
from forms_app.base.catalogue import language
from forms_app.base.documents.queries import title_of
from forms_app.base.office import Office
from forms_app.people.health_rules import labels
from forms_app.people.health_rules.rules import Outcome
from forms_app.people.rosters.determining import as_found
from forms_app.people.rosters.models import Determination, Person
from forms_app.permits.grid.community import Community
from forms_app.permits.grid.queries import directory

LOOKS = {
    "none": "valid",
    "home": "held",
    "designated": "held",
    "ask": "wait",
    "": "wait",
}


def short(person: Person) -> tuple[str, str]:
    """A label, and the look of its tag."""
    label = (
        labels.outcome_label(Outcome(person.outcome))
        if person.outcome
        else _("还没有判定")
    )
    return label, LOOKS[person.outcome]


def full(office: Office, person: Person) -> str:
    """One sentence: what, where, until which day, why, whom to ask."""
    if not person.determinations:
        return _("还没有判定。")
    return of(office, person.determinations[-1], person, office.clock.today())


def _asked(community: Community | None) -> str:
    """Whom to ask, with the phone."""
    if community is None:
        return _("社区")
    if language() == "en":
        return f"the {community.title_en} office ({community.phone})"
    return f"{community.office} {community.phone}"


def of(office: Office, kept: Determination, person: Person, today: date) -> str:
    """The same of one determination; an officer's word goes before the rule's."""
    community = directory(office).get(person.enterprise.community)
    ask = _asked(community)
    if kept.overridden_to:
        label = labels.outcome_label(Outcome(kept.overridden_to))
        if (
            kept.overridden_to in {"home", "designated"}
            and person.ends_on
            and kept is person.determinations[-1]
        ):
            until = labels.day_shown(person.ends_on)
            return _(
                "社区决定：%(label)s，到 %(until)s 为止。有不清楚的，请问%(ask)s。",
                label=label,
                until=until,
                ask=ask,
            )
        return _("社区决定：%(label)s。有不清楚的，请问%(ask)s。", label=label, ask=ask)
    found = as_found(kept, today, None if person.stayed else person.arrived_on)
    notice = title_of(office, kept.basis, language())
    return labels.sentence(found, notice=notice, ask=ask)
