"""What a roster leads to, and what the gates tell on other pages: the codes that a gate
knows, who may start to work first, how many wait.
"""

from __future__ import annotations

from flask import url_for
from markupsafe import Markup

from forms_app.base import access
from forms_app.base.catalogue import gettext as _
from forms_app.base.dates import moment
from forms_app.base.feature import Link
from forms_app.base.office import current_office
from forms_app.people.gates import labels, queries
from forms_app.people.gates.points import seen_by
from forms_app.people.rosters.models import Person


def of_roster() -> list[Link]:
    says = _("打印每个人的进出码，监测点一扫就认得")
    return [Link(url_for("gates.print_codes"), says)]


def of_person(person: Person) -> list[Markup]:
    """Who came back healthy may start first, which the enterprise reads here."""
    if person.left_on or person.outcome != "none":
        return []
    with current_office().database.reading() as session:
        found = queries.newest_to_work(session, person)
    if found is None:
        return []
    says = _(
        "%(at)s 在监测点登记返岗，体温正常：可以优先安排上岗。", at=moment(found.at)
    )
    if found.decision:
        says += f" {labels.DECISIONS.label(found.decision)}"
    return [Markup('<span class="firm">{}</span>').format(says)]


def of_undecided(community: str) -> list[Link]:
    """How many wait at the gates of a community, or of all within reach."""
    office = current_office()
    found = [
        gate
        for gate in seen_by(office, access.actor())
        if community in {"", gate.community.slug}
    ]
    with office.database.reading() as session:
        number = len(queries.waiting(session, found))
    if not number:
        return []
    says = _("监测点还有 %(n)s 人等着决定", n=number)
    return [Link(url_for("gates.overview"), says, "button second")]
