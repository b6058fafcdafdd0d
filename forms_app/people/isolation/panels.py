"""What the pages of others show of isolation and the daily reports."""

from __future__ import annotations

from flask import render_template, url_for
from markupsafe import Markup

from forms_app.base.catalogue import gettext as _
from forms_app.base.feature import Link
from forms_app.people.rosters.models import Person
from forms_app.permits.enterprises.models import Unit


def of_mine() -> list[Markup]:
    """What waits on this phone."""
    return [Markup(render_template("isolation/_waiting.html"))]  # noqa: S704 - ours


def of_enterprise(enterprise: Unit) -> list[Link]:
    address = url_for("cases.people", reference=enterprise.reference)
    return [Link(address, _("员工花名册"), "button second")]


def of_roster() -> list[Link]:
    return [Link(url_for("isolation.report"), _("今天的两报"), "button")]


def of_person(person: Person) -> list[Link]:
    """Somebody who stays in may report on their own."""
    if person.outcome not in {"home", "designated"} or person.left_on:
        return []
    address = url_for("isolation.own_link", number=person.number)
    return [Link(address, _("让本人自己报体温"))]
